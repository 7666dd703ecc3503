// Invariant: objects are kept as CoreDNS keeps them (plugin/kubernetes/object/*.go), and converted only when they are asked.
import type { EndpointSlice } from '../../../kubernetes/objects/endpointslice.ts';
import type { ServiceImport } from '../../../kubernetes/objects/namespace.ts';
import type { Service } from '../../../kubernetes/objects/service.ts';
import { type IPAddress, parseAddress } from '../../address.ts';

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
	private portsByName: ReadonlyMap<string, readonly NamedPort[]> | undefined;

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

	/** The ports of a name, in whatever case; all of them for ''. */
	portsNamed(name: string): readonly NamedPort[] {
		if (name === '') return this.ports;
		this.portsByName ??= byName(this.ports);
		return this.portsByName.get(name.toLowerCase()) ?? [];
	}
}

function byName(ports: readonly NamedPort[]): ReadonlyMap<string, readonly NamedPort[]> {
	const named = new Map<string, NamedPort[]>();
	for (const port of ports) {
		const name = port.name.toLowerCase();
		const known = named.get(name);
		if (known === undefined) named.set(name, [port]);
		else known.push(port);
	}
	return named;
}

export function serviceEntry(service: Service): ServiceEntry {
	const { spec } = service;
	const clusterIPs = spec.clusterIPs.length > 0 ? spec.clusterIPs : [spec.clusterIP ?? ''];
	const externalName = spec.type === 'ExternalName';
	return new ServiceEntry(service.metadata, { externalName, headless: clusterIPs[0] === 'None' }, () => ({
		hosts: (externalName ? [spec.externalName ?? ''] : clusterIPs).map(hostOf),
		ports: spec.ports.length > 0 ? spec.ports : noPorts,
	}));
}

export function importEntry(serviceImport: ServiceImport): ServiceEntry {
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

/** On a slice of an import: the id of the cluster that it comes from. */
export const sourceClusterLabel = 'multicluster.kubernetes.io/source-cluster';

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
