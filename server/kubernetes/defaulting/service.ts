// Sources: pkg/apis/core/v1/defaults.go (SetDefaults_Service), pkg/api/service/util.go.
import type { ServiceObject, ServicePortObject, ServiceSpecObject } from '../decoding/service-object.ts';

/** Fills in what does not depend on the cluster. */
export function defaultService(service: ServiceObject): ServiceObject {
	const { spec } = service;
	const type = spec.type || 'ClusterIP';
	const affinity = spec.sessionAffinity || 'None';
	const { sessionAffinityConfig: _, ...others } = spec;
	const typed: ServiceSpecObject = { ...others, type, sessionAffinity: affinity };
	return {
		...service,
		spec: {
			...typed,
			...affinityConfig(spec, affinity),
			...(spec.ports === undefined ? {} : { ports: spec.ports.map(defaultPort) }),
			...(isExternallyAccessible(typed) && !spec.externalTrafficPolicy
				? { externalTrafficPolicy: 'Cluster' }
				: {}),
			...(hasClusterIPs(type) && spec.internalTrafficPolicy === undefined
				? { internalTrafficPolicy: 'Cluster' }
				: {}),
			...(type === 'LoadBalancer'
				? { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }
				: {}),
		},
	};
}

/** Three hours. */
const defaultTimeoutSeconds = 10800;

function affinityConfig(spec: ServiceSpecObject, affinity: string): Partial<ServiceSpecObject> {
	const config = spec.sessionAffinityConfig;
	if (affinity === 'ClientIP' && config?.clientIP?.timeoutSeconds === undefined) {
		return { sessionAffinityConfig: { clientIP: { timeoutSeconds: defaultTimeoutSeconds } } };
	}
	return affinity === 'None' || config === undefined ? {} : { sessionAffinityConfig: config };
}

function defaultPort(port: ServicePortObject): ServicePortObject {
	return { ...port, protocol: port.protocol || 'TCP', targetPort: port.targetPort || (port.port ?? 0) };
}

function hasClusterIPs(type: string): boolean {
	return type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer';
}

/** ExternallyAccessible: traffic from outside the cluster can reach it. */
export function isExternallyAccessible(spec: ServiceSpecObject): boolean {
	if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') return true;
	return spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0;
}

/** NeedsHealthCheck: kube-proxy answers on a health check node port. */
export function needsHealthCheck(spec: ServiceSpecObject): boolean {
	return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
