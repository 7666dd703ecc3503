// Invariant: after `update` and `finish` the results are those of a fresh computation; what did not change keeps its
// identity, and costs a few comparisons.
import type { Endpoints } from '../kubernetes/objects/endpoints.ts';
import { type EndpointSlice, managedByLabel, serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import type { ServiceImport } from '../kubernetes/objects/namespace.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Assumptions } from './assumptions.ts';
import { endpointSliceController, hasManagedSlices, slicesOfService } from './endpointslices.ts';
import { LatestObjects } from './latest-objects.ts';
import { isMirrored, mirrorEndpoints, mirroringController } from './mirroring.ts';
import { nodeNamed } from './nodes.ts';
import { type PodGroup, PodIndex, type Posting, stampOf } from './pod-index.ts';
import type { PodNetwork } from './pod-network.ts';
import { type PodSource, planPods } from './pods/plan-pods.ts';
import type { PlannedPod } from './pods/planned-pod.ts';
import type { ServiceNetwork } from './service-network.ts';

/** What differs between two sets of assumptions. */
export interface AssumptionChange {
	/** `Kind/namespace/name` of workloads. */
	readonly workloads: ReadonlySet<string>;
	/** `namespace/name` of Pods. */
	readonly pods: ReadonlySet<string>;
}

export interface NamespaceResult {
	readonly services: readonly Service[];
	readonly pods: readonly Pod[];
	readonly endpointSlices: readonly EndpointSlice[];
	readonly serviceImports: readonly ServiceImport[];
}

/** A Service with what was made of it; the versions say whether that still holds. */
interface ServiceEntry {
	readonly service: Service;
	stored?: Service;
	networkVersion?: number;
	slices: readonly EndpointSlice[];
	/** What its Pods are found by. */
	readonly postings: readonly Posting[];
	/** The Pods' stamp for which `slices` was made; absent where it must be made. */
	stamp?: number;
}

interface SourceEntry {
	readonly source: PodSource;
	readonly key: string;
	planned: readonly PlannedPod[];
	group?: PodGroup;
	networkVersion?: number;
}

/** What is kept of an object: one of these. */
interface Part {
	readonly service: ServiceEntry | undefined;
	readonly source: SourceEntry | undefined;
	readonly other: KubernetesObject | undefined;
}

/** The objects of one namespace and what the controllers made of them. */
export class NamespaceState {
	private objects: readonly KubernetesObject[] = [];
	private readonly services = new Map<Service, ServiceEntry>();
	private readonly sources = new Map<PodSource, SourceEntry>();
	private readonly latest = new LatestObjects((object) => this.partOf(object));
	private readonly index = new PodIndex();
	private readonly mirrored = new WeakMap<Endpoints, readonly EndpointSlice[]>();
	private readonly podNetwork: PodNetwork;
	private readonly serviceNetwork: ServiceNetwork;

	constructor(podNetwork: PodNetwork, serviceNetwork: ServiceNetwork) {
		this.podNetwork = podNetwork;
		this.serviceNetwork = serviceNetwork;
	}

	/** Takes the namespace's objects over and asks the networks for what they need. True if anything changed. */
	update(objects: readonly KubernetesObject[], assumptions: Assumptions, change: AssumptionChange): boolean {
		const replanned = this.replan(assumptions, change);
		if (equalItems(objects, this.objects)) return replanned;
		this.objects = objects;
		const { added, removed } = this.latest.replace(objects);
		for (const object of removed) this.remove(object);
		for (const object of added) this.add(object, assumptions);
		for (const object of [...removed, ...added]) this.makeWay(object, assumptions);
		return true;
	}

	/** Reads what the networks gave, once all namespaces have asked. */
	finish(): NamespaceResult {
		const pods: Pod[] = [];
		const services: Service[] = [];
		const endpointSlices: EndpointSlice[] = [];
		const serviceImports: ServiceImport[] = [];
		const podVersion = this.podNetwork.version;
		for (const entry of this.sources.values()) this.assignPods(entry, podVersion);
		const serviceVersion = this.serviceNetwork.version;
		this.latest.eachPart(({ service, source, other }) => {
			if (service !== undefined) this.addService(service, serviceVersion, services, endpointSlices);
			else if (source !== undefined) pods.push(...(source.group?.pods ?? []));
			else if (other?.kind === 'Endpoints') endpointSlices.push(...this.mirror(other));
			else if (other?.kind === 'ServiceImport') serviceImports.push(other);
			else if (other?.kind === 'EndpointSlice' && !this.isOverwritten(other)) endpointSlices.push(other);
		});
		return { services, pods, endpointSlices, serviceImports };
	}

	private partOf(object: KubernetesObject): Part {
		const service = object.kind === 'Service' ? this.services.get(object) : undefined;
		const source = isPodSource(object) ? this.sources.get(object) : undefined;
		return { service, source, other: (service ?? source) ? undefined : object };
	}

	private add(object: KubernetesObject, assumptions: Assumptions): void {
		if (object.kind === 'Service') {
			const postings = this.index.postingsOf(object.spec.selector ?? noLabels);
			this.services.set(object, { service: object, slices: [], postings });
			this.serviceNetwork.hold(object);
		} else if (isPodSource(object)) {
			const planned = this.plan(object, assumptions);
			this.sources.set(object, { source: object, key: keyOf(object), planned });
			for (const pod of planned) this.podNetwork.hold(pod);
		}
	}

	private remove(object: KubernetesObject): void {
		if (object.kind === 'Service') {
			this.services.delete(object);
			this.serviceNetwork.release(object);
		} else if (isPodSource(object)) {
			const entry = this.sources.get(object);
			this.sources.delete(object);
			for (const pod of entry?.planned ?? []) this.podNetwork.release(pod);
			if (entry?.group !== undefined) this.index.remove(entry.group);
		}
	}

	/** Plans the Pods anew that an assumption is about. True if there are any. */
	private replan(assumptions: Assumptions, { workloads, pods }: AssumptionChange): boolean {
		if (workloads.size + pods.size === 0) return false;
		let any = false;
		for (const entry of this.sources.values()) {
			if (!workloads.has(entry.key) && !entry.planned.some(({ id }) => pods.has(id))) continue;
			this.planAnew(entry, assumptions);
			any = true;
		}
		return any;
	}

	private planAnew(entry: SourceEntry, assumptions: Assumptions): void {
		for (const pod of entry.planned) this.podNetwork.release(pod);
		entry.planned = this.plan(entry.source, assumptions);
		for (const pod of entry.planned) this.podNetwork.hold(pod);
		delete entry.networkVersion;
	}

	/** A StatefulSet cannot create a Pod whose name another Pod has. */
	private plan(source: PodSource, assumptions: Assumptions): readonly PlannedPod[] {
		if (isOwned(source)) return [];
		const planned = planPods(source, assumptions);
		if (source.kind !== 'StatefulSet') return planned;
		return planned.filter(({ pod }) => this.latest.find('Pod', pod.metadata.name) === undefined);
	}

	/** Plans the StatefulSet anew whose Pod's name a hand-written Pod has taken or given back. */
	private makeWay({ kind, metadata }: KubernetesObject, assumptions: Assumptions): void {
		const name = kind === 'Pod' ? /^(.+)-\d+$/.exec(metadata.name)?.[1] : undefined;
		const set = name === undefined ? undefined : this.latest.find('StatefulSet', name);
		const entry = set !== undefined && isPodSource(set) ? this.sources.get(set) : undefined;
		if (entry !== undefined) this.planAnew(entry, assumptions);
	}

	private assignPods(entry: SourceEntry, version: number): void {
		if (entry.networkVersion === version) return;
		entry.networkVersion = version;
		const pods = entry.planned.map((pod) => this.podNetwork.assign(pod));
		if (entry.group !== undefined) {
			if (equalItems(entry.group.pods, pods)) return;
			this.index.remove(entry.group);
		}
		entry.group = { key: entry.key, pods };
		this.index.add(entry.group);
	}

	private addService(
		entry: ServiceEntry,
		version: number,
		services: Service[],
		slices: EndpointSlice[],
	): void {
		if (entry.stored === undefined || entry.networkVersion !== version) {
			const stored = this.serviceNetwork.assign(entry.service);
			if (stored !== entry.stored) delete entry.stamp;
			entry.stored = stored;
			entry.networkVersion = version;
		}
		services.push(entry.stored);
		const stamp = stampOf(entry.postings);
		if (entry.stamp !== stamp) {
			entry.stamp = stamp;
			entry.slices = this.slicesOf(entry.stored);
		}
		slices.push(...entry.slices);
	}

	private slicesOf(stored: Service): readonly EndpointSlice[] {
		if (!hasManagedSlices(stored)) return [];
		return slicesOfService(stored, this.index.select(stored.spec.selector ?? noLabels), nodeNamed);
	}

	private mirror(endpoints: Endpoints): readonly EndpointSlice[] {
		if (!isMirrored(endpoints, this.serviceNamed(endpoints.metadata.name))) return [];
		const known = this.mirrored.get(endpoints) ?? mirrorEndpoints(endpoints);
		this.mirrored.set(endpoints, known);
		return known;
	}

	/** A written slice that claims to be a controller's is deleted by it: it has no owner that the controller knows. */
	private isOverwritten({ metadata }: EndpointSlice): boolean {
		const manager = metadata.labels[managedByLabel];
		if (manager === mirroringController) return true;
		if (manager !== endpointSliceController) return false;
		const service = this.serviceNamed(metadata.labels[serviceNameLabel] ?? '');
		return service !== undefined && hasManagedSlices(service);
	}

	private serviceNamed(name: string): Service | undefined {
		const object = this.latest.find('Service', name);
		return object?.kind === 'Service' ? object : undefined;
	}
}

const noLabels = Object.freeze({});

function keyOf({ kind, metadata }: PodSource): string {
	return `${kind}/${metadata.namespace}/${metadata.name}`;
}

/**
 * True for what a controller made in the cluster that it was copied from: its owner is not there any more, so it is
 * collected as garbage (pkg/controller/garbagecollector), and the owner's manifest makes it anew.
 */
function isOwned({ metadata }: PodSource): boolean {
	return metadata.ownerReferences.some(({ controller }) => controller);
}

function isPodSource(object: KubernetesObject): object is PodSource {
	return object.kind === 'Pod' || 'template' in object;
}

function equalItems<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}
