// Invariant: what the cluster would pick stands in the object as a plausible example while it is validated, and `picked`
// remembers where, so that the stored object shows a mark instead.
// Sources: pkg/registry/core/service/storage/storage.go (normalizeClusterIPs), alloc.go (allocateCreate, allocIPs,
// initNodePorts), pkg/registry/core/service/portallocator/operation.go.
import type { ServiceObject, ServicePortObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { type Cause, internalError, invalid, invalidList } from '../validation/cause.ts';
import { parseNetwork } from '../validation/cidr.ts';
import type { AdmissionContext } from '../validation/context.ts';
import { formatIP, isIPv6, parseIP } from '../validation/ip-address.ts';
import { clusterFamilies, initIPFamilies } from './ip-families.ts';
import { needsHealthCheck } from './service.ts';

/** Where the cluster, not the manifest, chose a value. */
export interface Picked {
	/** Indices of spec.clusterIPs. */
	readonly clusterIPs: ReadonlySet<number>;
	/** Indices of spec.ports. */
	readonly nodePorts: ReadonlySet<number>;
	readonly healthCheckNodePort: boolean;
}

export type Allocated =
	| { readonly service: ServiceObject; readonly picked: Picked; readonly causes?: undefined }
	| { readonly causes: readonly Cause[] };

/** Copies clusterIP to clusterIPs where only that is written; the other way round is the user's job. */
export function normalizeClusterIPs(service: ServiceObject): ServiceObject {
	const { clusterIP = '', clusterIPs = [] } = service.spec;
	if (clusterIP === '' || clusterIPs.length > 0) return service;
	return { ...service, spec: { ...service.spec, clusterIPs: [clusterIP] } };
}

/** Families, addresses and ports of a new Service. Its causes come alone: nothing else is validated before. */
export function allocateService(service: ServiceObject, context: AdmissionContext): Allocated {
	const initialized = initIPFamilies(normalizeClusterIPs(service), undefined, context);
	if (initialized.causes !== undefined) return initialized;
	const addresses = allocateClusterIPs(initialized.service.spec, context);
	if (addresses.causes !== undefined) return addresses;
	const ports = allocateNodePorts(addresses.spec, context);
	if (ports.causes !== undefined) return ports;
	return {
		service: { ...service, spec: ports.spec },
		picked: {
			clusterIPs: addresses.picked,
			nodePorts: ports.picked,
			healthCheckNodePort: ports.pickedHealthCheck,
		},
	};
}

type AddressesAllocated =
	| {
			readonly spec: ServiceSpecObject;
			readonly picked: ReadonlySet<number>;
			readonly causes?: undefined;
	  }
	| { readonly causes: readonly Cause[] };

/** Reserves the written addresses and picks the missing ones, one for each family. */
export function allocateClusterIPs(spec: ServiceSpecObject, context: AdmissionContext): AddressesAllocated {
	const written = spec.clusterIPs ?? [];
	if (spec.type === 'ExternalName' || written[0] === 'None') return { spec, picked: new Set() };
	const families = spec.ipFamilies ?? [];
	const wanted = families.map((_, index) => written[index] ?? '');
	const picked = new Set<number>();
	const clusterIPs: string[] = [];
	for (const [index, ip] of wanted.entries()) {
		const cidr = cidrOf(families[index], context);
		if (ip === '') {
			picked.add(index);
			clusterIPs.push(exampleAddress(cidr));
			continue;
		}
		const error = rangeError(ip, cidr);
		if (error !== undefined) {
			const detail = `failed to allocate IP ${ip}: ${error}`;
			return { causes: [invalidList('spec.clusterIPs', wanted, detail, 'cluster-ip-range')] };
		}
		clusterIPs.push(ip);
	}
	// Addresses beyond the families stay as written; validation has refused them before.
	const all = [...clusterIPs, ...written.slice(families.length)];
	const first = all[0];
	return {
		spec: { ...spec, clusterIPs: all, ...(first === undefined ? {} : { clusterIP: first }) },
		picked,
	};
}

export function cidrOf(family: string | undefined, context: AdmissionContext): string {
	const index = clusterFamilies(context).indexOf(family ?? '');
	return context.serviceCIDRs[index] ?? '';
}

/** By CIDR: the cluster's few ranges come with every Service. */
const examples = new Map<string, string>();

/** A dry run answers with the network's own address. */
export function exampleAddress(cidr: string): string {
	const known = examples.get(cidr);
	if (known !== undefined) return known;
	const network = parseNetwork(cidr);
	const example = network === undefined ? '' : formatIP({ family: network.written, bytes: network.first });
	examples.set(cidr, example);
	return example;
}

/** ipallocator.allocateService: the network's own address and IPv4's broadcast address are no addresses. */
export function rangeError(ip: string, cidr: string): string | undefined {
	const network = parseNetwork(cidr);
	const address = parseIP(ip);
	if (network === undefined || address === undefined) return undefined;
	const value = toNumber(address.bytes);
	const first = toNumber(network.first);
	const width = network.written === 4 ? 32 : 128;
	const last = first + (1n << BigInt(width - network.prefixLength)) - (network.written === 4 ? 2n : 1n);
	if (isIPv6(ip) === (network.written === 6) && value > first && value <= last) return undefined;
	const shown = formatIP(address);
	return `the provided IP (${shown}) is not in the valid range. The range of valid IPs is ${cidr}`;
}

function toNumber(bytes: readonly number[]): bigint {
	return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

type PortsAllocated =
	| {
			readonly spec: ServiceSpecObject;
			readonly picked: ReadonlySet<number>;
			readonly pickedHealthCheck: boolean;
			readonly causes?: undefined;
	  }
	| { readonly causes: readonly Cause[] };

/** Reserves written node ports and picks the missing ones; ports of one number share theirs. */
export function allocateNodePorts(spec: ServiceSpecObject, context: AdmissionContext): PortsAllocated {
	const written = [...(spec.ports ?? []).map(({ nodePort = 0 }) => nodePort), spec.healthCheckNodePort ?? 0];
	const reserved = new PortReservation(context, new Set(written));
	const picked = new Set<number>();
	const pickedNumbers = new Set<number>();
	const ports: ServicePortObject[] = [...(spec.ports ?? [])];
	const byPort = new Map<number, number>();
	const requested = requestedByPort(ports);
	if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
		const allocates = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts === true;
		for (const [index, port] of ports.entries()) {
			const written = port.nodePort ?? 0;
			if (written === 0 && !allocates) continue;
			const number = port.port ?? 0;
			const known = byPort.get(number) ?? 0;
			if (known === 0) {
				const wanted = requested.get(number) ?? 0;
				const error = wanted === 0 ? undefined : reserved.reserve(wanted);
				if (error !== undefined) return { causes: [portError(index, wanted, error)] };
				const nodePort = wanted === 0 ? reserved.next() : wanted;
				if (wanted === 0) {
					picked.add(index);
					pickedNumbers.add(nodePort);
				}
				byPort.set(number, nodePort);
				ports[index] = { ...port, nodePort };
			} else if (written === 0) {
				if (pickedNumbers.has(known)) picked.add(index);
				ports[index] = { ...port, nodePort: known };
			} else if (written !== known) {
				const error = reserved.reserve(written);
				if (error !== undefined) return { causes: [portError(index, written, error)] };
			}
		}
	}
	const health = allocateHealthCheck(spec, reserved);
	if (health.causes !== undefined) return health;
	return {
		spec: { ...spec, ...(spec.ports === undefined ? {} : { ports }), ...health.fields },
		picked,
		pickedHealthCheck: health.picked,
	};
}

/** The first node port that is written for each port number. */
function requestedByPort(ports: readonly ServicePortObject[]): ReadonlyMap<number, number> {
	const requested = new Map<number, number>();
	for (const { port = 0, nodePort = 0 } of ports) {
		if (nodePort !== 0 && !requested.has(port)) requested.set(port, nodePort);
	}
	return requested;
}

function portError(index: number, port: number, detail: string): Cause {
	return invalid(`spec.ports[${index}].nodePort`, port, detail);
}

function allocateHealthCheck(
	spec: ServiceSpecObject,
	reserved: PortReservation,
):
	| { fields: Pick<ServiceSpecObject, 'healthCheckNodePort'>; picked: boolean; causes?: undefined }
	| { causes: readonly Cause[] } {
	if (!needsHealthCheck(spec)) return { fields: {}, picked: false };
	const written = spec.healthCheckNodePort ?? 0;
	if (written === 0) return { fields: { healthCheckNodePort: reserved.next() }, picked: true };
	const error = reserved.reserve(written);
	if (error === undefined) return { fields: {}, picked: false };
	const detail = `failed to allocate requested HealthCheck NodePort ${written}: ${error}`;
	return { causes: [internalError('spec.healthCheckNodePort', detail)] };
}

/** PortAllocationOperation on an empty cluster. */
class PortReservation {
	private readonly taken = new Set<number>();
	private highest = 0;
	/** Below it nothing is free any more. */
	private lowestFree = 0;
	private readonly context: AdmissionContext;
	private readonly written: ReadonlySet<number>;

	/** `written` are the ports that the manifest names. */
	constructor(context: AdmissionContext, written: ReadonlySet<number>) {
		this.context = context;
		this.written = written;
	}

	/** What speaks against the port, if anything. */
	reserve(port: number): string | undefined {
		const { from, to } = this.context.nodePortRange;
		if (!this.context.dryRun && (port < from || port > to)) {
			return `provided port is not in the valid range. The range of valid ports is ${from}-${to}`;
		}
		if (this.taken.has(port)) return 'provided port is already allocated';
		this.take(port);
		return undefined;
	}

	/**
	 * A dry run counts up from the highest port that it knows, or from 32768. Else the cluster picks at random from
	 * thousands, so hardly ever one that the manifest writes further down.
	 */
	next(): number {
		const { from, to } = this.context.nodePortRange;
		let port = this.taken.size === 0 ? 32769 : this.highest + 1;
		if (!this.context.dryRun) {
			port = Math.max(from, this.lowestFree);
			while ((this.taken.has(port) || this.written.has(port)) && port < to) port++;
			this.lowestFree = port;
		}
		this.take(port);
		return port;
	}

	private take(port: number): void {
		this.taken.add(port);
		this.highest = Math.max(this.highest, port);
	}
}
