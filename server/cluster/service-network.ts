// Invariant: a written address or node port stays; an assigned one depends on the Service's name and the ranges, and moves
// only where another Service asks for the same (see address-pool.ts).
import { isHeadless, type Service, type ServicePort } from '../kubernetes/objects/service.ts';
import { AddressPool, type Band } from './address-pool.ts';
import {
	type AddressRange,
	addressAt,
	familyOf,
	offsetOf,
	readRange,
	serviceBands,
} from './address-range.ts';
import type { Assumptions } from './assumptions.ts';
import { familiesOf, type ServiceFamilies } from './service-families.ts';

interface FamilyNetwork {
	readonly range: AddressRange;
	readonly pool: AddressPool;
}

interface Assigned {
	/** The network's version for which `values` was read last. */
	version: number;
	readonly values: string;
	readonly service: Service;
}

const defaultNodePorts = { from: 30000, to: 32767 };

/** Hands out cluster IPs and node ports as the API server does when it stores a new Service. */
export class ServiceNetwork {
	private readonly networks: readonly FamilyNetwork[];
	private readonly clusterFamilies: readonly string[];
	private readonly nodePorts: AddressPool;
	private readonly families = new WeakMap<Service, ServiceFamilies>();
	private readonly assigned = new WeakMap<Service, Assigned>();

	constructor(
		serviceCIDRs: readonly string[],
		nodePortRange: Assumptions['nodePortRange'] = defaultNodePorts,
	) {
		this.networks = serviceCIDRs.flatMap((cidr) => {
			const range = readRange(cidr);
			return range === undefined ? [] : [{ range, pool: new AddressPool(serviceBands(range)) }];
		});
		this.clusterFamilies = this.networks.map(({ range }) => range.family);
		this.nodePorts = new AddressPool(nodePortBands(nodePortRange));
	}

	/** Grows when a Service that had values may have got others. */
	get version(): number {
		return this.networks.reduce((sum, { pool }) => sum + pool.version, this.nodePorts.version);
	}

	/** The address of the first range with that offset, as `kubernetes` (1) and `kube-dns` (10) have it. */
	wellKnownAddress(offset: number): string | undefined {
		const range = this.networks[0]?.range;
		return range !== undefined && offset < range.size ? addressAt(range, offset) : undefined;
	}

	hold(service: Service): void {
		this.eachAddress(service, (network, written) => {
			const offset = written === undefined ? undefined : offsetOf(network.range, written);
			if (written === undefined) network.pool.hold(keyOf(service));
			else if (offset !== undefined) network.pool.reserve(offset);
		});
		for (const port of portsOf(service)) {
			if (port.nodePort === undefined) this.nodePorts.hold(portKey(service, port));
			else this.nodePorts.reserve(port.nodePort);
		}
	}

	release(service: Service): void {
		this.eachAddress(service, (network, written) => {
			const offset = written === undefined ? undefined : offsetOf(network.range, written);
			if (written === undefined) network.pool.release(keyOf(service));
			else if (offset !== undefined) network.pool.giveBack(offset);
		});
		for (const port of portsOf(service)) {
			if (port.nodePort === undefined) this.nodePorts.release(portKey(service, port));
			else this.nodePorts.giveBack(port.nodePort);
		}
	}

	/** The Service as stored: families, addresses and node ports filled in; the same object as long as they stay. */
	assign(service: Service): Service {
		const { version } = this;
		const known = this.assigned.get(service);
		if (known?.version === version) return known.service;
		const clusterIPs = this.clusterIPsOf(service);
		const nodePorts = portsOf(service).map(
			(port) => port.nodePort ?? this.nodePorts.numberOf(portKey(service, port)),
		);
		const values = `${clusterIPs} ${nodePorts}`;
		if (known?.values === values) {
			known.version = version;
			return known.service;
		}
		const { clusterIP: _, ...spec } = service.spec;
		const [clusterIP] = clusterIPs;
		const made: Service = {
			...service,
			spec: {
				...spec,
				...trafficDefaults(spec),
				...this.familiesOf(service),
				clusterIPs,
				...(clusterIP === undefined ? {} : { clusterIP }),
				ports: withNodePorts(service, nodePorts),
			},
		};
		this.assigned.set(service, { version, values, service: made });
		return made;
	}

