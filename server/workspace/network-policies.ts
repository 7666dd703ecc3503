// Invariant: a policy's Pods are found only where the manifests say which; what depends on labels of namespaces is not guessed.
import type { NetworkPolicyPort, NetworkPolicyRule } from '../kubernetes/objects/network-policy.ts';
import { readNetworkPolicy } from '../kubernetes/objects/network-policy.ts';
import type { LabelSelector } from '../kubernetes/objects/workload.ts';
import type { PathStep } from '../manifest/path.ts';
import { type IndexedObject, type ObjectLookup, podLabelsOf } from './object-index.ts';

export const networkPolicyKind = 'NetworkPolicy.networking.k8s.io';

/** A port that a policy opens, and the Pods on which it is opened. */
export interface OpenedPort {
	/** Steps to the entry of `ports`. */
	readonly path: readonly PathStep[];
	readonly port: NetworkPolicyPort;
	/** The ports of the same rule, this one included. */
	readonly beside: readonly NetworkPolicyPort[];
	/** The Pods and workloads that listen: the policy's own for ingress, the peers for egress. */
	readonly pods: readonly IndexedObject[];
	/** True if every Pod that can be meant is among them. */
	readonly all: boolean;
}

/** Every entry of `ports` of a policy whose Pods the manifests show. */
export function openedPortsOf(index: ObjectLookup, object: IndexedObject): readonly OpenedPort[] {
	const policy = readNetworkPolicy(object.object.value);
	const own = selectPods(index, object.namespace, policy.podSelector);
	return [
		...policy.ingress.flatMap((rule, at) =>
			entriesOf(rule, ['spec', 'ingress', at], own, isNamed(policy.podSelector)),
		),
		...policy.egress.flatMap((rule, at) => {
			const peers = peersOf(index, object.namespace, rule);
			return peers === undefined ? [] : entriesOf(rule, ['spec', 'egress', at], peers.pods, peers.all);
		}),
	];
}

function entriesOf(
	rule: NetworkPolicyRule,
	path: readonly PathStep[],
	pods: readonly IndexedObject[],
	all: boolean,
): readonly OpenedPort[] {
	if (pods.length === 0) return [];
	return rule.ports.map((port, at) => ({
		path: [...path, 'ports', at],
		port,
		beside: rule.ports,
		pods,
		all,
	}));
}

/** The Pods that an egress rule leads to; undefined where anything else may be meant. */
function peersOf(
	index: ObjectLookup,
	namespace: string,
	{ peers }: NetworkPolicyRule,
): { readonly pods: readonly IndexedObject[]; readonly all: boolean } | undefined {
	if (peers.length === 0) return undefined;
	const pods: IndexedObject[] = [];
	for (const { podSelector, namespaceSelector, isBlock } of peers) {
		if (isBlock || podSelector === undefined) return undefined;
		const home = namespaceSelector === undefined ? namespace : namespaceNamed(namespaceSelector);
		if (home === undefined) return undefined;
		const found = selectPods(index, home, podSelector);
		if (found.length === 0) return undefined;
		pods.push(...found);
	}
	return { pods, all: peers.every(({ podSelector }) => podSelector !== undefined && isNamed(podSelector)) };
}

/** The namespace that a selector picks by the label that the API server gives every namespace. */
function namespaceNamed({ matchLabels, matchExpressions }: LabelSelector): string | undefined {
	const [pair, ...others] = Object.entries(matchLabels);
	if (others.length > 0 || matchExpressions.length > 0) return undefined;
	return pair?.[0] === 'kubernetes.io/metadata.name' ? pair[1] : undefined;
}

/** True if the selector picks some Pods, not all that there may be. */
function isNamed({ matchLabels }: LabelSelector): boolean {
	return Object.keys(matchLabels).length > 0;
}

function selectPods(
	index: ObjectLookup,
	namespace: string,
	{ matchLabels, matchExpressions }: LabelSelector,
): readonly IndexedObject[] {
	const found =
		Object.keys(matchLabels).length > 0
			? index.podSources(namespace, matchLabels)
			: index.allPodSources(namespace);
	return found.filter((source) => {
		const labels = podLabelsOf(source) ?? {};
		return matchExpressions.every(({ key, operator, values }) => fits(labels[key], operator, values));
	});
}

/** Source: k8s.io/apimachinery/pkg/labels selector.go Requirement.Matches. */
function fits(value: string | undefined, operator: string, values: readonly string[]): boolean {
	switch (operator) {
		case 'In':
			return value !== undefined && values.includes(value);
		case 'NotIn':
			return value === undefined || !values.includes(value);
		case 'Exists':
			return value !== undefined;
		case 'DoesNotExist':
			return value === undefined;
		default:
			return false;
	}
}
