// Invariant: a placement changes what an object is called and labelled in the cluster, never the text it came from.

import type { StringMap } from '../kubernetes/objects/json.ts';
import type { ObjectMeta } from '../kubernetes/objects/meta.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';
import type { Kustomization } from './kustomization.ts';

/** What the kustomizations around a file do to its objects; the innermost has been applied first. */
export interface Placement {
	/** '' where they leave the namespace as written. */
	readonly namespace: string;
	readonly namePrefix: string;
	readonly nameSuffix: string;
	readonly selectorLabels: StringMap;
	readonly templateLabels: StringMap;
	readonly metadataLabels: StringMap;
	/** Desired Pods by the workload's name at the level that sets it. */
	readonly replicas: ReadonlyMap<string, number>;
}

export const asWritten: Placement = {
	namespace: '',
	namePrefix: '',
	nameSuffix: '',
	selectorLabels: {},
	templateLabels: {},
	metadataLabels: {},
	replicas: new Map(),
};

/** The placement of what `inner` has placed, inside a kustomization around it. */
export function placeWithin(inner: Placement, outer: Kustomization): Placement {
	const selecting = outer.labels.filter(({ onSelectors }) => onSelectors);
	const templating = outer.labels.filter(({ onTemplates }) => onTemplates);
	const merge = (base: StringMap, transforms: Kustomization['labels']): StringMap =>
		Object.assign({}, base, ...transforms.map(({ pairs }) => pairs));
	// Kustomize matches `replicas` by the name before this level's prefix; inner levels have named it by then.
	const unplaced = [...outer.replicas].map(([name, count]): [string, number] => [
		stripName(inner, name),
		count,
	]);
	return {
		namespace: outer.namespace || inner.namespace,
		namePrefix: outer.namePrefix + inner.namePrefix,
		nameSuffix: inner.nameSuffix + outer.nameSuffix,
		selectorLabels: merge(inner.selectorLabels, selecting),
		templateLabels: merge(inner.templateLabels, templating),
		metadataLabels: merge(inner.metadataLabels, outer.labels),
		replicas: new Map([...inner.replicas, ...unplaced]),
	};
}

/** `prefix-name-suffix` → `name`, where it has both. */
function stripName({ namePrefix, nameSuffix }: Placement, name: string): string {
	if (!name.startsWith(namePrefix) || !name.endsWith(nameSuffix)) return name;
	return name.slice(namePrefix.length, name.length - nameSuffix.length);
}

/** The name that an object has in the cluster. Namespaces keep theirs (kustomize's prefix transformer skips them). */
export function placedName(placement: Placement, name: string, kind: string): string {
	return kind === 'Namespace' ? name : placement.namePrefix + name + placement.nameSuffix;
}

/** The typed object as the cluster gets it. */
export function placeObject(typed: KubernetesObject, placement: Placement): KubernetesObject {
	if (placement === asWritten) return typed;
	const metadata: ObjectMeta = {
		...typed.metadata,
		name: placedName(placement, typed.metadata.name, typed.kind),
		namespace: typed.kind === 'Namespace' ? '' : placement.namespace || typed.metadata.namespace,
		labels: { ...typed.metadata.labels, ...placement.metadataLabels },
	};
	if (typed.kind === 'Service') {
		// Kustomize writes the selector where there is none (commonLabels' spec/selector of Service has `create: true`).
		const added = Object.keys(placement.selectorLabels).length > 0;
		const spec = added
			? { ...typed.spec, selector: { ...typed.spec.selector, ...placement.selectorLabels } }
			: typed.spec;
		return { ...typed, metadata, spec };
	}
	if (!('template' in typed)) return { ...typed, metadata };
	const { template, selector, statefulSet } = typed;
	const replicas = placement.replicas.get(typed.metadata.name);
	return {
		...typed,
		metadata,
		selector: { ...selector, matchLabels: { ...selector.matchLabels, ...placement.selectorLabels } },
		template: {
			...template,
			metadata: {
				...template.metadata,
				labels: { ...template.metadata.labels, ...placement.templateLabels },
			},
		},
		...(replicas === undefined || typed.replicas === undefined ? {} : { replicas }),
		// Kustomize follows this reference (nameReference of Service in StatefulSet spec/serviceName).
		...(statefulSet === undefined || statefulSet.serviceName === ''
			? {}
			: {
					statefulSet: {
						...statefulSet,
						serviceName: placedName(placement, statefulSet.serviceName, 'Service'),
					},
				}),
	};
}
