// Invariant: the picture is of a Job while it runs, with as many Pods at once as its parallelism allows.
import type { Workload } from '../../kubernetes/objects/workload.ts';
import type { Assumptions } from '../assumptions.ts';
import { hash32 } from '../hash.ts';
import { firstNode, isHostname, type PlannedPod, planPod } from './planned-pod.ts';
import { unusedName } from './replica-pods.ts';

/**
 * The Pods of a running Job, or of the Job that a CronJob makes when its time comes; none where it is suspended.
 * A terminating Pod is replaced at once (podReplacementPolicy TerminatingOrFailed, the default).
 * Sources: pkg/registry/batch/job/strategy.go generateSelector (labels), pkg/controller/job/job_controller.go manageJob,
 * indexed_job_utils.go podGenerateNameWithIndex, pkg/controller/cronjob/utils.go getJobName.
 */
export function planJobPods(workload: Workload, count: number, assumptions: Assumptions): PlannedPod[] {
	if (workload.suspended === true) return [];
	const { namespace } = workload.metadata;
	const key = `${workload.kind}/${namespace}/${workload.metadata.name}`;
	const name = jobName(workload, key);
	// A Job whose Pods could not have their hostnames is refused.
	if (workload.indexed === true && !isHostname(`${name}-${count}`)) return [];
	const uid = exampleUid(key);
	const first = firstNode(key);
	const names = new Set<string>();
	const plan = (index: number, suffixKey: string, pending: boolean) => {
		const numbered = workload.indexed === true;
		return planPod(
			{
				template: workload.template,
				namespace,
				name: unusedName(numbered ? indexedPrefix(name, index) : `${name}-`, suffixKey, names),
				nodeIndex: first + index,
				pending,
				owner: { kind: 'Job', name, controller: true },
				labels: {
					'batch.kubernetes.io/controller-uid': uid,
					'batch.kubernetes.io/job-name': name,
					'controller-uid': uid,
					'job-name': name,
					...(numbered ? { 'batch.kubernetes.io/job-completion-index': String(index) } : {}),
				},
				...(numbered ? { hostname: `${name}-${index}` } : {}),
			},
			assumptions,
		);
	};
	const pods = Array.from({ length: count }, (_, index) => plan(index, `${key}/${index}`, false));
	const replaced = pods.flatMap(({ pod }, index) =>
		pod.metadata.deletionTimestamp === undefined ? [] : [index],
	);
	return [...pods, ...replaced.map((index) => plan(index, `${key}/${index}/replacement`, true))];
}

/** A CronJob's Jobs end in the minute of their schedule, counted from 1970: here one that its name decides. */
function jobName(workload: Workload, key: string): string {
	if (workload.kind !== 'CronJob') return workload.metadata.name;
	return `${workload.metadata.name}-${29_453_760 + (hash32(key) % 525_600)}`;
}

function indexedPrefix(name: string, index: number): string {
	const appendix = `-${index}-`;
	return `${name.slice(0, 58 - appendix.length)}${appendix}`;
}

function exampleUid(key: string): string {
	const hex = [0, 1, 2, 3].map((part) => hash32(`${part} ${key}`).toString(16).padStart(8, '0')).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
