// Short ways to write the objects of a simulated cluster.
import type { Cluster } from '../../server/cluster/cluster.ts';
import type { EndpointSlice } from '../../server/kubernetes/objects/endpointslice.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { type KubernetesObject, readObject } from '../../server/kubernetes/objects/read.ts';
import type { Service } from '../../server/kubernetes/objects/service.ts';

/** Any object, in namespace `shop` where it says nothing else. */
export function object(
	apiVersion: string,
	kind: string,
	name: string,
	rest: JsonObject = {},
): KubernetesObject {
	const { metadata, ...more } = rest;
	const written = typeof metadata === 'object' ? metadata : {};
	const read = readObject({ apiVersion, kind, metadata: { name, ...written }, ...more }, 'shop');
	if (read === undefined) throw new Error(`${apiVersion} ${kind} has no typed view`);
	return read;
}

export function service(name: string, spec: JsonObject, metadata: JsonObject = {}): KubernetesObject {
	return object('v1', 'Service', name, { metadata, spec });
}

export interface WorkloadOptions {
	readonly spec?: JsonObject;
	readonly podSpec?: JsonObject;
	readonly labels?: JsonObject;
}

/** A workload of apps/v1 whose Pods carry `app: <name>` and declare port http/8080. */
export function workload(kind: string, name: string, options: WorkloadOptions = {}): KubernetesObject {
	const labels = { app: name, ...options.labels };
	return object('apps/v1', kind, name, {
		spec: { ...options.spec, selector: { matchLabels: labels }, template: template(labels, options.podSpec) },
	});
}

export function template(labels: JsonObject, podSpec: JsonObject = {}): JsonObject {
	const ports = [{ name: 'http', containerPort: 8080 }];
	return {
		metadata: { labels },
		spec: { containers: [{ name: 'main', image: 'app:1', ports }], ...podSpec },
	};
}

export function serviceOf(cluster: Cluster, name: string, namespace = 'shop'): Service {
	const found = cluster.services.find(
		({ metadata }) => metadata.name === name && metadata.namespace === namespace,
	);
	if (found === undefined) throw new Error(`no Service ${namespace}/${name}`);
	return found;
}

export function slicesOf(cluster: Cluster, name: string, namespace = 'shop'): readonly EndpointSlice[] {
	return cluster.endpointSlices.filter(
		({ metadata }) =>
			metadata.labels['kubernetes.io/service-name'] === name && metadata.namespace === namespace,
	);
}

/** Pods of the namespace by name. */
export function podsIn(cluster: Cluster, namespace = 'shop') {
	return cluster.pods.filter(({ metadata }) => metadata.namespace === namespace);
}
