// Invariant: Services are found by the name and namespace that they have in the cluster. A namespace that no manifest
// writes is not known: such an object may be applied to any.
import type { Workload } from '../../kubernetes/objects/workload.ts';
import { folderScope } from '../layout.ts';
import { type IndexedObject, isWorkload, type ObjectLookup } from '../object-index.ts';
import { asService, type IndexedService, type StatefulSetObject } from '../service-backing.ts';

/** False where neither the object nor a kustomization says the namespace: `kubectl apply -n` then decides. */
export function isNamespaceWritten({ object, namespace }: IndexedObject): boolean {
	return object.writtenNamespace !== '' || namespace !== 'default';
}

/** Namespaces whose Services come with the cluster and stand in no manifest of its users. */
export const systemNamespaces: ReadonlySet<string> = new Set([
	'kube-system',
	'kube-public',
	'kube-node-lease',
]);

/** By the index's own answer, which stays the same object until something changes. */
const servicesIn = new WeakMap<readonly IndexedObject[], readonly IndexedService[]>();
const podNamesIn = new WeakMap<readonly IndexedObject[], ReadonlySet<string>>();

function servicesAmong(objects: readonly IndexedObject[]): readonly IndexedService[] {
	const known = servicesIn.get(objects);
	if (known !== undefined) return known;
	const services = objects.flatMap((object) => asService(object) ?? []);
	servicesIn.set(objects, services);
	return services;
}

/** `hostname.subdomain` of Pods and workloads that have both. */
function podNamesAmong(sources: readonly IndexedObject[]): ReadonlySet<string> {
	const known = podNamesIn.get(sources);
	if (known !== undefined) return known;
	const names = new Set<string>();
	for (const { typed } of sources) {
		const spec = typed?.kind === 'Pod' ? typed.spec : isWorkload(typed) ? typed.template.spec : undefined;
		if (spec?.hostname && spec.subdomain) names.add(`${spec.hostname}.${spec.subdomain}`);
	}
	podNamesIn.set(sources, names);
	return names;
}

export class NameLookup {
	readonly lookup: ObjectLookup;
	private readonly scope: string;

	constructor(lookup: ObjectLookup, scope: string) {
		this.lookup = lookup;
		this.scope = scope;
	}

	/** The Services of that name in the namespace. */
	services(namespace: string, name: string): readonly IndexedService[] {
		const found = servicesAmong(this.lookup.find('Service', namespace, name));
		if (this.scope === folderScope) return found;
		const unchanged = found.filter(({ service }) => service.metadata.name === name);
		if (unchanged.length > 0) return unchanged;
		// Kustomize may have named others so.
		return this.servicesOf(namespace).filter(({ service }) => service.metadata.name === name);
	}

	servicesOf(namespace: string): readonly IndexedService[] {
		return servicesAmong(this.lookup.ofKind('Service', namespace));
	}

	/** Services of that name that may be applied to `namespace`, because nothing says where they go. */
	adrift(namespace: string, name: string): readonly IndexedService[] {
		if (namespace === 'default') return [];
		return this.services('default', name).filter(({ indexed }) => !isNamespaceWritten(indexed));
	}

	/** The Services of that name in other namespaces, one each, where manifests say the namespace. */
	elsewhere(name: string, besides: string): readonly IndexedService[] {
		const found =
			this.scope === folderScope
				? this.lookup.findAnywhere('Service', name).flatMap((object) => asService(object) ?? [])
				: this.lookup.namespaceNames().flatMap((namespace) => this.services(namespace, name));
		const one = new Map(found.map((service) => [service.indexed.namespace, service]));
		return [...one.values()].filter(
			({ indexed }) => indexed.namespace !== besides && isNamespaceWritten(indexed),
		);
	}

	/** True if some manifest says that it goes to the namespace, or makes it. */
	knowsNamespace(namespace: string): boolean {
		if (namespace !== 'default') {
			if (this.lookup.namespaceNames().includes(namespace)) return true;
			return this.lookup.find('Namespace', '', namespace).length > 0;
		}
		return this.hasWrittenServices(namespace);
	}

	/** The Services of which a manifest says that they go to the namespace. */
	writtenServicesOf(namespace: string): readonly IndexedService[] {
		return this.servicesOf(namespace).filter(({ indexed }) => isNamespaceWritten(indexed));
	}

	/** True if a manifest says of some Service that it goes to the namespace. */
	hasWrittenServices(namespace: string): boolean {
		return this.servicesOf(namespace).some(({ indexed }) => isNamespaceWritten(indexed));
	}

	statefulSetsOf(namespace: string): readonly StatefulSetObject[] {
		return this.lookup
			.ofKind('StatefulSet.apps', namespace)
			.flatMap((indexed) => (isStatefulSet(indexed.typed) ? [{ indexed, workload: indexed.typed }] : []));
	}

	/** True if a manifest shows the Pod that has this label under the Service. */
	hasPod(namespace: string, service: string, pod: string): boolean {
		const match = /^(.+)-(0|[1-9]\d*)$/.exec(pod);
		const fromSet = this.statefulSetsOf(namespace).some(
			({ workload }) =>
				workload.statefulSet?.serviceName === service &&
				workload.metadata.name === match?.[1] &&
				isOrdinalOf(workload, Number(match[2])),
		);
		return fromSet || this.hasNamedPod(namespace, service, pod) || this.hasEndpoint(namespace, service, pod);
	}

	/** A Pod, or a workload's Pods, with that hostname and subdomain. */
	private hasNamedPod(namespace: string, service: string, pod: string): boolean {
		return podNamesAmong(this.lookup.allPodSources(namespace)).has(`${pod}.${service}`);
	}

	/** A hand-written endpoint of that hostname; Endpoints are mirrored. */
	private hasEndpoint(namespace: string, service: string, hostname: string): boolean {
		const slices = this.lookup.ofKind('EndpointSlice.discovery.k8s.io', namespace);
		return (
			slices.some(
				({ typed }) =>
					typed?.kind === 'EndpointSlice' &&
					typed.endpoints.some((endpoint) => endpoint.hostname === hostname),
			) || this.lookup.find('Endpoints', namespace, service).length > 0
		);
	}
}

/** True if the StatefulSet makes a Pod of that number. */
export function isOrdinalOf({ replicas = 1, statefulSet }: Workload, ordinal: number): boolean {
	const start = statefulSet?.ordinalStart ?? 0;
	return ordinal >= start && ordinal < start + replicas;
}

function isStatefulSet(typed: IndexedObject['typed']): typed is Workload {
	return isWorkload(typed) && typed.kind === 'StatefulSet';
}
