// Invariant: labels that a controller puts on the Pods it makes stand in no template; only their controllers' names tell.
import { type IndexedObject, isWorkload, type ObjectLookup } from './object-index.ts';

type Selector = Readonly<Record<string, string>>;

/** Labels that the built-in controllers add to their Pods. Source: pkg/apis/apps, pkg/apis/batch types.go. */
const controllerLabels: ReadonlySet<string> = new Set([
	'statefulset.kubernetes.io/pod-name',
	'apps.kubernetes.io/pod-index',
	'controller-revision-hash',
	'pod-template-hash',
	'pod-template-generation',
	'job-name',
	'controller-uid',
	'batch.kubernetes.io/job-name',
	'batch.kubernetes.io/controller-uid',
	'batch.kubernetes.io/job-completion-index',
	'topology.kubernetes.io/zone',
	'topology.kubernetes.io/region',
]);

export function isControllerLabel(key: string): boolean {
	return controllerLabels.has(key);
}

/**
 * The Pods and workloads that a selector picks, labels counted that only running Pods have: a StatefulSet is behind
 * `statefulset.kubernetes.io/pod-name: web-0` if it makes a Pod of that name. Hashes and UIDs are taken to fit.
 */
export function podSourcesBehind(
	index: ObjectLookup,
	namespace: string,
	selector: Selector,
): readonly IndexedObject[] {
	const pairs = Object.entries(selector);
	const added = pairs.filter(([key]) => isControllerLabel(key));
	if (added.length === 0) return index.podSources(namespace, selector);
	const written = pairs.filter(([key]) => !isControllerLabel(key));
	const candidates =
		written.length > 0
			? index.podSources(namespace, Object.fromEntries(written))
			: ['StatefulSet.apps', 'Job.batch'].flatMap((kind) => index.ofKind(kind, namespace));
	return candidates.filter((candidate) => added.every(([key, value]) => mayAdd(candidate, key, value)));
}

function mayAdd({ typed }: IndexedObject, key: string, value: string): boolean {
	if (!isWorkload(typed)) return false;
	const { kind, metadata, statefulSet } = typed;
	switch (key) {
		case 'statefulset.kubernetes.io/pod-name': {
			const ordinal = /^(.*)-(\d+)$/.exec(value);
			return ordinal?.[1] === metadata.name && hasOrdinal(Number(ordinal[2]));
		}
		case 'apps.kubernetes.io/pod-index':
			return hasOrdinal(Number(value));
		case 'job-name':
		case 'batch.kubernetes.io/job-name':
			return kind === 'CronJob' ? value.startsWith(`${metadata.name}-`) : value === metadata.name;
		default:
			return true;
	}

	function hasOrdinal(ordinal: number): boolean {
		const start = statefulSet?.ordinalStart ?? 0;
		const count = isWorkload(typed) ? (typed.replicas ?? 0) : 0;
		return kind === 'StatefulSet' && ordinal >= start && ordinal < start + count;
	}
}
