// Invariant: looking something up costs the same in a cluster of 10 and of 100,000 Services; what a question does not
// touch is not converted.
import type { Cluster } from '../../../cluster/cluster.ts';
import type { StringMap } from '../../../kubernetes/objects/json.ts';
import type { Pod } from '../../../kubernetes/objects/pod.ts';
import { type LabelSelector, selects } from '../../corefile/label-selector.ts';
import { EndpointsEntry, importEntry, type ServiceEntry } from './entries.ts';
import { add, indexServices, type ServiceLookup, WholeIndex } from './service-index.ts';

/** On a slice of an import: the import's name. */
export const importNameLabel = 'multicluster.kubernetes.io/service-name';

/** The stores of one `kubernetes` plugin. */
export class ClusterIndex {
	private readonly cluster: Cluster;
	private readonly labels: LabelSelector | undefined;
	private readonly namespaceLabels: LabelSelector | undefined;
	private readonly lookup: ServiceLookup;
	private readonly namespaces = new Set<string>();
	private podsByAddress: Map<string, Pod[]> | undefined;
	private imports: Map<string, ServiceEntry> | undefined;
	private importedEndpoints: Map<string, EndpointsEntry[]> | undefined;

	constructor(
		cluster: Cluster,
		labels: LabelSelector | undefined,
		namespaceLabels: LabelSelector | undefined,
	) {
		this.cluster = cluster;
		this.labels = labels;
		this.namespaceLabels = namespaceLabels;
		this.lookup = labels === undefined ? indexServices(cluster) : new WholeIndex(this.selectedOf(cluster));
		for (const { metadata } of cluster.namespaces) {
			if (namespaceLabels === undefined || selects(namespaceLabels, metadata.labels)) {
				this.namespaces.add(metadata.name);
			}
		}
	}

	private selectedOf({ services, endpointSlices }: Cluster) {
		return {
			services: services.filter(({ metadata }) => this.selected(metadata.labels)),
			endpointSlices: endpointSlices.filter(({ metadata }) => this.selected(metadata.labels)),
		};
	}

	private selected(labels: StringMap): boolean {
		return this.labels === undefined || selects(this.labels, labels);
	}

	hasNamespace(name: string): boolean {
		return this.namespaces.has(name);
	}

	/** By `name.namespace`. */
	service(key: string): ServiceEntry | undefined {
		return this.lookup.service(key);
	}

	/** The slices of a Service, by `name.namespace`. */
	slices(key: string): readonly EndpointsEntry[] {
		return this.lookup.slices(key);
	}

	/** The Services with this cluster IP, compared as text. */
	servicesWith(address: string): readonly ServiceEntry[] {
		return this.lookup.servicesWith(address);
	}

	/** The slices with this ready address, compared as text. */
	slicesWith(address: string): readonly EndpointsEntry[] {
		return this.lookup.slicesWith(address);
	}

	/** The Pods with this address, compared as text; those that have ended are not kept. */
	podsWith(address: string): readonly Pod[] {
		if (this.podsByAddress === undefined) {
			this.podsByAddress = new Map();
			for (const pod of this.cluster.pods) {
				const { phase, podIPs } = pod.status;
				if (phase === 'Succeeded' || phase === 'Failed' || phase === 'Unknown') continue;
				if (!this.selected(pod.metadata.labels)) continue;
				for (const text of new Set(podIPs)) add(this.podsByAddress, text, pod);
			}
		}
		return this.podsByAddress.get(address) ?? none;
	}

	/** The ServiceImport `name.namespace`. */
	serviceImport(key: string): ServiceEntry | undefined {
		if (this.imports === undefined) {
			this.imports = new Map();
			for (const serviceImport of this.cluster.serviceImports) {
				const { name, namespace, labels } = serviceImport.metadata;
				if (this.namespaceLabels !== undefined && !selects(this.namespaceLabels, labels)) continue;
				this.imports.set(`${name}.${namespace}`, importEntry(serviceImport));
			}
		}
		return this.imports.get(key);
	}

	/** The slices of the ServiceImport `name.namespace`. */
	importedSlices(key: string): readonly EndpointsEntry[] {
		if (this.importedEndpoints === undefined) {
			this.importedEndpoints = new Map();
			for (const slice of this.cluster.endpointSlices) {
				const { labels, namespace } = slice.metadata;
				const name = labels[importNameLabel];
				if (name === undefined || !this.selected(labels)) continue;
				const entryKey = `${name}.${namespace}`;
				add(this.importedEndpoints, entryKey, new EndpointsEntry(slice, entryKey));
			}
		}
		return this.importedEndpoints.get(key) ?? none;
	}
}

const none: readonly never[] = [];

const plainIndexes = new WeakMap<Cluster, ClusterIndex>();

/** The index of a cluster; without selectors it is built once for all who ask. */
export function indexOf(
	cluster: Cluster,
	labels: LabelSelector | undefined,
	namespaceLabels: LabelSelector | undefined,
): ClusterIndex {
	if (labels !== undefined || namespaceLabels !== undefined) {
		return new ClusterIndex(cluster, labels, namespaceLabels);
	}
	let index = plainIndexes.get(cluster);
	if (index === undefined) {
		index = new ClusterIndex(cluster, undefined, undefined);
		plainIndexes.set(cluster, index);
	}
	return index;
}
