// Invariant: a Cluster is a frozen picture of API objects; nothing in it knows the text it came from.
import type { EndpointSlice } from '../kubernetes/objects/endpointslice.ts';
import type { Namespace, ServiceImport } from '../kubernetes/objects/namespace.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';

/**
 * What CoreDNS watches: the objects of a running or simulated cluster.
 * Services have their addresses (`clusterIPs`), Pods their status, slices their endpoints.
 */
export interface Cluster {
	readonly namespaces: readonly Namespace[];
	readonly services: readonly Service[];
	readonly endpointSlices: readonly EndpointSlice[];
	readonly pods: readonly Pod[];
	readonly serviceImports: readonly ServiceImport[];
}
