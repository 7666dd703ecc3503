// Invariant: Pod n of a workload has the same name however many there are.
import type { Workload } from '../../kubernetes/objects/workload.ts';
import type { Assumptions } from '../assumptions.ts';
import { generatedName, templateHash } from '../hash.ts';
import { firstNode, type PlannedPod, planPod } from './planned-pod.ts';

/**
 * The Pods of a Deployment, ReplicaSet or ReplicationController. A Pod that has been told to end no longer counts, so
 * another is created at once (pkg/controller/replicaset/replica_set.go syncReplicaSet, controller.FilterActivePods); it
 * has no address yet. A Deployment's pod-template-hash is made from its name: editing the template keeps the Pods' names.
 */
export function planReplicaPods(workload: Workload, count: number, assumptions: Assumptions): PlannedPod[] {
	const { namespace, name } = workload.metadata;
	const key = `${workload.kind}/${namespace}/${name}`;
	const hash = workload.kind === 'Deployment' ? templateHash(key) : undefined;
	const owner = hash === undefined ? name : `${name}-${hash}`;
	const first = firstNode(key);
	const names = new Set<string>();
	const plan = (suffixKey: string, nodeIndex: number, pending: boolean) => {
		const podName = unusedName(`${owner}-`, suffixKey, names);
		return planPod(
			{
				template: workload.template,
				namespace,
				name: podName,
				nodeIndex,
				pending,
				owner: {
					kind: workload.kind === 'Deployment' ? 'ReplicaSet' : workload.kind,
					name: owner,
					controller: true,
				},
				...(hash === undefined ? {} : { labels: { 'pod-template-hash': hash } }),
			},
			assumptions,
		);
	};
	const pods = Array.from({ length: count }, (_, index) => plan(`${key}/${index}`, first + index, false));
	const replaced = pods.flatMap(({ pod }, index) =>
		pod.metadata.deletionTimestamp === undefined ? [] : [index],
	);
	return [...pods, ...replaced.map((index) => plan(`${key}/${index}/replacement`, first + index, true))];
}

/** A generated name that no sibling has; the first of two siblings keeps its own. */
export function unusedName(prefix: string, key: string, names: Set<string>): string {
	let name = generatedName(prefix, key);
	for (let again = 1; names.has(name); again++) name = generatedName(prefix, `${key}/again/${again}`);
	names.add(name);
	return name;
}
