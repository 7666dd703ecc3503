import type { ServiceObject } from '../decoding/service-object.ts';
import type { Picked } from './allocate-service.ts';

/**
 * The Service as the API server returns it: a mark stands wherever the cluster picks, and an ExternalName has no
 * internalTrafficPolicy (pkg/registry/core/service/storage/storage.go, defaultOnReadService).
 */
export function markAllocated(service: ServiceObject, picked: Picked): object {
	const { internalTrafficPolicy: _, ...others } = service.spec;
	const spec = others.type === 'ExternalName' ? others : service.spec;
	const clusterIPs = spec.clusterIPs?.map((ip, index) => {
		if (!picked.clusterIPs.has(index)) return ip;
		return spec.ipFamilies?.[index] === 'IPv6' ? '<allocated IPv6>' : '<allocated IPv4>';
	});
	const first = clusterIPs?.[0];
	return {
		...service,
		spec: {
			...spec,
			...(clusterIPs === undefined ? {} : { clusterIPs }),
			...(picked.clusterIPs.has(0) && first !== undefined ? { clusterIP: first } : {}),
			...(spec.ports === undefined
				? {}
				: {
						ports: spec.ports.map((port, index) =>
							picked.nodePorts.has(index) ? { ...port, nodePort: '<allocated>' } : port,
						),
					}),
			...(picked.healthCheckNodePort ? { healthCheckNodePort: '<allocated>' } : {}),
		},
	};
}
