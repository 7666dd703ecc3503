// Invariant: a field is only dropped if the new type has no use for it, the cluster may have filled it in, and the user did
// not change it in the same step.
// Source: pkg/registry/core/service/strategy.go (dropTypeDependentFields).
import type { ServiceSpecObject } from '../decoding/service-object.ts';
import { isExternallyAccessible, needsHealthCheck } from '../defaulting/service.ts';
import { sameItems } from './carry-over.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The new spec without what its type no longer needs. */
export function dropTypeDependentFields(
	after: ServiceSpecObject,
	before: ServiceSpecObject,
): ServiceSpecObject {
	const spec: Mutable<ServiceSpecObject> = { ...after };
	if (before.type !== 'ExternalName' && after.type === 'ExternalName') dropAddresses(spec, before);
	if (
		usesNodePorts(before) &&
		!usesNodePorts(after) &&
		spec.ports !== undefined &&
		keepsNodePorts(after, before)
	) {
		spec.ports = spec.ports.map(({ nodePort: _, ...port }) => port);
	}
	if (needsHealthCheck(before) && !needsHealthCheck(after)) {
		if ((before.healthCheckNodePort ?? 0) === (after.healthCheckNodePort ?? 0))
			delete spec.healthCheckNodePort;
	}
	if (before.type === 'LoadBalancer' && after.type !== 'LoadBalancer') {
		if (before.allocateLoadBalancerNodePorts === after.allocateLoadBalancerNodePorts) {
			delete spec.allocateLoadBalancerNodePorts;
		}
		if (before.loadBalancerClass === after.loadBalancerClass) delete spec.loadBalancerClass;
	}
	if (isExternallyAccessible(before) && !isExternallyAccessible(after)) {
		if (before.externalTrafficPolicy === after.externalTrafficPolicy) delete spec.externalTrafficPolicy;
	}
	return spec;
}

function dropAddresses(spec: Mutable<ServiceSpecObject>, before: ServiceSpecObject): void {
	const same =
		(spec.clusterIP ?? '') === (before.clusterIP ?? '') &&
		sameItems(spec.clusterIPs ?? [], before.clusterIPs ?? []);
	if (same) {
		delete spec.clusterIP;
		delete spec.clusterIPs;
	}
	if (sameItems(spec.ipFamilies ?? [], before.ipFamilies ?? [])) delete spec.ipFamilies;
	if (spec.ipFamilyPolicy === before.ipFamilyPolicy) delete spec.ipFamilyPolicy;
}

function usesNodePorts({ type }: ServiceSpecObject): boolean {
	return type === 'NodePort' || type === 'LoadBalancer';
}

/** True if the user asked for no node port that was not there before. */
function keepsNodePorts(after: ServiceSpecObject, before: ServiceSpecObject): boolean {
	const known = new Set((before.ports ?? []).map(({ nodePort }) => nodePort));
	return (after.ports ?? []).every(({ nodePort }) => !nodePort || known.has(nodePort));
}
