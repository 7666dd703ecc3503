// Invariant: the index holds exactly the objects that were added and not removed; every look-up costs what it returns,
// not what the workspace holds. Answers come in the order of the text, so they do not jump from one edit to the next.
import { type KubernetesObject, readObject } from '../kubernetes/objects/read.ts';
import type { Workload } from '../kubernetes/objects/workload.ts';
import { mentionedLabels } from './host-names/host-mention.ts';
import type { Membership } from './layout.ts';
import type { ManifestObject } from './manifest-object.ts';
import { inOrder } from './object-order.ts';
import { placeObject } from './placement.ts';

/** An object of the workspace: where it stands and what it is. Keeps its identity until its document changes. */
export interface IndexedObject {
	readonly uri: string;
	readonly object: ManifestObject;
	/** The set of objects that it is applied with (see layout.ts). */
	readonly scope: string;
	/** As it would be applied, a kustomization's `namespace` included; '' for cluster-scoped kinds. */
	readonly namespace: string;
	/** As written: what other manifests refer to it by. `typed` has the name in the cluster. */
	readonly name: string;
	/** `kind` with its group: 'Service', 'Deployment.apps'. A custom resource may share a kind's name. */
	readonly groupKind: string;
	/** Grows along the files and the documents in them (see object-order.ts). */
	readonly order: number;
	/** Present for the kinds that routing and DNS depend on. */
	readonly typed?: KubernetesObject;
}

const clusterScoped: ReadonlySet<string> = new Set([
	'Namespace',
	'Node',
	'PersistentVolume',
	'IngressClass.networking.k8s.io',
	'GatewayClass.gateway.networking.k8s.io',
]);

/** 'Service' for v1, 'Deployment.apps' for apps/v1. */
export function groupKindOf(apiVersion: string, kind: string): string {
	const slash = apiVersion.indexOf('/');
	return slash === -1 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
}

export function toIndexedObject(
	uri: string,
	object: ManifestObject,
	{ scope, placement }: Membership,
	defaultNamespace: string,
	order: number,
): IndexedObject {
	const groupKind = groupKindOf(object.apiVersion, object.kind);
	const namespace = clusterScoped.has(groupKind)
		? ''
		: placement.namespace || object.writtenNamespace || defaultNamespace;
	const typed = readObject(object.value, namespace);
	return {
		uri,
		object,
		scope,
		namespace,
		name: object.name,
		groupKind,
		order,
		...(typed === undefined ? {} : { typed: placeObject(typed, placement) }),
	};
}

/** The labels that an object's Pods carry: a workload's template or a Pod's own. Undefined for other kinds. */
export function podLabelsOf(object: IndexedObject): Readonly<Record<string, string>> | undefined {
	const { typed } = object;
	if (typed === undefined) return undefined;
	if (typed.kind === 'Pod') return typed.metadata.labels;
	return isWorkload(typed) ? typed.template.metadata.labels : undefined;
}

export function isWorkload(typed: KubernetesObject | undefined): typed is Workload {
	return typed !== undefined && 'template' in typed;
}

type ByName = Map<string, Set<IndexedObject>>;

/** What rules and features ask of an index. */
export interface ObjectLookup {
	/** Every object of that kind and name; more than one where files repeat it. */
	find(groupKind: string, namespace: string, name: string): readonly IndexedObject[];
	ofKind(groupKind: string, namespace: string): readonly IndexedObject[];
	/** The Pods and workloads of the namespace whose Pods carry all these labels. An empty selector selects nothing. */
	podSources(namespace: string, selector: Readonly<Record<string, string>>): readonly IndexedObject[];
	/** All Pods and workloads of the namespace. */
	allPodSources(namespace: string): readonly IndexedObject[];
	/** Every object of that kind and name, in any namespace. */
	findAnywhere(groupKind: string, name: string): readonly IndexedObject[];
	/** The Pods and workloads of any namespace whose Pods carry all these labels. */
	podSourcesAnywhere(selector: Readonly<Record<string, string>>): readonly IndexedObject[];
	/** The Services of any namespace that ask for this port of the nodes. */
	claimsOfNodePort(port: number): readonly IndexedObject[];
	/** The objects of any namespace whose texts mention a host name with this label where a Service's stands. */
	mentioning(label: string): readonly IndexedObject[];
	/** The namespaces that hold any object; '' for the cluster-scoped ones. */
	namespaceNames(): readonly string[];
	/** Every object, in the order of the text. */
	all(): Iterable<IndexedObject>;
}

