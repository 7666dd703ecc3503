// Invariant: looking something up costs the same in a cluster of 10 and of 100,000 Services; what a question does not
// touch is not converted. Objects are kept as CoreDNS keeps them (plugin/kubernetes/object/*.go).
import type { Cluster } from '../../../cluster/cluster.ts';
import { type EndpointSlice, serviceNameLabel } from '../../../kubernetes/objects/endpointslice.ts';
import type { StringMap } from '../../../kubernetes/objects/json.ts';
import type { ServiceImport } from '../../../kubernetes/objects/namespace.ts';
import type { Pod } from '../../../kubernetes/objects/pod.ts';
import type { Service } from '../../../kubernetes/objects/service.ts';
import { type IPAddress, parseAddress } from '../../address.ts';
import { type LabelSelector, selects } from '../../corefile/label-selector.ts';

/** What a record points to: an address, or a name where the text is none. */
export interface Host {
	readonly text: string;
	readonly address: IPAddress | undefined;
}

export function hostOf(text: string): Host {
	return { text, address: parseAddress(text) };
}

export interface NamedPort {
	readonly name: string;
	readonly protocol: string;
	/** -1 for a Service or slice without ports, and for a slice's port without number. */
	readonly port: number;
}

const noPorts: readonly NamedPort[] = [{ name: '', protocol: '', port: -1 }];

/** A Service, or a ServiceImport: the part that answers are made from. */
export class ServiceEntry {
	readonly name: string;
	readonly namespace: string;
	readonly externalName: boolean;
	readonly headless: boolean;
	private readonly read: () => { readonly hosts: readonly Host[]; readonly ports: readonly NamedPort[] };
	private converted: { readonly hosts: readonly Host[]; readonly ports: readonly NamedPort[] } | undefined;

	constructor(
		meta: { readonly name: string; readonly namespace: string },
		kind: { readonly externalName: boolean; readonly headless: boolean },
		read: () => { readonly hosts: readonly Host[]; readonly ports: readonly NamedPort[] },
	) {
		this.name = meta.name;
		this.namespace = meta.namespace;
		this.externalName = kind.externalName;
		this.headless = kind.headless;
		this.read = read;
	}

	/** Cluster IPs; of an ExternalName, the name that it stands for. */
	get hosts(): readonly Host[] {
		this.converted ??= this.read();
		return this.converted.hosts;
	}

	get ports(): readonly NamedPort[] {
		this.converted ??= this.read();
		return this.converted.ports;
	}
}

function serviceEntry(service: Service): ServiceEntry {
	const { spec } = service;
	const clusterIPs = spec.clusterIPs.length > 0 ? spec.clusterIPs : [spec.clusterIP ?? ''];
	const externalName = spec.type === 'ExternalName';
	return new ServiceEntry(service.metadata, { externalName, headless: clusterIPs[0] === 'None' }, () => ({
		hosts: (externalName ? [spec.externalName ?? ''] : clusterIPs).map(hostOf),
		ports: spec.ports.length > 0 ? spec.ports : noPorts,
	}));
}

function importEntry(serviceImport: ServiceImport): ServiceEntry {
	const headless = serviceImport.type === 'Headless';
	return new ServiceEntry(serviceImport.metadata, { externalName: false, headless }, () => ({
		hosts: serviceImport.ips.map(hostOf),
		// No pseudo port here, unlike a Service.
		ports: serviceImport.ports,
	}));
}

export interface EndpointAddress {
	readonly host: Host;
	readonly hostname: string;
	/** '' where there is none or it is too long for a label. */
	readonly targetName: string;
	/** The topology zone in lower case; undefined where there is none. */
	readonly zone: string | undefined;
}

/** A slice: its ready addresses. */
export class EndpointsEntry {
	/** `service.namespace`. */
	readonly key: string;
	readonly namespace: string;
	/** The id of the cluster that it comes from; '' where there is none. */
	readonly cluster: string;
	private readonly slice: EndpointSlice;
	private converted: readonly EndpointAddress[] | undefined;
	private convertedPorts: readonly NamedPort[] | undefined;

	constructor(slice: EndpointSlice, key: string) {
		this.key = key;
		this.slice = slice;
		this.namespace = slice.metadata.namespace;
		this.cluster = slice.metadata.labels[sourceClusterLabel] ?? '';
	}

