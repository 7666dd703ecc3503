// Invariant: an answer is what the simulated CoreDNS gives to the queries that a Pod's resolver really sends.
import type { NameServer } from '../../dns/name-server.ts';
import type { PodSpec } from '../../kubernetes/objects/pod.ts';
import { exchangeWith, simulatedCoreDNS } from '../../resolver/exchange-with.ts';
import {
	defaultNodeDNS,
	type NodeDNS,
	type PodDNSFields,
	podResolvConf,
} from '../../resolver/pod-resolv-conf.ts';
import type { ResolverId } from '../../resolver/resolution.ts';
import { defaultPodDNS, type PodAnswer, resolveAsPod } from '../../resolver/resolve-as-pod.ts';
import type { TextField } from '../../workspace/host-names/text-fields.ts';
import { type IndexedObject, isWorkload } from '../../workspace/object-index.ts';
import type { RuleContext } from '../context.ts';

export interface NameAnswer {
	readonly found: boolean;
	/** `NXDOMAIN`, `no address`, with the number of queries that it took. */
	readonly text: string;
}

/** The spec of an object's Pods; undefined for what runs none. */
export function podSpecOf({ typed }: IndexedObject): PodSpec | undefined {
	if (typed?.kind === 'Pod') return typed.spec;
	return isWorkload(typed) ? typed.template.spec : undefined;
}

/** The DNS settings of the program that reads a text; a ConfigMap's reader is taken for a Pod with the defaults. */
export function readerDNS(object: IndexedObject, { container }: TextField): PodDNSFields {
	return (container === undefined ? undefined : podSpecOf(object)) ?? defaultPodDNS;
}

export function nodeDNS(context: RuleContext): NodeDNS {
	return { ...defaultNodeDNS, clusterDomain: context.settings.clusterDomain };
}

/** True if a Pod's queries go to the cluster's DNS first. */
export function asksCluster(pod: PodDNSFields, context: RuleContext): boolean {
	return podResolvConf(pod, '', nodeDNS(context)).base === 'cluster';
}

/** A name server's answers never change: it is one for each state of the cluster. */
const answers = new WeakMap<NameServer, Map<string, PodAnswer>>();

/** What a program in a Pod gets for a name: all queries, in order. */
export function askAsPod(
	context: RuleContext,
	question: {
		readonly name: string;
		readonly namespace: string;
		readonly pod?: PodDNSFields;
		readonly resolver?: ResolverId;
		readonly family?: 'any' | 'ipv4' | 'srv';
	},
): PodAnswer {
	const labels = question.name.toLowerCase().split('.');
	const server = context.nameServer(labels);
	const asked = { ...question, node: nodeDNS(context) };
	const { dnsPolicy, hostNetwork, dnsConfig } = question.pod ?? defaultPodDNS;
	const key = JSON.stringify([{ ...asked, pod: undefined }, dnsPolicy, hostNetwork, dnsConfig]);
	const known = answers.get(server) ?? new Map<string, PodAnswer>();
	answers.set(server, known);
	const before = known.get(key);
	if (before !== undefined) return before;
	const answer = resolveAsPod(asked, exchangeWith(simulatedCoreDNS(server)));
	known.set(key, answer);
	return answer;
}

/** The answer in a few words. SRV records are asked for as Go does, which follows the search list. */
export function answerTo(
	context: RuleContext,
	object: IndexedObject,
	field: TextField,
	name: string,
): NameAnswer {
	const isRecord = /^_[^.]+\._/.test(name);
	const { resolution, queries } = askAsPod(context, {
		name,
		namespace: object.namespace,
		pod: readerDNS(object, field),
		...(isRecord ? { resolver: 'go', family: 'srv' } : {}),
	});
	const { outcome } = resolution;
	const found =
		(outcome.kind === 'addresses' && outcome.addresses.length > 0) ||
		(outcome.kind === 'services' && outcome.services.length > 0);
	const denied = queries.length > 0 && queries.every(({ answer }) => answer === 'NXDOMAIN');
	const kind = denied ? 'NXDOMAIN' : 'no address';
	const count = queries.length > 2 ? ` after ${queries.length} queries` : '';
	return { found, text: `${kind}${count}` };
}
