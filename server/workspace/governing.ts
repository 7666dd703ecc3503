import { objectAt, stringAt } from '../kubernetes/objects/json.ts';
import type { Workload } from '../kubernetes/objects/workload.ts';
import { type IndexedObject, isWorkload, type ObjectLookup } from './object-index.ts';
import { asService, type IndexedService, type StatefulSetObject } from './service-backing.ts';
import { selectsLabels } from './service-references.ts';

export const statefulSetKind = 'StatefulSet.apps';

/** A StatefulSet of the workspace, for callers that have checked what it is. */
export function asStatefulSet(indexed: IndexedObject): StatefulSetObject | undefined {
	const { typed } = indexed;
	return isWorkload(typed) && typed.kind === 'StatefulSet' ? { indexed, workload: typed } : undefined;
}

/** `serviceName` as written; '' where nothing is. */
export function writtenServiceName({ indexed }: StatefulSetObject): string {
	return stringAt(objectAt(indexed.object.value, 'spec'), 'serviceName') ?? '';
}

/** The Services that a StatefulSet names, in its own namespace; more than one where files repeat it. */
export function governingServices(index: ObjectLookup, set: StatefulSetObject): readonly IndexedService[] {
	const name = set.workload.statefulSet?.serviceName ?? '';
	if (name === '') return [];
	const { namespace } = set.indexed;
	const written = index.find('Service', namespace, writtenServiceName(set));
	const found = written.length > 0 ? written : index.ofKind('Service', namespace);
	return found.flatMap((object) => {
		const service = asService(object);
		const isMeant = written.length > 0 || service?.service.metadata.name === name;
		return service !== undefined && isMeant ? [service] : [];
	});
}

/** True if the Service selects the Pods of the StatefulSet. */
export function coversPodsOf({ service }: IndexedService, { template }: Workload): boolean {
	return selectsLabels(service.spec.selector, template.metadata.labels);
}

/** True for a manifest with a Pod template worth judging: fragments of objects have neither labels nor containers. */
export function isComplete({ template }: Workload): boolean {
	return Object.keys(template.metadata.labels).length > 0 && template.spec.containers.length > 0;
}