interface NamespaceObjects {
	readonly byKind: Map<string, ByName>;
	/** Pods and workloads by each `key=value` of their Pods' labels. */
	readonly podSources: Map<string, Set<IndexedObject>>;
	readonly allPodSources: Set<IndexedObject>;
}

export class ObjectIndex implements ObjectLookup {
	private readonly namespaces = new Map<string, NamespaceObjects>();
	private readonly objects = new Set<IndexedObject>();
	/** Objects of all namespaces by the questions of that kind that they answer (see tagsOf). */
	private readonly tagged = new Map<string, Set<IndexedObject>>();
	/** Answers that many ask for, until the next change. */
	private readonly answers = new Map<string, readonly IndexedObject[]>();
	private changes = 0;
	private readonly stamps = new Map<string, number>();

	/** Grows with every change: equal versions mean equal content. */
	get version(): number {
		return this.changes;
	}

	/** The version at which the answer to a question (see questionsAbout) last may have changed. */
	stampOf(question: string): number {
		return question === everything ? this.changes : (this.stamps.get(question) ?? 0);
	}

	all(): readonly IndexedObject[] {
		return inOrder([...this.objects]);
	}

	add(object: IndexedObject): void {
		this.stamp(object);
		this.objects.add(object);
		const space = this.spaceOf(object.namespace);
		const byName = getOrAdd(space.byKind, object.groupKind, () => new Map() as ByName);
		getOrAdd(byName, object.name, () => new Set<IndexedObject>()).add(object);
		for (const label of labelsOf(object))
			getOrAdd(space.podSources, label, () => new Set<IndexedObject>()).add(object);
		if (podLabelsOf(object) !== undefined) space.allPodSources.add(object);
		for (const tag of tagsOf(object)) getOrAdd(this.tagged, tag, () => new Set<IndexedObject>()).add(object);
	}

	remove(object: IndexedObject): void {
		if (!this.objects.delete(object)) return;
		this.stamp(object);
		for (const tag of tagsOf(object)) removeFrom(this.tagged, tag, object);
		const space = this.namespaces.get(object.namespace);
		if (space === undefined) return;
		const byName = space.byKind.get(object.groupKind);
		if (byName !== undefined) {
			removeFrom(byName, object.name, object);
			if (byName.size === 0) space.byKind.delete(object.groupKind);
		}
		for (const label of labelsOf(object)) removeFrom(space.podSources, label, object);
		space.allPodSources.delete(object);
		if (space.byKind.size === 0 && this.namespaces.delete(object.namespace))
			this.stamps.set(question.names(), this.changes);
	}

	/** Says that the patches over these objects have changed. */
	touchPatches(): void {
		this.stamps.set(question.patches(), ++this.changes);
	}

	find(groupKind: string, namespace: string, name: string): readonly IndexedObject[] {
		const found = this.namespaces.get(namespace)?.byKind.get(groupKind)?.get(name);
		if (found === undefined) return [];
		return getOrAdd(this.answers, question.object(groupKind, namespace, name), () => inOrder([...found]));
	}

	ofKind(groupKind: string, namespace: string): readonly IndexedObject[] {
		const byName = this.namespaces.get(namespace)?.byKind.get(groupKind);
		if (byName === undefined) return [];
		return getOrAdd(this.answers, question.kind(groupKind, namespace), () =>
			inOrder([...byName.values()].flatMap((set) => [...set])),
		);
	}

	namespaceNames(): readonly string[] {
		return [...this.namespaces.keys()];
	}

	podSources(namespace: string, selector: Readonly<Record<string, string>>): readonly IndexedObject[] {
		const sources = this.namespaces.get(namespace)?.podSources;
		const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
		return getOrAdd(this.answers, `s ${namespace} ${labels.join()}`, () =>
			inAll(labels.map((label) => sources?.get(label))),
		);
	}

