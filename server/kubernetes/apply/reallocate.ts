// Invariant: what the cluster chose stays; only what the new type or family needs in addition is chosen anew.
// Source: pkg/registry/core/service/storage/alloc.go (allocateUpdate, updateClusterIPs, updateNodePorts,
// updateHealthCheckNodePort).
import type { ServiceObject, ServicePortObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { allocateClusterIPs, cidrOf, exampleAddress, rangeError } from '../defaulting/allocate-service.ts';
import { initIPFamilies, keepsPreferDualStack } from '../defaulting/ip-families.ts';
import { needsHealthCheck } from '../defaulting/service.ts';
import { type Cause, internalError, invalid, typed } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';
import type { AllocatedMarks } from './marks.ts';

type Step =
	| { readonly spec: ServiceSpecObject; readonly causes?: undefined }
	| { readonly causes: readonly Cause[] };

/** Families, addresses and ports of a changed Service. Its causes come alone: nothing else is validated before. */
export function reallocate(
	after: ServiceObject,
	before: ServiceObject,
	marks: AllocatedMarks,
	context: AdmissionContext,
): Step {
	const initialized = initIPFamilies(after, before, context);
	if (initialized.causes !== undefined) return initialized;
	const addresses = updateClusterIPs(initialized.service.spec, before.spec, context);
	if (addresses.causes !== undefined) return addresses;
	const ports = updateNodePorts(addresses.spec, before.spec, marks, context);
	if (ports.causes !== undefined) return ports;
	return updateHealthCheck(ports.spec, before.spec, marks, context);
}

function updateClusterIPs(
	after: ServiceSpecObject,
	before: ServiceSpecObject,
	context: AdmissionContext,
): Step {
	if (keepsPreferDualStack(after, before)) return { spec: after };
	if (before.type === 'ExternalName' && after.type !== 'ExternalName')
		return allocateClusterIPs(after, context);
	if (before.clusterIPs?.[0] === 'None' || after.type === 'ExternalName') return { spec: after };
	const second = after.ipFamilies?.[1];
	if (before.ipFamilies?.length !== 1 || after.ipFamilies?.length !== 2 || second === undefined) {
		return { spec: after };
	}
	const [first = '', written = ''] = after.clusterIPs ?? [];
	const cidr = cidrOf(second, context);
	const error = written === '' ? undefined : rangeError(written, cidr);
	if (error !== undefined) {
		const detail = `failed to allocate IP ${written}: ${error}`;
		return { causes: [invalid('spec.clusterIPs', typed(after.clusterIPs), detail)] };
	}
	return { spec: { ...after, clusterIPs: [first, written === '' ? exampleAddress(cidr) : written] } };
}

function updateNodePorts(
	after: ServiceSpecObject,
	before: ServiceSpecObject,
	marks: AllocatedMarks,
	context: AdmissionContext,
): Step {
	if (after.type !== 'NodePort' && after.type !== 'LoadBalancer') return { spec: after };
	const allocates = after.type === 'NodePort' || after.allocateLoadBalancerNodePorts === true;
	const known = new Set((before.ports ?? []).map(({ nodePort = 0 }) => nodePort));
	const seen = new Set<string>();
	const ports: ServicePortObject[] = [];
	for (const [index, port] of (after.ports ?? []).entries()) {
		const written = port.nodePort ?? 0;
		if (written === 0 && !allocates) {
			ports.push(port);
			continue;
		}
		const error = written === 0 || known.has(written) ? undefined : portRangeError(written, context);
		if (error !== undefined) return { causes: [invalid(`spec.ports[${index}].nodePort`, written, error)] };
		const nodePort = written === 0 ? marks.nextPort() : written;
		known.add(nodePort);
		const key = `${port.protocol}/${nodePort}`;
		// Not a field's error in the API server: a plain one, which it answers with 500.
		if (seen.has(key)) {
			const shown = `{${port.protocol} ${nodePort}}`;
			return { causes: [internalError(`spec.ports[${index}].nodePort`, `duplicate nodePort: ${shown}`)] };
		}
		seen.add(key);
		ports.push({ ...port, nodePort });
	}
	return { spec: after.ports === undefined ? after : { ...after, ports } };
}

function updateHealthCheck(
	after: ServiceSpecObject,
	before: ServiceSpecObject,
	marks: AllocatedMarks,
	context: AdmissionContext,
): Step {
	if (needsHealthCheck(before) || !needsHealthCheck(after)) return { spec: after };
	const written = after.healthCheckNodePort ?? 0;
	if (written === 0) return { spec: { ...after, healthCheckNodePort: marks.nextPort() } };
	const error = portRangeError(written, context);
	if (error === undefined) return { spec: after };
	const detail = `failed to allocate requested HealthCheck NodePort ${written}: ${error}`;
	return { causes: [internalError('spec.healthCheckNodePort', detail)] };
}

function portRangeError(port: number, { nodePortRange: { from, to } }: AdmissionContext): string | undefined {
	if (port >= from && port <= to) return undefined;
	return `provided port is not in the valid range. The range of valid ports is ${from}-${to}`;
}
