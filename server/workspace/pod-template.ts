import { isObject, type JsonObject } from '../kubernetes/objects/json.ts';
import { workloadKindOf } from '../kubernetes/objects/workload.ts';
import type { PathStep } from '../manifest/path.ts';
import type { ManifestObject } from './manifest-object.ts';

/** Where an object's Pod spec stands: `spec` of a Pod, `spec.template.spec` of a workload. Undefined for other kinds. */
export function podSpecPath({ apiVersion, kind }: ManifestObject): readonly PathStep[] | undefined {
	if (apiVersion === 'v1' && kind === 'Pod') return ['spec'];
	const workload = workloadKindOf(apiVersion, kind);
	if (workload === undefined) return undefined;
	if (workload === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
	return ['spec', 'template', 'spec'];
}

/** The Pod spec as written; undefined where the object has none. */
export function writtenPodSpec(object: ManifestObject): JsonObject | undefined {
	let value: JsonObject[string] = object.value;
	for (const step of podSpecPath(object) ?? [undefined])
		value = isObject(value) && step !== undefined ? value[step] : undefined;
	return isObject(value) ? value : undefined;
}

/** The groupKinds that run Pods: Pods themselves and the workloads that make them. */
export const podGroupKinds: readonly string[] = [
	'Pod',
	'Deployment.apps',
	'StatefulSet.apps',
	'DaemonSet.apps',
	'ReplicaSet.apps',
	'ReplicationController',
	'Job.batch',
	'CronJob.batch',
];
