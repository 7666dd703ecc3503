import { integerAt, isObject, type JsonObject, type JsonValue, objectsAt, stringAt } from './json.ts';
import { type ObjectMeta, readMeta } from './meta.ts';

/** A v1 Endpoints object (deprecated since v1.33). Where its Service has no selector, it is mirrored into slices. */
export interface Endpoints {
	readonly kind: 'Endpoints';
	readonly metadata: ObjectMeta;
	readonly subsets: readonly EndpointSubset[];
}

export interface EndpointSubset {
	readonly addresses: readonly EndpointAddress[];
	readonly notReadyAddresses: readonly EndpointAddress[];
	readonly ports: readonly EndpointsPort[];
}

export interface EndpointAddress {
	readonly ip: string;
	readonly hostname?: string;
	readonly nodeName?: string;
	readonly targetRef?: { readonly kind: string; readonly name: string; readonly namespace: string };
	/** The target's; '' where nothing is written. Two addresses with one ip and uid are one. */
	readonly targetUid: string;
}

export interface EndpointsPort {
	/** '' for an unnamed port. */
	readonly name: string;
	/** TCP where nothing is written. */
	readonly protocol: string;
	/** 0 where the manifest has none yet. */
	readonly port: number;
	readonly appProtocol?: string;
}

export function readEndpoints(value: JsonValue | undefined, defaultNamespace: string): Endpoints {
	return {
		kind: 'Endpoints',
		metadata: readMeta(value, defaultNamespace),
		subsets: objectsAt(value, 'subsets').map((subset) => ({
			addresses: objectsAt(subset, 'addresses').map(readAddress),
			notReadyAddresses: objectsAt(subset, 'notReadyAddresses').map(readAddress),
			ports: objectsAt(subset, 'ports').map(readPort),
		})),
	};
}

function readAddress(value: JsonObject): EndpointAddress {
	const hostname = stringAt(value, 'hostname');
	const nodeName = stringAt(value, 'nodeName');
	const { targetRef } = value;
	return {
		ip: stringAt(value, 'ip') ?? '',
		targetUid: stringAt(targetRef, 'uid') ?? '',
		...(hostname ? { hostname } : {}),
		...(nodeName === undefined ? {} : { nodeName }),
		...(isObject(targetRef)
			? {
					targetRef: {
						kind: stringAt(targetRef, 'kind') ?? '',
						name: stringAt(targetRef, 'name') ?? '',
						namespace: stringAt(targetRef, 'namespace') ?? '',
					},
				}
			: {}),
	};
}

function readPort(value: JsonObject): EndpointsPort {
	const appProtocol = stringAt(value, 'appProtocol');
	return {
		name: stringAt(value, 'name') ?? '',
		protocol: stringAt(value, 'protocol') || 'TCP',
		port: integerAt(value, 'port') ?? 0,
		...(appProtocol === undefined ? {} : { appProtocol }),
	};
}
