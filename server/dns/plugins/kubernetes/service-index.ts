// Invariant: an index that is made from another one answers as one that is made from nothing, and costs what differs
// between the two clusters: whoever edits one Service among thousands waits for that one.
import { type EndpointSlice, serviceNameLabel } from '../../../kubernetes/objects/endpointslice.ts';
import type { Service } from '../../../kubernetes/objects/service.ts';
import { EndpointsEntry, type ServiceEntry, serviceEntry } from './entries.ts';
import { differenceOf } from './list-difference.ts';

/** Services and slices by name and by address. Addresses are compared as text. */
export interface ServiceLookup {
	/** By `name.namespace`. */
	service(key: string): ServiceEntry | undefined;
	/** The slices of a Service, by `name.namespace`. */
	slices(key: string): readonly EndpointsEntry[];
	/** The Services with this cluster IP. */
	servicesWith(address: string): readonly ServiceEntry[];
	/** The slices with this ready address. */
	slicesWith(address: string): readonly EndpointsEntry[];
}

interface Objects {
	readonly services: readonly Service[];
	readonly endpointSlices: readonly EndpointSlice[];
}

/** Indexes that others are made from, the last used first; simulations share no objects, so each has its own. */
const bases: WeakRef<WholeIndex>[] = [];
const mostBases = 8;

/** The index of a cluster's objects. */
export function indexServices(objects: Objects): ServiceLookup {
	for (const [place, base] of bases.entries()) {
		const known = base.deref();
		const changed = known === undefined ? undefined : changedIndex(known, objects);
		if (changed === undefined) continue;
		bases.unshift(...bases.splice(place, 1));
		return changed;
	}
	const whole = new WholeIndex(objects);
	bases.unshift(new WeakRef(whole));
	bases.splice(mostBases);
	return whole;
}

/** An index made from nothing. */
export class WholeIndex implements ServiceLookup {
	readonly objects: Objects;
	private readonly services = new Map<string, ServiceEntry>();
	private readonly endpoints = new Map<string, EndpointsEntry[]>();
	private servicesByAddress: Map<string, ServiceEntry[]> | undefined;
	private endpointsByAddress: Map<string, EndpointsEntry[]> | undefined;

	constructor(objects: Objects) {
		this.objects = objects;
		for (const service of objects.services) this.services.set(keyOf(service), serviceEntry(service));
		for (const slice of objects.endpointSlices) {
			const key = keyOfSlice(slice);
			add(this.endpoints, key, new EndpointsEntry(slice, key));
		}
	}

	service(key: string): ServiceEntry | undefined {
		return this.services.get(key);
	}

	slices(key: string): readonly EndpointsEntry[] {
		return this.endpoints.get(key) ?? none;
	}

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
}

function changedIndex(known: WholeIndex, objects: Objects): ServiceLookup | undefined {
	const services = differenceOf(known.objects.services, objects.services);
	const slices = services && differenceOf(known.objects.endpointSlices, objects.endpointSlices);
	if (services === undefined || slices === undefined) return undefined;
	if (services.length + slices.length === 0) return known;
	// Names are compared first: most objects have another one, and to make their keys would take the most time.
	const [serviceKeys, serviceNames] = [new Set(services.map(keyOf)), new Set(services.map(nameOf))];
	const [sliceKeys, sliceNames] = [new Set(slices.map(keyOfSlice)), new Set(slices.map(serviceNameOf))];
	const own = new WholeIndex({
		services:
			services.length === 0
				? []
				: objects.services.filter((each) => serviceNames.has(nameOf(each)) && serviceKeys.has(keyOf(each))),
		endpointSlices:
			slices.length === 0
				? []
				: objects.endpointSlices.filter(
						(each) => sliceNames.has(serviceNameOf(each)) && sliceKeys.has(keyOfSlice(each)),
					),
	});
	return new ChangedIndex(known, own, objects, serviceKeys, sliceKeys);
}

/** What an index says of all Services but some, and those as they are now. */
class ChangedIndex implements ServiceLookup {
	private readonly known: WholeIndex;
	/** Of what differs alone. */
	private readonly own: WholeIndex;
	private readonly objects: Objects;
	/** The Services that differ, and those whose slices do. */
	private readonly serviceKeys: ReadonlySet<string>;
	private readonly sliceKeys: ReadonlySet<string>;
	private whole: WholeIndex | undefined;

	constructor(
		known: WholeIndex,
		own: WholeIndex,
		objects: Objects,
		serviceKeys: ReadonlySet<string>,
		sliceKeys: ReadonlySet<string>,
	) {
		this.known = known;
		this.own = own;
		this.objects = objects;
		this.serviceKeys = serviceKeys;
		this.sliceKeys = sliceKeys;
	}

	service(key: string): ServiceEntry | undefined {
		return (this.serviceKeys.has(key) ? this.own : this.known).service(key);
	}

	slices(key: string): readonly EndpointsEntry[] {
		return (this.sliceKeys.has(key) ? this.own : this.known).slices(key);
	}

	servicesWith(address: string): readonly ServiceEntry[] {
		const others = this.known
			.servicesWith(address)
			.filter(({ name, namespace }) => !this.serviceKeys.has(`${name}.${namespace}`));
		const own = this.own.servicesWith(address);
		return this.either(others, own) ?? this.fromNothing().servicesWith(address);
	}

	slicesWith(address: string): readonly EndpointsEntry[] {
		const others = this.known.slicesWith(address).filter(({ key }) => !this.sliceKeys.has(key));
		const own = this.own.slicesWith(address);
		return this.either(others, own) ?? this.fromNothing().slicesWith(address);
	}

	/** Where both have the address, only the whole list knows their order. */
	private either<T>(others: readonly T[], own: readonly T[]): readonly T[] | undefined {
		if (own.length === 0) return others;
		return others.length === 0 ? own : undefined;
	}

	private fromNothing(): WholeIndex {
		this.whole ??= new WholeIndex(this.objects);
		return this.whole;
	}
}

const none: readonly never[] = [];

function nameOf({ metadata }: Service): string {
	return metadata.name;
}

function keyOf({ metadata }: Service): string {
	return `${metadata.name}.${metadata.namespace}`;
}

function keyOfSlice(slice: EndpointSlice): string {
	return `${serviceNameOf(slice)}.${slice.metadata.namespace}`;
}

function serviceNameOf({ metadata }: EndpointSlice): string {
	return metadata.labels[serviceNameLabel] ?? '';
}

export function add<T>(map: Map<string, T[]>, key: string, item: T): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [item]);
	else known.push(item);
}
