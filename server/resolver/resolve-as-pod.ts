// Invariant: nothing is assumed silently: what depends on the node's own DNS is marked in the answer.
import { type AnswerRecord, assumedUpstream, type Exchange, isReply, type Query } from './exchange.ts';
import type { HostsEntry } from './hosts.ts';
import { countDots } from './names.ts';
import { examplePodNetwork, type PodNetwork } from './pod-network.ts';
import {
	defaultNodeDNS,
	type NodeDNS,
	type PodDNSFields,
	type PodResolvConf,
	podResolvConf,
} from './pod-resolv-conf.ts';
import type { Family, Lookup, Resolution, ResolverId, Step } from './resolution.ts';
import { stubResolverOf } from './stub-resolvers.ts';

export interface PodLookup {
	readonly name: string;
	/** The Pod's namespace: it is in the search list. */
	readonly namespace: string;
	/** The Pod's DNS settings; Kubernetes' defaults where absent. */
	readonly pod?: PodDNSFields;
	/** glibc where absent. */
	readonly resolver?: ResolverId;
	/** `any` where absent. */
	readonly family?: Family | 'srv';
	readonly node?: NodeDNS;
	/** The Pod's /etc/hosts (`podHosts`); the lines of every container where absent. */
	readonly hosts?: readonly HostsEntry[];
	/** The Pod's addresses; an example where absent. */
	readonly network?: PodNetwork;
	/** Milliseconds, above 0. */
	readonly latency?: number;
}

/** One query of a summary, in the words of a table row. */
export interface SentQuery {
	readonly name: string;
	readonly type: string;
	readonly transport: 'udp' | 'tcp';
	/** The address that was asked. */
	readonly server: string;
	/** An rcode, `timeout` or `refused`. */
	readonly answer: string;
	readonly records: readonly AnswerRecord[];
	readonly truncated: boolean;
	/** Milliseconds after the start. */
	readonly at: number;
}

/** The queries that were in flight together, in one line: they all ask for one name. */
export interface Round {
	readonly name: string;
	readonly types: readonly string[];
	readonly transport: 'udp' | 'tcp';
	/** The different rcodes, `timeout` or `refused`, in the order of the queries. */
	readonly answers: readonly string[];
	/** Records of the types asked for, over all replies. */
	readonly records: number;
	/** This round gave the result. */
	readonly final: boolean;
	/** Milliseconds after the start. */
	readonly at: number;
}

export interface PodAnswer {
	readonly resolution: Resolution;
	readonly resolvConf: PodResolvConf;
	/** The full name that answered. */
	readonly foundAs?: string;
	/** The full names that were tried, in order, each once. */
	readonly candidates: readonly string[];
	/** Every query that was sent, in order. */
	readonly queries: readonly SentQuery[];
	/** The same, a line for those that were sent together. */
	readonly rounds: readonly Round[];
	/** The dots of the name and the `ndots` that decide whether it is tried as it is first. */
	readonly dots: number;
	/**
	 * Some answer is not the cluster's own: the query went to a server that is not its DNS (dnsPolicy Default or None,
	 * dnsConfig.nameservers), or CoreDNS passed it on. It was answered as a server that does not know the name.
	 */
	readonly askedElsewhere: boolean;
}

/** What Kubernetes writes into a Pod that says nothing about DNS. */
export const defaultPodDNS: PodDNSFields = { dnsPolicy: 'ClusterFirst', hostNetwork: false };

/**
 * Resolves a name as a program in a Pod does: kubelet's resolv.conf, the program's stub resolver, and `exchange` for the
 * queries to the cluster's DNS. Other servers are answered by `elsewhere`, or with NXDOMAIN.
 */
export function resolveAsPod(
	lookup: PodLookup,
	exchange: Exchange,
	elsewhere: Exchange = assumedUpstream,
): PodAnswer {
	const node = lookup.node ?? defaultNodeDNS;
	const resolvConf = podResolvConf(lookup.pod ?? defaultPodDNS, lookup.namespace, node);
	const serverOf = (query: Query) => resolvConf.conf.nameservers[query.nameserver] ?? '127.0.0.1';
	const isClusterDNS = (query: Query) => node.clusterDNS.includes(serverOf(query));
	const family = lookup.family ?? 'any';
	const full: Lookup = {
		name: lookup.name,
		family: family === 'srv' ? 'any' : family,
		resolvConf: resolvConf.conf,
		network: lookup.network ?? examplePodNetwork,
		...(lookup.hosts === undefined ? {} : { hosts: lookup.hosts }),
		...(lookup.latency === undefined ? {} : { latency: lookup.latency }),
	};
	const resolver = stubResolverOf(lookup.resolver ?? 'glibc');
	const call = family === 'srv' ? resolver?.resolveService : resolver?.resolve;
	const resolution =
		call?.(full, (query) => (isClusterDNS(query) ? exchange : elsewhere)(query)) ?? unsupported;
	const sent = resolution.steps.flatMap(({ at, exchanges }) => exchanges.map((one) => ({ at, ...one })));
	return {
		resolution,
		resolvConf,
		...(resolution.foundAs === undefined ? {} : { foundAs: resolution.foundAs }),
		candidates: [...new Set(sent.map(({ query }) => query.name))],
		queries: sent.map(({ at, query, answer }): SentQuery => {
			const { name, type, transport } = query;
			const place = { name, type, transport, server: serverOf(query), at };
			if (!isReply(answer)) return { ...place, answer, records: [], truncated: false };
			return { ...place, answer: answer.rcode, records: answer.answers, truncated: answer.truncated };
		}),
		rounds: resolution.steps.map((step, index) =>
			roundOf(step, index === resolution.steps.length - 1 && resolution.foundAs !== undefined),
		),
		dots: countDots(lookup.name),
		askedElsewhere: sent.some(
			({ query, answer }) => !isClusterDNS(query) || (isReply(answer) && answer.assumed === true),
		),
	};
}

function roundOf({ at, exchanges }: Step, final: boolean): Round {
	const first = exchanges[0]?.query;
	const answers = exchanges.map(({ answer }) => (isReply(answer) ? answer.rcode : answer));
	const counts = exchanges.map(({ query, answer }) =>
		isReply(answer) ? answer.answers.filter(({ type }) => type === query.type).length : 0,
	);
	return {
		name: first?.name ?? '.',
		types: [...new Set(exchanges.map(({ query }) => query.type))],
		transport: first?.transport ?? 'udp',
		answers: [...new Set(answers)],
		records: counts.reduce((sum, count) => sum + count, 0),
		final,
		at,
	};
}

/** getaddrinfo has no SRV lookup. */
const unsupported: Resolution = {
	steps: [],
	outcome: { kind: 'error', error: 'unsupported' },
	duration: 0,
};
