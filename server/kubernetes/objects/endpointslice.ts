import {
	booleanAt,
	integerAt,
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	stringAt,
	stringsAt,
} from './json.ts';
import { type ObjectMeta, readMeta } from './meta.ts';

/** A discovery.k8s.io/v1 EndpointSlice. The label `kubernetes.io/service-name` says whose it is. */
export interface EndpointSlice {
	readonly kind: 'EndpointSlice';
	readonly metadata: ObjectMeta;
	/** IPv4, IPv6 or FQDN in a valid manifest. */
	readonly addressType: string;
	readonly endpoints: readonly Endpoint[];
	/** Empty where `ports` is absent, null or []. */
	readonly ports: readonly EndpointPort[];
}

export interface Endpoint {
	readonly addresses: readonly string[];
	/** Absent counts as ready (EndpointConditions in the API's types.go). */
	readonly ready?: boolean;
	readonly serving?: boolean;
	readonly terminating?: boolean;
	readonly hostname?: string;
	readonly targetRef?: {
		readonly kind: string;
		readonly name: string;
		readonly namespace: string;
	};
	readonly nodeName?: string;
	readonly zone?: string;
	/** For kube-proxy alone; DNS does not look at it. */
	readonly hints?: EndpointHints;
}

export interface EndpointHints {
	/** Names of zones. */
	readonly forZones: readonly string[];
	/** Names of nodes. */
	readonly forNodes: readonly string[];
}

export interface EndpointPort {
	readonly name: string;
	/** '' where the slice has none: CoreDNS compares with that, it fills in nothing. */
	readonly protocol: string;
	/** Absent means all ports. */
	readonly port?: number;
	readonly appProtocol?: string;
}

export const serviceNameLabel = 'kubernetes.io/service-name';
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by';

export function readEndpointSlice(value: JsonValue | undefined, defaultNamespace: string): EndpointSlice {
	return {
		kind: 'EndpointSlice',
		metadata: readMeta(value, defaultNamespace),
		addressType: isObject(value) ? (stringAt(value, 'addressType') ?? '') : '',
		endpoints: objectsAt(value, 'endpoints').map(readEndpoint),
		ports: objectsAt(value, 'ports').map((port) => {
			const number = integerAt(port, 'port');
			const appProtocol = stringAt(port, 'appProtocol');
			return {
				name: stringAt(port, 'name') ?? '',
				protocol: stringAt(port, 'protocol') ?? '',
				...(number === undefined ? {} : { port: number }),
				...(appProtocol === undefined ? {} : { appProtocol }),
			};
		}),
	};
}

function readEndpoint(value: JsonObject): Endpoint {
	const conditions = objectAt(value, 'conditions');
	const ready = booleanAt(conditions, 'ready');
	const serving = booleanAt(conditions, 'serving');
	const terminating = booleanAt(conditions, 'terminating');
	const hostname = stringAt(value, 'hostname');
	const nodeName = stringAt(value, 'nodeName');
	const zone = stringAt(value, 'zone');
	const target = value.targetRef;
	const hints = value.hints;
	return {
		addresses: stringsAt(value, 'addresses'),
		...(ready === undefined ? {} : { ready }),
		...(serving === undefined ? {} : { serving }),
		...(terminating === undefined ? {} : { terminating }),
		...(hostname === undefined ? {} : { hostname }),
		...(nodeName === undefined ? {} : { nodeName }),
		...(zone === undefined ? {} : { zone }),
		...(isObject(target)
			? {
					targetRef: {
						kind: stringAt(target, 'kind') ?? '',
						name: stringAt(target, 'name') ?? '',
						namespace: stringAt(target, 'namespace') ?? '',
					},
				}
			: {}),
		...(isObject(hints)
			? { hints: { forZones: namesAt(hints, 'forZones'), forNodes: namesAt(hints, 'forNodes') } }
			: {}),
	};
}

function namesAt(hints: JsonObject, key: string): readonly string[] {
	return objectsAt(hints, key).flatMap((entry) => stringAt(entry, 'name') ?? []);
}
