// Invariant: the members are those of the schema's EndpointSlice, so a decoded EndpointSlice has this shape.
import type { StringMap } from '../validation/labels.ts';
import type { MetaObject } from './metadata.ts';

/** A decoded discovery.k8s.io/v1 EndpointSlice: every member may be absent, types are right. */
export interface EndpointSliceObject {
	readonly metadata: MetaObject;
	readonly addressType?: string;
	readonly endpoints?: readonly EndpointObject[];
	readonly ports?: readonly EndpointPortObject[];
}

export interface EndpointObject {
	readonly addresses?: readonly string[];
	readonly deprecatedTopology?: StringMap;
	readonly hints?: EndpointHintsObject;
	readonly hostname?: string;
	readonly nodeName?: string;
	readonly zone?: string;
}

export interface EndpointHintsObject {
	readonly forNodes?: readonly { readonly name?: string }[];
	readonly forZones?: readonly { readonly name?: string }[];
}

export interface EndpointPortObject {
	readonly appProtocol?: string;
	readonly name?: string;
	readonly port?: number;
	readonly protocol?: string;
}
