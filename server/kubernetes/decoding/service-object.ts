// Invariant: the members are those of the schema's Service, so a decoded Service has this shape.
import type { StringMap } from '../validation/labels.ts';
import type { MetaObject } from './metadata.ts';

/** A decoded v1 Service: every member may be absent, types are right. */
export interface ServiceObject {
	readonly apiVersion?: string;
	readonly kind?: string;
	readonly metadata: MetaObject;
	readonly spec: ServiceSpecObject;
	readonly status?: unknown;
}

export interface ServiceSpecObject {
	readonly allocateLoadBalancerNodePorts?: boolean;
	readonly clusterIP?: string;
	readonly clusterIPs?: readonly string[];
	readonly externalIPs?: readonly string[];
	readonly externalName?: string;
	readonly externalTrafficPolicy?: string;
	readonly healthCheckNodePort?: number;
	readonly internalTrafficPolicy?: string;
	readonly ipFamilies?: readonly string[];
	readonly ipFamilyPolicy?: string;
	readonly loadBalancerClass?: string;
	readonly loadBalancerIP?: string;
	readonly loadBalancerSourceRanges?: readonly string[];
	readonly ports?: readonly ServicePortObject[];
	readonly publishNotReadyAddresses?: boolean;
	readonly selector?: StringMap;
	readonly sessionAffinity?: string;
	readonly sessionAffinityConfig?: SessionAffinityConfigObject;
	readonly trafficDistribution?: string;
	readonly type?: string;
}

export interface SessionAffinityConfigObject {
	readonly clientIP?: { readonly timeoutSeconds?: number };
}

export interface ServicePortObject {
	readonly name?: string;
	readonly protocol?: string;
	readonly appProtocol?: string;
	readonly port?: number;
	readonly targetPort?: number | string;
	/** The mark `<allocated>` once a port of the cluster's choice stands in it. */
	readonly nodePort?: number;
}
