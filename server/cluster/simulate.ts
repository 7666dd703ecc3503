// Invariant: equal objects and assumptions give an equal cluster, whatever was simulated before; objects that did not change
// keep their Services, Pods and slices, down to the identity of the objects.
import type { Namespace } from '../kubernetes/objects/namespace.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import { type Assumptions, defaultAssumptions } from './assumptions.ts';
import type { Cluster } from './cluster.ts';
import { type Groups, group, regroup } from './groups.ts';
import { type AssumptionChange, type NamespaceResult, NamespaceState } from './namespace-state.ts';
import { PodNetwork } from './pod-network.ts';
import { ServiceNetwork } from './service-network.ts';
import { systemServices } from './system-services.ts';

/** Remembers the last simulation, so that the next one costs what has changed since. */
export interface ClusterSimulator {
	/**
	 * The cluster that holds these objects: with the controllers' Pods and EndpointSlices, assigned addresses, the system's
	 * namespaces and Services. Of several objects with one kind, namespace and name the last counts, as if all were applied
	 * in order.
	 */
	simulate(objects: readonly KubernetesObject[], assumptions?: Assumptions): Cluster;
}

/** A cluster made of manifests, computed from nothing. See ClusterSimulator. */
export function simulateCluster(
	objects: readonly KubernetesObject[],
	assumptions: Assumptions = defaultAssumptions,
): Cluster {
	return createClusterSimulator().simulate(objects, assumptions);
}

/** The Pods that the controllers make of these objects, with addresses: the first step of simulateCluster alone. */
export function podsOf(
	objects: readonly KubernetesObject[],
	assumptions: Assumptions = defaultAssumptions,
): readonly Pod[] {
	return simulateCluster(objects, assumptions).pods;
}

export function createClusterSimulator(): ClusterSimulator {
	return new Simulator();
}

/** Namespaces that every cluster has. */
const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

class Simulator implements ClusterSimulator {
	private assumptions: Assumptions = defaultAssumptions;
	private podNetwork = new PodNetwork(defaultAssumptions.podCIDRs);
	private serviceNetwork = new ServiceNetwork(defaultAssumptions.serviceCIDRs);
	private system: readonly Service[] = this.makeSystem();
	private states = new Map<string, NamespaceState>();
	private results = new Map<string, NamespaceResult>();
	private readonly namespaces = new Map<string, Namespace>();
	private versions = 0;
	private groups: Groups | undefined;
	private cluster: Cluster | undefined;

	simulate(objects: readonly KubernetesObject[], assumptions: Assumptions = defaultAssumptions): Cluster {
		if (!sameRanges(assumptions, this.assumptions)) this.startAnew(assumptions);
		const change = compareAssumptions(this.assumptions, assumptions);
		this.assumptions = assumptions;
		this.groups = regroup(this.groups, objects) ?? group(this.system, objects);
		const { byNamespace, written } = this.groups;
		const touched = new Set<string>();
		for (const name of this.states.keys()) {
			if (byNamespace.has(name)) continue;
			this.states.get(name)?.update([], assumptions, change);
			this.states.delete(name);
			this.results.delete(name);
			touched.add(name);
		}
		for (const [name, own] of byNamespace) {
			const state = this.states.get(name) ?? new NamespaceState(this.podNetwork, this.serviceNetwork);
			this.states.set(name, state);
			if (state.update(own, assumptions, change) || !this.results.has(name)) touched.add(name);
		}
		const namespaces = this.namespacesOf(byNamespace.keys(), written);
		const versions = this.podNetwork.version + this.serviceNetwork.version;
		const moved = versions !== this.versions;
		this.versions = versions;
		if (!moved && touched.size === 0 && sameItems(namespaces, this.cluster?.namespaces)) {
			if (this.cluster !== undefined) return this.cluster;
		}
		for (const [name, state] of this.states) {
			if (moved || touched.has(name)) this.results.set(name, state.finish());
		}
		this.cluster = assemble(namespaces, [...this.states.keys()].sort(), this.results);
		return this.cluster;
	}

	private startAnew(assumptions: Assumptions): void {
		this.podNetwork = new PodNetwork(assumptions.podCIDRs);
		this.serviceNetwork = new ServiceNetwork(assumptions.serviceCIDRs, assumptions.nodePortRange);
		this.system = this.makeSystem();
		this.states = new Map();
		this.results = new Map();
		this.groups = undefined;
		this.cluster = undefined;
		this.versions = 0;
	}

	private makeSystem(): readonly Service[] {
		return systemServices((offset) => this.serviceNetwork.wellKnownAddress(offset));
	}

	/** Every namespace that an object names exists, and the system's. */
	private namespacesOf(
		named: Iterable<string>,
		written: ReadonlyMap<string, Namespace>,
	): readonly Namespace[] {
		const names = new Set([...systemNamespaces, ...named, ...written.keys()]);
		return [...names].sort().map((name) => {
			const known = written.get(name) ?? this.namespaces.get(name) ?? newNamespace(name);
			if (!written.has(name)) this.namespaces.set(name, known);
			return known;
		});
	}
}

function newNamespace(name: string): Namespace {
	return {
		kind: 'Namespace',
		metadata: {
			name,
			namespace: '',
			labels: { 'kubernetes.io/metadata.name': name },
			annotations: {},
			ownerReferences: [],
		},
	};
}

function assemble(
	namespaces: readonly Namespace[],
	names: readonly string[],
	results: ReadonlyMap<string, NamespaceResult>,
): Cluster {
	const parts = names.flatMap((name) => results.get(name) ?? []);
	return {
		namespaces,
		services: joined(parts.map(({ services }) => services)),
		endpointSlices: joined(parts.map(({ endpointSlices }) => endpointSlices)),
		pods: joined(parts.map(({ pods }) => pods)),
		serviceImports: joined(parts.map(({ serviceImports }) => serviceImports)),
	};
}

function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
	return ([] as readonly T[]).concat(...lists);
}

function compareAssumptions(before: Assumptions, after: Assumptions): AssumptionChange {
	if (before === after) return { workloads: new Set(), pods: new Set() };
	const workloads = [...before.replicas.keys(), ...after.replicas.keys()].filter(
		(key) => before.replicas.get(key) !== after.replicas.get(key),
	);
	const differing = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [
		...[...a].filter((id) => !b.has(id)),
		...[...b].filter((id) => !a.has(id)),
	];
	return {
		workloads: new Set(workloads),
		pods: new Set([
			...differing(before.notReady, after.notReady),
			...differing(before.terminating, after.terminating),
		]),
	};
}

function sameRanges(a: Assumptions, b: Assumptions): boolean {
	return (
		a === b ||
		(sameItems(a.serviceCIDRs, b.serviceCIDRs) &&
			sameItems(a.podCIDRs, b.podCIDRs) &&
			a.nodePortRange?.from === b.nodePortRange?.from &&
			a.nodePortRange?.to === b.nodePortRange?.to)
	);
}

function sameItems<T>(a: readonly T[], b: readonly T[] | undefined): boolean {
	return b !== undefined && a.length === b.length && a.every((item, index) => item === b[index]);
}
