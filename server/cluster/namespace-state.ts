// Invariant: after `update` and `finish` the results are those of a fresh computation; what did not change keeps its identity.
import type { Endpoints } from '../kubernetes/objects/endpoints.ts';
import { type EndpointSlice, managedByLabel, serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import type { ServiceImport } from '../kubernetes/objects/namespace.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Assumptions } from './assumptions.ts';
import {
	endpointSliceController,
	hasManagedSlices,
	type NodeTopology,
	slicesOfService,
} from './endpointslices.ts';
import { isMirrored, mirrorEndpoints, mirroringController } from './mirroring.ts';
import { exampleNodes } from './nodes.ts';
import { type PodGroup, PodIndex } from './pod-index.ts';
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

interface Planned {
	readonly key: string;
	readonly pods: readonly PlannedPod[];
	/** Absent until `finish`. */
	group?: PodGroup;
}

export interface NamespaceResult {
	readonly services: readonly Service[];
	readonly pods: readonly Pod[];
	readonly endpointSlices: readonly EndpointSlice[];
	readonly serviceImports: readonly ServiceImport[];
}

/** The objects of one namespace and what the controllers made of them. */
export class NamespaceState {
	private objects: readonly KubernetesObject[] = [];
	private services = new Map<string, Service>();
	private planned = new Map<PodSource, Planned>();
	private written: readonly EndpointSlice[] = [];
	private endpoints: readonly Endpoints[] = [];
	private serviceImports: readonly ServiceImport[] = [];
	private readonly index = new PodIndex();
	private readonly slices = new WeakMap<Service, { stamp: number; slices: readonly EndpointSlice[] }>();
	private readonly mirrored = new WeakMap<Endpoints, readonly EndpointSlice[]>();
	private readonly podNetwork: PodNetwork;
	private readonly serviceNetwork: ServiceNetwork;

	constructor(podNetwork: PodNetwork, serviceNetwork: ServiceNetwork) {
		this.podNetwork = podNetwork;
		this.serviceNetwork = serviceNetwork;
	}

	/** Takes the namespace's objects over and asks the networks for what they need. True if anything changed. */
	update(objects: readonly KubernetesObject[], assumptions: Assumptions, change: AssumptionChange): boolean {
		const sameObjects = equalItems(objects, this.objects);
		if (sameObjects && !this.isTouchedBy(change)) return false;
		this.objects = objects;
		const latest = [
			...new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object])).values(),
		];
		this.updateServices(latest.filter((object) => object.kind === 'Service'));
		this.updateSources(latest.filter(isPodSource), assumptions, change);
		this.written = latest.filter((object) => object.kind === 'EndpointSlice');
		this.endpoints = latest.filter((object) => object.kind === 'Endpoints');
		this.serviceImports = latest.filter((object) => object.kind === 'ServiceImport');
		return true;
	}

	/** Reads what the networks gave, once all namespaces have asked. */
	finish(): NamespaceResult {
		for (const planned of this.planned.values()) this.assignPods(planned);
		const services = [...this.services.values()].map((service) => this.serviceNetwork.assign(service));
		return {
			services,
			pods: [...this.planned.values()].flatMap(({ group }) => group?.pods ?? []),
			endpointSlices: [
				...this.written.filter((slice) => !this.isOverwritten(slice)),
				...this.endpoints.flatMap((endpoints) => this.mirror(endpoints)),
				...services.flatMap((service) => this.slicesOf(service)),
			],
			serviceImports: this.serviceImports,
		};
	}

	private isTouchedBy({ workloads, pods }: AssumptionChange): boolean {
		if (workloads.size + pods.size === 0) return false;
		return [...this.planned.values()].some(
			({ key, pods: own }) => workloads.has(key) || own.some(({ id }) => pods.has(id)),
		);
	}

	private updateServices(services: readonly Service[]): void {
		const next = new Map(services.map((service) => [service.metadata.name, service]));
		for (const [name, service] of this.services) {
			if (next.get(name) !== service) this.serviceNetwork.release(service);
		}
		for (const [name, service] of next) {
			if (this.services.get(name) !== service) this.serviceNetwork.hold(service);
		}
		this.services = next;
	}

	private updateSources(
		sources: readonly PodSource[],
		assumptions: Assumptions,
		{ workloads, pods }: AssumptionChange,
	): void {
		const next = new Map<PodSource, Planned>();
		for (const source of sources) {
			const known = this.planned.get(source);
			const keeps =
				known !== undefined && !workloads.has(known.key) && !known.pods.some(({ id }) => pods.has(id));
			next.set(source, keeps ? known : { key: keyOf(source), pods: planPods(source, assumptions) });
		}
		for (const [source, planned] of this.planned) {
			if (next.get(source) === planned) continue;
			for (const pod of planned.pods) this.podNetwork.release(pod);
			if (planned.group !== undefined) this.index.remove(planned.group);
		}
		for (const [source, planned] of next) {
			if (this.planned.get(source) === planned) continue;
			for (const pod of planned.pods) this.podNetwork.hold(pod);
		}
		this.planned = next;
	}

	private assignPods(planned: Planned): void {
		const pods = planned.pods.map((pod) => this.podNetwork.assign(pod));
		if (planned.group !== undefined) {
			if (equalItems(planned.group.pods, pods)) return;
			this.index.remove(planned.group);
		}
		planned.group = { key: planned.key, pods };
		this.index.add(planned.group);
	}

	private slicesOf(service: Service): readonly EndpointSlice[] {
		if (!hasManagedSlices(service)) return [];
		const selector = service.spec.selector ?? {};
		const stamp = this.index.stampOf(selector);
		const known = this.slices.get(service);
		if (known !== undefined && known.stamp === stamp) return known.slices;
		const slices = slicesOfService(service, this.index.select(selector), nodeOf);
		this.slices.set(service, { stamp, slices });
		return slices;
	}

	private mirror(endpoints: Endpoints): readonly EndpointSlice[] {
		if (!isMirrored(endpoints, this.services.get(endpoints.metadata.name))) return [];
		const known = this.mirrored.get(endpoints) ?? mirrorEndpoints(endpoints);
		this.mirrored.set(endpoints, known);
		return known;
	}

	/** A written slice that claims to be a controller's is deleted by it: it has no owner that the controller knows. */
	private isOverwritten({ metadata }: EndpointSlice): boolean {
		const manager = metadata.labels[managedByLabel];
		if (manager === mirroringController) return true;
		const service = this.services.get(metadata.labels[serviceNameLabel] ?? '');
		return manager === endpointSliceController && service !== undefined && hasManagedSlices(service);
	}
}

/** A node that only a manifest names is taken to exist, without a zone. */
function nodeOf(name: string): NodeTopology {
	return exampleNodes.find((node) => node.name === name) ?? { name };
}

function keyOf({ kind, metadata }: PodSource): string {
	return `${kind}/${metadata.namespace}/${metadata.name}`;
}

function isPodSource(object: KubernetesObject): object is PodSource {
	return object.kind === 'Pod' || 'template' in object;
}

function equalItems<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}
