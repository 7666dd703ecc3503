// Invariant: only values that the cluster chose are carried over; what a manifest says is left to validation.
// Source: pkg/registry/core/service/storage/storage.go (patchAllocatedValues, normalizeClusterIPs).
import type { ServicePortObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { needsHealthCheck } from '../defaulting/service.ts';

/** The new spec with the addresses and ports that it leaves open, as they are in the running Service. */
export function patchAllocatedValues(after: ServiceSpecObject, before: ServiceSpecObject): ServiceSpecObject {
	return {
		...after,
		...carriedAddresses(after, before),
		...(hasNodePorts(before) && hasNodePorts(after) && after.ports !== undefined
			? { ports: carriedNodePorts(after.ports, before.ports ?? []) }
			: {}),
		...(needsHealthCheck(before) && needsHealthCheck(after) && !after.healthCheckNodePort
			? optional('healthCheckNodePort', before.healthCheckNodePort)
			: {}),
	};
}

function carriedAddresses(after: ServiceSpecObject, before: ServiceSpecObject): Partial<ServiceSpecObject> {
	if (before.type === 'ExternalName' || after.type === 'ExternalName') return {};
	return {
		...(after.clusterIP ? {} : optional('clusterIP', before.clusterIP)),
		...((after.clusterIPs ?? []).length > 0 ? {} : optional('clusterIPs', before.clusterIPs)),
	};
}

/** A port's node port goes by the port's name; one that another port claims now is not carried over. */
function carriedNodePorts(
	after: readonly ServicePortObject[],
	before: readonly ServicePortObject[],
): readonly ServicePortObject[] {
	const wanted = new Set(after.map(({ nodePort = 0 }) => nodePort));
	const byName = new Map(before.map(({ name = '', nodePort = 0 }) => [name, nodePort]));
	return after.map((port) => {
		if (port.nodePort) return port;
		const known = byName.get(port.name ?? '') ?? 0;
		return known === 0 || wanted.has(known) ? port : { ...port, nodePort: known };
	});
}

function hasNodePorts({ type, allocateLoadBalancerNodePorts }: ServiceSpecObject): boolean {
	return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);
}

/**
 * Brings clusterIPs in line with clusterIP where a client changed only the latter. `after` has been through
 * patchAllocatedValues.
 */
export function normalizeUpdatedClusterIPs(
	after: ServiceSpecObject,
	before: ServiceSpecObject,
): ServiceSpecObject {
	const { clusterIP: newIP = '', clusterIPs: newIPs = [] } = after;
	const { clusterIP: oldIP = '', clusterIPs: oldIPs = [] } = before;
	const same = sameItems(newIPs, oldIPs);
	if (newIP === oldIP) {
		return oldIPs.length > 0 && newIPs.length === 0 ? { ...after, clusterIPs: oldIPs } : after;
	}
	if (!same) return after;
	if (oldIP !== '' && newIP === '') {
		const { clusterIPs: _, ...cleared } = after;
		return cleared;
	}
	return { ...after, clusterIPs: [newIP] };
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}

function optional<K extends keyof ServiceSpecObject>(
	key: K,
	value: ServiceSpecObject[K],
): Partial<ServiceSpecObject> {
	return value === undefined ? {} : { [key]: value };
}
