import {
	booleanAt,
	integerAt,
	type JsonValue,
	objectAt,
	objectsAt,
	type StringMap,
	stringAt,
	stringMapAt,
	stringsAt,
} from './json.ts';
import { type ObjectMeta, readMeta } from './meta.ts';

export type IPFamily = 'IPv4' | 'IPv6';
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A v1 Service with the API's defaults filled in. `type` and the like stay strings: text being typed holds anything. */
export interface Service {
	readonly kind: 'Service';
	readonly metadata: ObjectMeta;
	readonly spec: ServiceSpec;
}

export interface ServiceSpec {
	/** ClusterIP, NodePort, LoadBalancer or ExternalName in a valid manifest. */
	readonly type: string;
	/** 'None' for headless; absent while nothing is written or allocated. */
	readonly clusterIP?: string;
	/** As written or allocated; empty where nothing is (clusterIP alone is mirrored into it, as the API server does). */
	readonly clusterIPs: readonly string[];
	/** As written; empty means that the API server chooses. */
	readonly ipFamilies: readonly string[];
	readonly ipFamilyPolicy?: string;
	readonly ports: readonly ServicePort[];
	/** Absent for a Service without selector; an empty mapping selects nothing either. */
	readonly selector?: StringMap;
	readonly externalName?: string;
	readonly publishNotReadyAddresses: boolean;
	readonly sessionAffinity: string;
	readonly externalIPs: readonly string[];
	readonly internalTrafficPolicy?: string;
	readonly externalTrafficPolicy?: string;
	readonly trafficDistribution?: string;
	/** Only for type LoadBalancer; node ports are allocated unless it is false. */
	readonly allocateLoadBalancerNodePorts?: boolean;
}

export interface ServicePort {
	/** '' for an unnamed port. */
	readonly name: string;
	/** TCP where nothing is written. */
	readonly protocol: string;
	/** 0 where the manifest has none yet. */
	readonly port: number;
	/** A container port's number or name; `port` where nothing is written. */
	readonly targetPort: number | string;
	readonly nodePort?: number;
	readonly appProtocol?: string;
}

/** True for `clusterIP: None` (and not an ExternalName): DNS then answers with the Pods' own addresses. */
export function isHeadless(spec: ServiceSpec): boolean {
	return spec.type !== 'ExternalName' && (spec.clusterIPs[0] ?? spec.clusterIP) === 'None';
}

/** Reads a Service, whatever the value holds; defaults as in pkg/apis/core/v1/defaults.go SetDefaults_Service. */
export function readService(value: JsonValue | undefined, defaultNamespace: string): Service {
	const spec = objectAt(value, 'spec');
	const clusterIP = stringAt(spec, 'clusterIP');
	const clusterIPs = stringsAt(spec, 'clusterIPs');
	const selector = stringMapAt(spec, 'selector');
	const allocateNodePorts = booleanAt(spec, 'allocateLoadBalancerNodePorts');
	return {
		kind: 'Service',
		metadata: readMeta(value, defaultNamespace),
		spec: {
			type: stringAt(spec, 'type') || 'ClusterIP',
			clusterIPs: clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [],
			ipFamilies: stringsAt(spec, 'ipFamilies'),
			ports: objectsAt(spec, 'ports').map(readServicePort),
			publishNotReadyAddresses: booleanAt(spec, 'publishNotReadyAddresses') ?? false,
			sessionAffinity: stringAt(spec, 'sessionAffinity') || 'None',
			externalIPs: stringsAt(spec, 'externalIPs'),
			...(clusterIP ? { clusterIP } : {}),
			...(selector === undefined ? {} : { selector }),
			...optional('ipFamilyPolicy', stringAt(spec, 'ipFamilyPolicy')),
			...optional('externalName', stringAt(spec, 'externalName')),
			...optional('internalTrafficPolicy', stringAt(spec, 'internalTrafficPolicy')),
			...optional('externalTrafficPolicy', stringAt(spec, 'externalTrafficPolicy')),
			...optional('trafficDistribution', stringAt(spec, 'trafficDistribution')),
			...(allocateNodePorts === undefined ? {} : { allocateLoadBalancerNodePorts: allocateNodePorts }),
		},
	};
}

function readServicePort(value: JsonValue): ServicePort {
	const port = integerAt(value, 'port') ?? 0;
	const targetPort = integerAt(value, 'targetPort') ?? stringAt(value, 'targetPort');
	const nodePort = integerAt(value, 'nodePort');
	return {
		name: stringAt(value, 'name') ?? '',
		protocol: stringAt(value, 'protocol') || 'TCP',
		port,
		targetPort: targetPort || port,
		...(nodePort ? { nodePort } : {}),
		...optional('appProtocol', stringAt(value, 'appProtocol')),
	};
}

/** `{}` instead of an undefined member: with exactOptionalPropertyTypes the two differ. */
function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string });
}