	allPodSources(namespace: string): readonly IndexedObject[] {
		return getOrAdd(this.answers, question.pods(namespace), () =>
			inOrder([...(this.namespaces.get(namespace)?.allPodSources ?? [])]),
		);
	}

	findAnywhere(groupKind: string, name: string): readonly IndexedObject[] {
		return inOrder([...(this.tagged.get(question.anywhere(groupKind, name)) ?? [])]);
	}

	podSourcesAnywhere(selector: Readonly<Record<string, string>>): readonly IndexedObject[] {
		return inAll(
			Object.entries(selector).map(([key, value]) =>
				this.tagged.get(question.labelAnywhere(`${key}=${value}`)),
			),
		);
	}

	claimsOfNodePort(port: number): readonly IndexedObject[] {
		return inOrder([...(this.tagged.get(question.nodePort(port)) ?? [])]);
	}

	mentioning(label: string): readonly IndexedObject[] {
		return inOrder([...(this.tagged.get(question.mention(label)) ?? [])]);
	}

	private stamp(object: IndexedObject): void {
		this.changes++;
		if (this.answers.size > 0) this.answers.clear();
		for (const question of questionsAbout(object)) this.stamps.set(question, this.changes);
	}

	private spaceOf(namespace: string): NamespaceObjects {
		return getOrAdd(this.namespaces, namespace, () => {
			this.stamps.set(question.names(), this.changes);
			return { byKind: new Map(), podSources: new Map(), allPodSources: new Set() };
		});
	}
}

/** The question that any change touches. */
export const everything = '*';

/** The questions whose answers an object is part of; question keys are private to this file and TrackedLookup. */
export const question = {
	object: (groupKind: string, namespace: string, name: string) => `o ${groupKind} ${namespace} ${name}`,
	kind: (groupKind: string, namespace: string) => `k ${groupKind} ${namespace}`,
	label: (namespace: string, label: string) => `l ${namespace} ${label}`,
	pods: (namespace: string) => `p ${namespace}`,
	names: () => 'n',
	patches: () => 'patches',
	anywhere: (groupKind: string, name: string) => `a ${groupKind} ${name}`,
	labelAnywhere: (label: string) => `la ${label}`,
	nodePort: (port: number) => `np ${port}`,
	mention: (label: string) => `m ${label}`,
};

function questionsAbout(object: IndexedObject): readonly string[] {
	const { groupKind, namespace, name } = object;
	const labels = labelsOf(object).map((label) => question.label(namespace, label));
	const pods = podLabelsOf(object) === undefined ? [] : [question.pods(namespace)];
	return [
		question.object(groupKind, namespace, name),
		question.kind(groupKind, namespace),
		...labels,
		...pods,
		...tagsOf(object),
	];
}

/** The questions about all namespaces whose answers an object is part of. */
function tagsOf(object: IndexedObject): readonly string[] {
	return [
		question.anywhere(object.groupKind, object.name),
		...labelsOf(object).map(question.labelAnywhere),
		...nodePortsOf(object).map(question.nodePort),
		...mentionedLabels(object.object).map(question.mention),
	];
}

/** The ports of the nodes that a Service asks for by number. */
function nodePortsOf({ typed }: IndexedObject): readonly number[] {
	if (typed?.kind !== 'Service') return [];
	return [...new Set(typed.spec.ports.flatMap(({ nodePort }) => nodePort ?? []))];
}

function labelsOf(object: IndexedObject): readonly string[] {
	return Object.entries(podLabelsOf(object) ?? {}).map(([key, value]) => `${key}=${value}`);
}

/** The objects that stand in every one of the sets, in the order of the text; none for no sets. */
function inAll(sets: readonly (ReadonlySet<IndexedObject> | undefined)[]): readonly IndexedObject[] {
	if (sets.length === 0) return [];
	const smallest = sets.reduce((least, set) => ((set?.size ?? 0) < (least?.size ?? 0) ? set : least));
	return inOrder([...(smallest ?? [])].filter((object) => sets.every((set) => set?.has(object))));
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}

function removeFrom<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
	const set = map.get(key);
	if (set?.delete(value) && set.size === 0) map.delete(key);
}
