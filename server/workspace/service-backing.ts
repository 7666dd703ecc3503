import { type BackingPods, type DatabaseSign, recogniseDatabase } from '../kubernetes/databases.ts';
import type { PodSpec } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Workload } from '../kubernetes/objects/workload.ts';
import { podSourcesBehind } from './controller-labels.ts';
import { type IndexedObject, isWorkload, type ObjectLookup } from './object-index.ts';

/** A Service of the workspace, for callers that have checked what it is. */
export interface IndexedService {
	readonly indexed: IndexedObject;
	readonly service: Service;
}

export function asService(indexed: IndexedObject): IndexedService | undefined {
	return indexed.typed?.kind === 'Service' ? { indexed, service: indexed.typed } : undefined;
}

/** The workloads and Pods that a Service's selector picks, in the order of the workspace. */
export function backingOf(
	index: ObjectLookup,
	{ indexed, service }: IndexedService,
): readonly IndexedObject[] {
	return podSourcesBehind(index, indexed.namespace, service.spec.selector ?? {});
}

/** The specs of the Pods behind a Service. */
export function podSpecsOf(backing: readonly IndexedObject[]): readonly PodSpec[] {
	return backing.flatMap(({ typed }) => {
		if (typed?.kind === 'Pod') return [typed.spec];
		return isWorkload(typed) ? [typed.template.spec] : [];
	});
}

/** The StatefulSets that name this Service in `serviceName`: their Pods get their names from it. */
export function governedBy(
	index: ObjectLookup,
	{ indexed, service }: IndexedService,
): readonly StatefulSetObject[] {
	return index.ofKind('StatefulSet.apps', indexed.namespace).flatMap((object) => {
		const { typed } = object;
		if (!isWorkload(typed) || typed.statefulSet?.serviceName !== service.metadata.name) return [];
		return [{ indexed: object, workload: typed }];
	});
}

export interface StatefulSetObject {
	readonly indexed: IndexedObject;
	readonly workload: Workload;
}

/** Says whether a database stands behind the Service. */
export function databaseBehind(index: ObjectLookup, service: IndexedService): DatabaseSign | undefined {
	const backing: BackingPods[] = backingOf(index, service).flatMap((object) =>
		podSpecsOf([object]).map((spec) => ({ spec, fromStatefulSet: object.typed?.kind === 'StatefulSet' })),
	);
	const governs =
		governedBy(index, service).length > 0 && !backing.some(({ fromStatefulSet }) => fromStatefulSet);
	const governed = governs
		? governedBy(index, service).map(({ workload }) => ({
				spec: workload.template.spec,
				fromStatefulSet: true,
			}))
		: [];
	return recogniseDatabase(service.service, [...backing, ...governed]);
}
