// Invariant: what is found, and in which order, is what CoreDNS finds (plugin/kubernetes/kubernetes.go findServices,
// findPods, findMultiClusterServices); slices come in the order of the cluster's objects, where CoreDNS's is random.
import { joinName } from '../../name.ts';
import type { ClusterIndex } from './cluster-index.ts';
import type { KubernetesOptions } from './configuration.ts';
import { endpointHostname } from './endpoint-hostname.ts';
import {
	type EndpointAddress,
	type EndpointsEntry,
	type Host,
	hostOf,
	type NamedPort,
	type ServiceEntry,
} from './entries.ts';
import type { RecordRequest } from './parse-request.ts';

/** One thing that a name stands for: an address (or name), a port and the name that a SRV record would point to. */
export interface Found {
	readonly host: Host;
	/** -1 where there is none: no SRV record. */
	readonly port: number;
	/** '' where nothing asks for it. */
	readonly target: string;
}

/** Undefined is a denial: the name does not exist (NXDOMAIN). An empty list is a name without such data. */
export type FoundServices = readonly Found[] | undefined;

interface SliceTargets {
	readonly zone: string;
	readonly targets: readonly string[];
}

const nothing: readonly Found[] = [];
const noTargets: readonly string[] = [];

export class Finder {
	readonly index: ClusterIndex;
	readonly options: KubernetesOptions;
	/** The zone that targets are spelled with; undefined if nothing asks for them. */
	private targetZone: string | undefined;
	/** The targets of slices that were asked for, by address. */
	private readonly knownTargets = new Map<EndpointsEntry, SliceTargets>();

	constructor(index: ClusterIndex, options: KubernetesOptions) {
		this.index = index;
		this.options = options;
	}

	/** True if answers about the namespace are given: it is configured, and it exists. */
	isExposed(namespace: string): boolean {
		return this.isConfigured(namespace) && this.index.hasNamespace(namespace);
	}

	/** True if `namespaces` is not set, or names it. */
	isConfigured(namespace: string): boolean {
		const { namespaces } = this.options;
		return namespaces.size === 0 || namespaces.has(namespace);
	}

	/** `targetZone`: the zone as asked, if the names for SRV records are needed. */
	find(request: RecordRequest, multicluster: boolean, targetZone: string | undefined): FoundServices {
		this.targetZone = targetZone;
		if (!this.isExposed(request.namespace)) return undefined;
		if (request.podOrService === 'pod') return this.findPods(request);
		if (request.service === '') return nothing;
		return multicluster ? this.findImports(request) : this.findServices(request);
	}

	private findServices(request: RecordRequest): FoundServices {
		const key = `${request.service}.${request.namespace}`;
		const service = this.index.service(key);
		if (service === undefined) return undefined;
		if (this.options.ignoreEmptyService && !service.externalName && !service.headless) {
			if (!this.slices(key).some((slice) => slice.addresses.length > 0)) return undefined;
		}
		if (request.zone !== '' && !service.headless) return undefined;
		if (service.externalName) return this.findExternalName(service, request);
		if (!service.headless && request.endpoint === '') return this.findClusterIPs(service, request);
		const slices = this.slices(key);
		let found = this.findEndpoints(slices, request, request.zone);
		if (found.length === 0 && request.zonePrefer) {
			found = this.findEndpoints(slices, request, '');
		}
		// A zonal name of a headless Service exists, whatever zone it names.
		return found.length === 0 && request.zone === '' ? undefined : found;
	}

	private slices(key: string): readonly EndpointsEntry[] {
		return this.options.endpoints ? this.index.slices(key) : [];
	}

	private findEndpoints(slices: readonly EndpointsEntry[], request: RecordRequest, zone: string): Found[] {
		const found: Found[] = [];
		for (const slice of slices) {
			const { addresses } = slice;
			const targets = this.targetsOf(slice);
			for (let index = 0; index < addresses.length; index++) {
				const address = addresses[index];
				if (address === undefined || (zone !== '' && address.zone !== zone)) continue;
				if (request.endpoint !== '' && !sameText(request.endpoint, this.hostname(address))) continue;
				const target = targets[index] ?? '';
				for (const port of slice.ports) {
					if (portMatches(request, port)) found.push({ host: address.host, port: port.port, target });
				}
			}
		}
		return found;
	}

