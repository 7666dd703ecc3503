import { workloadKindOf } from '../kubernetes/objects/workload.ts';
import type { PathStep } from '../manifest/path.ts';
import type { FieldEditor } from './field-editor.ts';
import { type IndexedObject, isWorkload } from './object-index.ts';
import { podSpecPath } from './pod-template.ts';

/** Where the labels of an object's Pods stand: a Pod's own, or those of a workload's template. */
export function podLabelsPath({ object }: IndexedObject): readonly PathStep[] | undefined {
	const spec = podSpecPath(object);
	return spec === undefined ? undefined : [...spec.slice(0, -1), 'metadata', 'labels'];
}

/** Where a workload's own selector stands; undefined for Pods, and for Jobs, whose selector the cluster makes. */
export function matchLabelsPath({ object }: IndexedObject): readonly PathStep[] | undefined {
	const kind = workloadKindOf(object.apiVersion, object.kind);
	if (kind === undefined || kind === 'Job' || kind === 'CronJob') return undefined;
	return kind === 'ReplicationController' ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
}

/**
 * Writes a label of an object's Pods, and the same pair of the workload's own selector where that has the key: the API
 * server wants the two to agree. False where the text leaves no place for it.
 */
export function setPodLabel(editor: FieldEditor, object: IndexedObject, key: string, value: string): boolean {
	const labels = podLabelsPath(object);
	if (labels === undefined || !editor.set([...labels, key], value)) return false;
	const own = matchLabelsPath(object);
	const { typed } = object;
	if (own === undefined || !isWorkload(typed) || typed.selector.matchLabels[key] === undefined) return true;
	return editor.set([...own, key], value);
}
