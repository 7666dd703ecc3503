import {
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	stringAt,
	stringMapAt,
	stringsAt,
} from './json.ts';
import type { LabelSelector } from './workload.ts';

/** The parts of a networking.k8s.io/v1 NetworkPolicy that say which ports of which Pods are open. */
export interface NetworkPolicy {
	readonly podSelector: LabelSelector;
	readonly ingress: readonly NetworkPolicyRule[];
	readonly egress: readonly NetworkPolicyRule[];
}

export interface NetworkPolicyRule {
	/** `from` of an ingress rule, `to` of an egress rule; empty means everybody. */
	readonly peers: readonly NetworkPolicyPeer[];
	/** Empty means all ports. */
	readonly ports: readonly NetworkPolicyPort[];
}

export interface NetworkPolicyPeer {
	/** Absent means all Pods. */
	readonly podSelector?: LabelSelector;
	/** Absent means the policy's own namespace. */
	readonly namespaceSelector?: LabelSelector;
	readonly isBlock: boolean;
}

export interface NetworkPolicyPort {
	/** A number or a container port's name; absent means all ports. */
	readonly port?: number | string;
	/** The last port of a range. */
	readonly endPort?: number;
	/** TCP where nothing is written. */
	readonly protocol: string;
}

export function readNetworkPolicy(value: JsonValue | undefined): NetworkPolicy {
	const spec = objectAt(value, 'spec');
	return {
		podSelector: readLabelSelector(objectAt(spec, 'podSelector')),
		ingress: objectsAt(spec, 'ingress').map((rule) => readRule(rule, 'from')),
		egress: objectsAt(spec, 'egress').map((rule) => readRule(rule, 'to')),
	};
}

function readRule(rule: JsonObject, side: 'from' | 'to'): NetworkPolicyRule {
	return {
		peers: objectsAt(rule, side).map((peer) => ({
			...(isObject(peer.podSelector) ? { podSelector: readLabelSelector(peer.podSelector) } : {}),
			...(isObject(peer.namespaceSelector)
				? { namespaceSelector: readLabelSelector(peer.namespaceSelector) }
				: {}),
			isBlock: isObject(peer.ipBlock),
		})),
		ports: objectsAt(rule, 'ports').map(({ port, endPort, protocol }) => ({
			...(typeof port === 'number' || typeof port === 'string' ? { port } : {}),
			...(typeof endPort === 'number' ? { endPort } : {}),
			protocol: typeof protocol === 'string' && protocol !== '' ? protocol : 'TCP',
		})),
	};
}

export function readLabelSelector(selector: JsonObject): LabelSelector {
	return {
		matchLabels: stringMapAt(selector, 'matchLabels') ?? {},
		matchExpressions: objectsAt(selector, 'matchExpressions').map((requirement) => ({
			key: stringAt(requirement, 'key') ?? '',
			operator: stringAt(requirement, 'operator') ?? '',
			values: stringsAt(requirement, 'values'),
		})),
	};
}