	/** The names of a slice's addresses, in the zone as asked; kept, as most questions spell it in one way. */
	private targetsOf(slice: EndpointsEntry): readonly string[] {
		const zone = this.targetZone;
		if (zone === undefined) return noTargets;
		const known = this.knownTargets.get(slice);
		if (known?.zone === zone) return known.targets;
		const service = `${slice.key}.svc`;
		const targets = slice.addresses.map((address) => {
			const hostname = this.hostname(address);
			// An endpoint without a name of its own stands for its Service.
			return joinName(hostname === '' ? service : `${hostname}.${service}`, zone);
		});
		this.knownTargets.set(slice, { zone, targets });
		return targets;
	}

	private findClusterIPs(service: ServiceEntry, request: RecordRequest): FoundServices {
		const found: Found[] = [];
		let matched = false;
		const target = this.target(`${service.name}.${service.namespace}.svc`);
		for (const port of service.portsNamed(request.port)) {
			if (!portMatches(request, port)) continue;
			matched = true;
			for (const host of service.hosts) found.push({ host, port: port.port, target });
		}
		return matched ? found : undefined;
	}

	private findImports(request: RecordRequest): FoundServices {
		const key = `${request.service}.${request.namespace}`;
		const service = this.index.serviceImport(key);
		if (service === undefined) return undefined;
		const slices = this.index.importedSlices(key);
		if (this.options.ignoreEmptyService && !service.headless) {
			if (!slices.some((slice) => slice.addresses.length > 0)) return undefined;
		}
		if (!service.headless && request.endpoint === '') return this.findClusterIPs(service, request);
		const found: Found[] = [];
		for (const slice of slices) {
			if (request.endpoint !== '' && !sameText(request.cluster, slice.cluster)) continue;
			for (const address of slice.addresses) {
				const hostname = this.hostname(address);
				if (request.endpoint !== '' && !sameText(request.endpoint, hostname)) continue;
				for (const port of slice.ports) {
					if (!portMatches(request, port)) continue;
					const cluster = `${slice.cluster}.${service.name}.${service.namespace}.svc`;
					const target = this.target(hostname === '' ? cluster : `${hostname}.${cluster}`);
					found.push({ host: address.host, port: port.port, target });
				}
			}
		}
		return found.length === 0 ? undefined : found;
	}

	private findPods(request: RecordRequest): FoundServices {
		const { podMode } = this.options;
		if (podMode === 'disabled') return undefined;
		const { service: label, namespace } = request;
		if (label === '') return nothing;
		const ip = addressOfPodName(label);
		const target = this.target(`${label}.${namespace}.pod`);
		if (podMode === 'insecure') {
			const host = hostOf(ip);
			return host.address === undefined ? undefined : [{ host, port: 0, target }];
		}
		const pods = this.index.podsWith(ip).filter((pod) => pod.metadata.namespace === namespace);
		if (pods.length === 0) return undefined;
		const host = hostOf(ip);
		return pods.map(() => ({ host, port: 0, target }));
	}

	private findExternalName(service: ServiceEntry, request: RecordRequest): FoundServices {
		if (request.endpoint !== '' || request.port !== '' || request.protocol !== '') return undefined;
		const [host] = service.hosts;
		// An address as externalName makes no record at all.
		if (host === undefined || host.address !== undefined) return undefined;
		return [{ host, port: 0, target: this.target(`${service.name}.${service.namespace}.svc`) }];
	}

	private target(relative: string): string {
		return this.targetZone === undefined ? '' : joinName(relative, this.targetZone);
	}

	/** The endpoint's name in this configuration. */
	hostname(address: EndpointAddress): string {
		const { host, hostname, targetName } = address;
		return endpointHostname({ ip: host.text, hostname, targetName }, this.options.endpointPodNames);
	}
}

function portMatches(request: RecordRequest, port: NamedPort): boolean {
	return (
		(request.port === '' || sameText(request.port, port.name)) &&
		(request.protocol === '' || sameText(request.protocol, port.protocol))
	);
}

function sameText(a: string, b: string): boolean {
	return a === b || a.toLowerCase() === b.toLowerCase();
}

/** `10-0-0-5` and `fd00--1` as addresses. */
function addressOfPodName(label: string): string {
	const isIPv4 = label.split('-').length === 4 && !label.includes('--');
	return label.replaceAll('-', isIPv4 ? '.' : ':');
}
