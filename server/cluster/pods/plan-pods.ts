// Invariant: the work is bounded whatever number of replicas a manifest asks for.
import type { Pod } from '../../kubernetes/objects/pod.ts';
import type { Workload } from '../../kubernetes/objects/workload.ts';
import type { Assumptions } from '../assumptions.ts';
import { planDaemonPods } from './daemon-pods.ts';
import { planJobPods } from './job-pods.ts';
import { firstNode, isRefused, type PlannedPod, planPod } from './planned-pod.ts';
import { planReplicaPods } from './replica-pods.ts';
import { planStatefulPods } from './stateful-pods.ts';

/** What makes Pods: a workload, or a Pod that somebody wrote by hand. */
export type PodSource = Workload | Pod;

/** The Pods of one workload that are simulated at most; a slip of the finger must not stop the editor. */
export const maximumReplicas = 5000;

/** The Pods that the controllers make of one object, without addresses. */
export function planPods(source: PodSource, assumptions: Assumptions): readonly PlannedPod[] {
	if (source.kind === 'Pod') return [planBarePod(source, assumptions)];
	if (isRefused(source.template.spec)) return [];
	const count = replicasOf(source, assumptions);
	switch (source.kind) {
		case 'StatefulSet':
			return planStatefulPods(source, count, assumptions);
		case 'DaemonSet':
			return planDaemonPods(source, assumptions);
		case 'Job':
		case 'CronJob':
			return planJobPods(source, count, assumptions);
		default:
			return planReplicaPods(source, count, assumptions);
	}
}

function replicasOf(workload: Workload, assumptions: Assumptions): number {
	const { namespace, name } = workload.metadata;
	const assumed = assumptions.replicas.get(`${workload.kind}/${namespace}/${name}`);
	return Math.min(Math.max(0, Math.trunc(assumed ?? workload.replicas ?? 1)), maximumReplicas);
}

/** The API server drops a status that a manifest has, so the Pod runs like any other. */
function planBarePod(pod: Pod, assumptions: Assumptions): PlannedPod {
	const { namespace, name } = pod.metadata;
	return planPod(
		{
			template: pod,
			namespace,
			name,
			nodeIndex: firstNode(`Pod/${namespace}/${name}`),
		},
		assumptions,
	);
}