	private clusterIPsOf(service: Service): readonly string[] {
		if (service.spec.type === 'ExternalName') return service.spec.clusterIPs;
		if (isHeadless(service.spec)) return ['None'];
		const clusterIPs: string[] = [];
		this.eachAddress(service, ({ range, pool }, written) => {
			const number = written === undefined ? pool.numberOf(keyOf(service)) : undefined;
			if (written !== undefined) clusterIPs.push(written);
			else if (number !== undefined) clusterIPs.push(addressAt(range, number));
		});
		return clusterIPs;
	}

	/** The address of each family: as written, or undefined where the cluster picks one. */
	private eachAddress(
		service: Service,
		visit: (network: FamilyNetwork, written: string | undefined) => void,
	): void {
		const { spec } = service;
		if (spec.type === 'ExternalName' || isHeadless(spec)) return;
		for (const [index, family] of this.familiesOf(service).ipFamilies.entries()) {
			const network = this.networks.find(({ range }) => range.family === family);
			// What is no address (a template fills it in) says nothing: the cluster picks one.
			const written = spec.clusterIPs[index];
			const isAddress = written !== undefined && familyOf(written) !== undefined;
			if (network !== undefined) visit(network, isAddress ? written : undefined);
		}
	}

	private familiesOf(service: Service): ServiceFamilies {
		const known = this.families.get(service);
		if (known !== undefined) return known;
		const made = familiesOf(service.spec, this.clusterFamilies);
		this.families.set(service, made);
		return made;
	}
}

/** Source: pkg/apis/core/v1/defaults.go SetDefaults_Service. */
function trafficDefaults(spec: Service['spec']): Partial<Service['spec']> {
	if (spec.type === 'ExternalName') return {};
	const isExternal = spec.type !== 'ClusterIP' || spec.externalIPs.length > 0;
	const { internalTrafficPolicy = 'Cluster', externalTrafficPolicy = 'Cluster' } = spec;
	return {
		internalTrafficPolicy,
		...(isExternal ? { externalTrafficPolicy } : {}),
		...(spec.type === 'LoadBalancer'
			? { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }
			: {}),
	};
}

function keyOf({ metadata }: Service): string {
	return `${metadata.namespace}/${metadata.name}`;
}

/**
 * The ports that get a node port, once for each number: TCP and UDP share one.
 * Source: pkg/registry/core/service/storage/alloc.go initNodePorts.
 */
function portsOf({ spec }: Service): readonly ServicePort[] {
	const allocates =
		spec.type === 'NodePort' ||
		(spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
	if (!allocates) return [];
	const byNumber = new Map<number, ServicePort>();
	for (const port of spec.ports) {
		if (byNumber.get(port.port)?.nodePort === undefined) byNumber.set(port.port, port);
	}
	return [...byNumber.values()];
}

function withNodePorts(service: Service, nodePorts: readonly (number | undefined)[]): readonly ServicePort[] {
	const byNumber = new Map(portsOf(service).map((port, index) => [port.port, nodePorts[index]]));
	if (byNumber.size === 0) return service.spec.ports;
	return service.spec.ports.map((port) => {
		const nodePort = port.nodePort ?? byNumber.get(port.port);
		return nodePort === undefined ? port : { ...port, nodePort };
	});
}

function portKey({ metadata }: Service, { port }: ServicePort): string {
	return `${metadata.namespace}/${metadata.name}/${port}`;
}

/** First above the static band, then inside it. Source: pkg/registry/core/service/portallocator calculateRangeOffset. */
function nodePortBands({ from, to }: typeof defaultNodePorts): readonly Band[] {
	const size = to - from + 1;
	const offset = size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(size / 32)), 128);
	return [
		{ first: from + offset, last: to },
		{ first: from, last: from + offset - 1 },
	];
}
