// Invariant: every record in the text is the server's own answer to a question that was asked for it; every line behind a
// record says which object it comes from. Each line can be read by itself: full names, TTL, class, type, data.
import type { Cluster } from '../cluster/cluster.ts';
import { type EndpointSlice, serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import { parseAddress, reverseName } from './address.ts';
import { RecordClass, RecordType } from './codes.ts';
import type { Corefile } from './corefile/corefile.ts';
import type { Question, ResourceRecord } from './message.ts';
import { inZones, joinName } from './name.ts';
import type { NameServer } from './name-server.ts';
import { importNameLabel } from './plugins/kubernetes/cluster-index.ts';
import type { KubernetesOptions } from './plugins/kubernetes/configuration.ts';
import { endpointHostname } from './plugins/kubernetes/endpoint-hostname.ts';
import { sourceClusterLabel } from './plugins/kubernetes/entries.ts';
import { recordText } from './record-text.ts';
import { describeService, whyNoRecord } from './zone-comments.ts';

export interface ZoneFile {
	readonly text: string;
	/** What each line comes from, for lines that come from something; in order. */
	readonly links: readonly ZoneLink[];
}

export interface ZoneLink {
	/** 0-based. */
	readonly line: number;
	/** The most specific first: a Pod, its slice, the Service. */
	readonly sources: readonly ZoneSource[];
}

export interface ZoneSource {
	readonly kind: 'Service' | 'EndpointSlice' | 'Pod' | 'ServiceImport';
	readonly namespace: string;
	readonly name: string;
}

/** Every record that the cluster's Services (and, with `pods verified`, its Pods) make, as a commented zone file. */
export function zoneFile(cluster: Cluster, corefile: Corefile, server: NameServer): ZoneFile {
	return writeZones(cluster, corefile, server).finish();
}

function writeZones(cluster: Cluster, corefile: Corefile, server: NameServer): ZoneWriter {
	const writer = new ZoneWriter(cluster, server);
	const stanzas = corefile.blocks.flatMap(({ plugins }) =>
		plugins.flatMap((plugin) => (plugin.name === 'kubernetes' ? [plugin.options] : [])),
	);
	if (stanzas.length === 0)
		writer.comment('The Corefile has no plugin kubernetes: no record comes from the cluster.');
	for (const options of stanzas) writer.stanza(options);
	return writer;
}

/** The questions whose answers the zone file holds, in its order. */
export function zoneQuestions(cluster: Cluster, corefile: Corefile, server: NameServer): readonly Question[] {
	return writeZones(cluster, corefile, server).answered;
}

interface EndpointSource {
	readonly slice: ZoneSource;
	readonly pod: ZoneSource | undefined;
	readonly hostname: string;
}

interface EndpointSources {
	readonly byAddress: Map<string, EndpointSource>;
	readonly byHostname: Map<string, EndpointSource>;
}

/** By `name.namespace` of what they belong to. */
type SlicesByName = ReadonlyMap<string, readonly EndpointSlice[]>;

function slicesBy(label: string, { endpointSlices }: Cluster): SlicesByName {
	const slices = new Map<string, EndpointSlice[]>();
	for (const slice of endpointSlices) {
		const key = `${slice.metadata.labels[label] ?? ''}.${slice.metadata.namespace}`;
		const known = slices.get(key);
		if (known === undefined) slices.set(key, [slice]);
		else known.push(slice);
	}
	return slices;
}

class ZoneWriter {
	readonly answered: Question[] = [];
	private readonly cluster: Cluster;
	private readonly server: NameServer;
	private readonly lines: string[] = [];
	private readonly links: ZoneLink[] = [];
	private readonly slices: SlicesByName;
	private readonly importedSlices: SlicesByName;
	/** Reverse records come from several Services' addresses; each is written once. */
	private readonly written = new Set<string>();

	constructor(cluster: Cluster, server: NameServer) {
		this.cluster = cluster;
		this.server = server;
		this.slices = slicesBy(serviceNameLabel, cluster);
		this.importedSlices = slicesBy(importNameLabel, cluster);
	}

	finish(): ZoneFile {
		return { text: `${this.lines.join('\n')}\n`, links: this.links };
	}

	comment(text: string, ...sources: readonly ZoneSource[]): void {
		this.line(`; ${text}`, sources);
	}

	private line(text: string, sources: readonly ZoneSource[]): void {
		if (sources.length > 0) this.links.push({ line: this.lines.length, sources });
		this.lines.push(text);
	}

	private blank(): void {
		if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
	}

	stanza(options: KubernetesOptions): void {
		for (const zone of options.zones) {
			if (inZones(['in-addr.arpa.', 'ip6.arpa.'], zone)) continue;
			this.zone(zone, options);
		}
		this.reverse(options);
	}

	private zone(zone: string, options: KubernetesOptions): void {
		this.blank();
		this.comment(`zone ${zone}`);
		this.ask(zone, RecordType.SOA, []);
		this.ask(zone, RecordType.NS, []);
		this.ask(joinName('dns-version', zone), RecordType.TXT, []);
		if (inZones(options.multiclusterZones, zone)) this.imports(zone, options);
		else this.services(zone, options);
		this.pods(zone, options);
	}

	private services(zone: string, options: KubernetesOptions): void {
		const services = this.cluster.services.toSorted(byNamespaceAndName);
		let namespace: string | undefined;
		for (const service of services) {
			if (service.metadata.namespace !== namespace) {
				namespace = service.metadata.namespace;
				this.blank();
				this.comment(`namespace ${namespace}`);
			}
			this.service(service, zone, options);
		}
	}

	private service(service: Service, zone: string, options: KubernetesOptions): void {
		const { name, namespace } = service.metadata;
		const source: ZoneSource = { kind: 'Service', namespace, name };
		const owner = joinName(`${name}.${namespace}.svc`, zone);
		const endpoints = this.endpointsOf(service, options);
		this.blank();
		this.comment(describeService(service, endpoints.byAddress.size), source);
		let count = 0;
		const ask = (asked: string, type: number) => {
			count += this.ask(asked, type, [source], endpoints);
		};
		if (service.spec.type === 'ExternalName') {
			ask(owner, RecordType.CNAME);
		} else {
			ask(owner, RecordType.A);
			ask(owner, RecordType.AAAA);
			ask(owner, RecordType.SRV);
			for (const port of portNames(service)) ask(joinName(port, owner), RecordType.SRV);
		}
		for (const hostname of endpoints.byHostname.keys()) {
			const own = joinName(hostname, owner);
			ask(own, RecordType.A);
			ask(own, RecordType.AAAA);
		}
		if (count > 0) return;
		const hasNamespace = this.cluster.namespaces.some((known) => known.metadata.name === namespace);
		this.comment(`no record: ${whyNoRecord(service, endpoints.byAddress.size, hasNamespace)}`, source);
	}

	/** The ready endpoints of a Service. */
	private endpointsOf(service: Service, options: KubernetesOptions): EndpointSources {
		const endpoints: EndpointSources = { byAddress: new Map(), byHostname: new Map() };
		if (!options.endpoints || service.spec.type === 'ExternalName') return endpoints;
		const { name, namespace } = service.metadata;
		for (const slice of this.slices.get(`${name}.${namespace}`) ?? []) {
			const source: ZoneSource = { kind: 'EndpointSlice', namespace, name: slice.metadata.name };
			for (const { addresses, ready, hostname = '', targetRef } of slice.endpoints) {
				if (ready === false) continue;
				const targetName = targetRef?.name ?? '';
				const pod: ZoneSource | undefined =
					targetRef?.kind === 'Pod' ? { kind: 'Pod', namespace, name: targetRef.name } : undefined;
				for (const ip of addresses) {
					const named = { ip, hostname, targetName: targetName.length < 64 ? targetName : '' };
					const own = { slice: source, pod, hostname: endpointHostname(named, options.endpointPodNames) };
					endpoints.byAddress.set(parseAddress(ip)?.text ?? ip, own);
					if (!endpoints.byHostname.has(own.hostname)) endpoints.byHostname.set(own.hostname, own);
				}
			}
		}
		return endpoints;
	}

	private imports(zone: string, options: KubernetesOptions): void {
		for (const { metadata, ports } of this.cluster.serviceImports.toSorted(byNamespaceAndName)) {
			const { name, namespace } = metadata;
			const source: ZoneSource = { kind: 'ServiceImport', namespace, name };
			const owner = joinName(`${name}.${namespace}.svc`, zone);
			this.blank();
			this.comment(`ServiceImport ${namespace}/${name}`, source);
			this.ask(owner, RecordType.A, [source]);
			this.ask(owner, RecordType.AAAA, [source]);
			this.ask(owner, RecordType.SRV, [source]);
			for (const port of ports) {
				if (port.name === '') continue;
				this.ask(joinName(`_${port.name}._${port.protocol.toLowerCase()}`, owner), RecordType.SRV, [source]);
			}
			this.importedEndpoints(owner, source, options);
		}
	}

	/** Endpoints of an import are named with their cluster's id. */
	private importedEndpoints(owner: string, source: ZoneSource, options: KubernetesOptions): void {
		for (const { metadata, endpoints } of this.importedSlices.get(`${source.name}.${source.namespace}`) ??
			[]) {
			const { namespace, labels, name } = metadata;
			const id = labels[sourceClusterLabel] ?? '';
			if (id === '') continue;
			const sources: ZoneSource[] = [{ kind: 'EndpointSlice', namespace, name }, source];
			for (const { addresses, ready, hostname = '', targetRef } of endpoints) {
				if (ready === false) continue;
				const targetName = targetRef === undefined || targetRef.name.length > 63 ? '' : targetRef.name;
				for (const ip of addresses) {
					const own = endpointHostname({ ip, hostname, targetName }, options.endpointPodNames);
					this.ask(joinName(`${own}.${id}`, owner), RecordType.A, sources);
					this.ask(joinName(`${own}.${id}`, owner), RecordType.AAAA, sources);
				}
			}
		}
	}

	private pods(zone: string, options: KubernetesOptions): void {
		if (options.podMode === 'disabled') return;
		this.blank();
		if (options.podMode === 'insecure') {
			const example = joinName('10-244-0-5.NAMESPACE.pod', zone);
			this.comment(`pods insecure: every address has a record, in every namespace: ${example} A 10.244.0.5`);
			return;
		}
		this.comment('pods verified: the address of every Pod');
		for (const { metadata, status } of this.cluster.pods.toSorted(byNamespaceAndName)) {
			const { name, namespace } = metadata;
			const source: ZoneSource = { kind: 'Pod', namespace, name };
			for (const ip of status.podIPs) {
				const label = ip.replaceAll(/[.:]/g, '-');
				const owner = joinName(`${label}.${namespace}.pod`, zone);
				this.ask(owner, ip.includes(':') ? RecordType.AAAA : RecordType.A, [source]);
			}
		}
	}

	private reverse(options: KubernetesOptions): void {
		const zones = options.zones.filter((zone) => inZones(['in-addr.arpa.', 'ip6.arpa.'], zone));
		if (zones.length === 0) return;
		this.blank();
		this.comment(`reverse zones: ${zones.join(' ')}`);
		for (const service of this.cluster.services.toSorted(byNamespaceAndName)) {
			const { name, namespace } = service.metadata;
			const source: ZoneSource = { kind: 'Service', namespace, name };
			const endpoints = this.endpointsOf(service, options);
			for (const ip of [...service.spec.clusterIPs, ...endpoints.byAddress.keys()]) {
				const address = parseAddress(ip);
				if (address === undefined) continue;
				const owner = reverseName(address);
				if (!inZones(zones, owner)) continue;
				const endpoint = endpoints.byAddress.get(ip);
				this.ask(owner, RecordType.PTR, endpoint === undefined ? [source] : sourcesOf(endpoint, source));
			}
		}
	}

	/** Asks, and writes down the answers of that type; returns how many there were. */
	private ask(
		name: string,
		type: number,
		sources: readonly ZoneSource[],
		endpoints?: EndpointSources,
	): number {
		const key = `${type} ${name}`;
		if (this.written.has(key)) return 0;
		this.written.add(key);
		const question = { name, type, class: RecordClass.IN };
		const { message } = this.server.ask(question);
		const records = (message?.answer ?? []).filter((record) => record.type === type);
		if (records.length > 0) this.answered.push(question);
		for (const record of records) {
			const endpoint = endpointOf(record, endpoints);
			const own = endpoint === undefined ? sources : [...sourcesOf(endpoint), ...sources];
			const pod = endpoint?.pod === undefined ? '' : ` ; Pod ${endpoint.pod.name}`;
			this.line(`${recordText(record)}${pod}`, own);
		}
		return records.length;
	}
}

function sourcesOf({ pod, slice }: EndpointSource, ...more: readonly ZoneSource[]): ZoneSource[] {
	return [...(pod === undefined ? [] : [pod]), slice, ...more];
}

/** The endpoint that an address, or a SRV record's target, stands for. */
function endpointOf(
	{ data }: ResourceRecord,
	endpoints: EndpointSources | undefined,
): EndpointSource | undefined {
	if (endpoints === undefined) return undefined;
	if (data.form === 'address') return endpoints.byAddress.get(data.address.text);
	if (data.form !== 'service') return undefined;
	return endpoints.byHostname.get(data.target.slice(0, data.target.indexOf('.')));
}

function byNamespaceAndName(
	a: { readonly metadata: { readonly namespace: string; readonly name: string } },
	b: { readonly metadata: { readonly namespace: string; readonly name: string } },
): number {
	const [left, right] = [a.metadata, b.metadata];
	if (left.namespace !== right.namespace) return left.namespace < right.namespace ? -1 : 1;
	return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

/** `_http._tcp` for each named port. */
function portNames({ spec }: Service): string[] {
	return spec.ports.flatMap(({ name, protocol }) =>
		name === '' ? [] : [`_${name}._${protocol.toLowerCase()}`],
	);
}