	get ports(): readonly NamedPort[] {
		this.convertedPorts ??=
			this.slice.ports.length === 0
				? noPorts
				: this.slice.ports.map(({ name, protocol, port }) => ({ name, protocol, port: port ?? -1 }));
		return this.convertedPorts;
	}

	get addresses(): readonly EndpointAddress[] {
		this.converted ??= readAddresses(this.slice);
		return this.converted;
	}
}

function readAddresses(slice: EndpointSlice): readonly EndpointAddress[] {
	const ready = slice.endpoints.filter((endpoint) => endpoint.ready !== false);
	const zones = new Map<string, string>();
	for (const { addresses, zone } of ready) {
		if (zone !== undefined) for (const address of addresses) zones.set(address, zone.toLowerCase());
	}
	return ready.flatMap((endpoint) => {
		const target = endpoint.targetRef?.name ?? '';
		return endpoint.addresses.map((address) => ({
			host: hostOf(address),
			hostname: endpoint.hostname ?? '',
			targetName: target.length < 64 ? target : '',
			// Kept by address, so that of several endpoints with one address the last with a zone decides.
			zone: zones.get(address),
		}));
	});
}

/** On a slice of an import: the import's name, and the id of the cluster that it comes from. */
export const importNameLabel = 'multicluster.kubernetes.io/service-name';
export const sourceClusterLabel = 'multicluster.kubernetes.io/source-cluster';

/** The stores of one `kubernetes` plugin. */
export class ClusterIndex {
	private readonly cluster: Cluster;
	private readonly labels: LabelSelector | undefined;
	private readonly namespaceLabels: LabelSelector | undefined;
	private readonly services = new Map<string, ServiceEntry>();
	private readonly endpoints = new Map<string, EndpointsEntry[]>();
	private readonly namespaces = new Set<string>();
	private servicesByAddress: Map<string, ServiceEntry[]> | undefined;
	private endpointsByAddress: Map<string, EndpointsEntry[]> | undefined;
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
		for (const service of cluster.services) {
			const { name, namespace } = service.metadata;
			if (this.selected(service.metadata.labels)) {
				this.services.set(`${name}.${namespace}`, serviceEntry(service));
			}
		}
		for (const slice of cluster.endpointSlices) {
			const { labels: own, namespace } = slice.metadata;
			if (!this.selected(own)) continue;
			const key = `${own[serviceNameLabel] ?? ''}.${namespace}`;
			add(this.endpoints, key, new EndpointsEntry(slice, key));
		}
		for (const { metadata } of cluster.namespaces) {
			if (namespaceLabels === undefined || selects(namespaceLabels, metadata.labels)) {
				this.namespaces.add(metadata.name);
			}
		}
	}

	private selected(labels: StringMap): boolean {
		return this.labels === undefined || selects(this.labels, labels);
	}

	hasNamespace(name: string): boolean {
		return this.namespaces.has(name);
	}

	/** By `name.namespace`. */
	service(key: string): ServiceEntry | undefined {
		return this.services.get(key);
	}

	/** The slices of a Service, by `name.namespace`. */
	slices(key: string): readonly EndpointsEntry[] {
		return this.endpoints.get(key) ?? none;
	}

	/** The Services with this cluster IP, compared as text. */
	servicesWith(address: string): readonly ServiceEntry[] {
		if (this.servicesByAddress === undefined) {
			this.servicesByAddress = new Map();
			for (const entry of this.services.values()) {
				if (entry.externalName) continue;
				for (const { text } of entry.hosts) add(this.servicesByAddress, text, entry);
			}
		}
		return this.servicesByAddress.get(address) ?? none;
	}

	/** The slices with this ready address, compared as text. */
	slicesWith(address: string): readonly EndpointsEntry[] {
		if (this.endpointsByAddress === undefined) {
			this.endpointsByAddress = new Map();
			for (const entries of this.endpoints.values()) {
				for (const entry of entries) {
					for (const text of new Set(entry.addresses.map(({ host }) => host.text))) {
						add(this.endpointsByAddress, text, entry);
					}
				}
			}
		}
		return this.endpointsByAddress.get(address) ?? none;
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

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [item]);
	else known.push(item);
}

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
