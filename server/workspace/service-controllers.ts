import type { WorkloadKind } from '../kubernetes/objects/workload.ts';
import { standTogether } from './neighbourhood.ts';
import { type IndexedObject, isWorkload, type ObjectLookup, podLabelsOf } from './object-index.ts';
import { backingOf, type IndexedService } from './service-backing.ts';

/** The workloads that a Service's selector catches beside it, each once however often files repeat it. */
export interface CaughtWorkloads {
	/** Those whose Pods stay: Deployments, StatefulSets, DaemonSets, ReplicaSets. */
	readonly lasting: readonly IndexedObject[];
	/** Jobs and CronJobs. */
	readonly passing: readonly IndexedObject[];
}

/** More than this no selector catches by mistake. */
const mostSources = 500;

export function caughtBy(index: ObjectLookup, target: IndexedService): CaughtWorkloads {
	const seen = new Set<string>();
	const workloads = backingOf(index, target)
		.slice(0, mostSources)
		.filter((source) => {
			const key = `${source.groupKind} ${source.name}`;
			if (!isWorkload(source.typed) || seen.has(key) || !standTogether(source, target.indexed)) return false;
			seen.add(key);
			return true;
		});
	return {
		lasting: workloads.filter((source) => !isPassing(source)),
		passing: workloads.filter(isPassing),
	};
}

function isPassing({ typed }: IndexedObject): boolean {
	const kinds: readonly (WorkloadKind | 'Pod')[] = ['Job', 'CronJob'];
	return kinds.some((kind) => kind === typed?.kind);
}

/** A pair that all of these carry and none of those, so that a selector with it tells them apart; the plainest first. */
export function tellingPairs(
	these: readonly IndexedObject[],
	those: readonly IndexedObject[],
): readonly (readonly [string, string])[] {
	const [first, ...others] = these.map((source) => podLabelsOf(source) ?? {});
	const excluded = those.map((source) => podLabelsOf(source) ?? {});
	return Object.entries(first ?? {}).filter(
		([key, value]) =>
			others.every((labels) => labels[key] === value) && excluded.every((labels) => labels[key] !== value),
	);
}
