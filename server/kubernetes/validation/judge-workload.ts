// Invariant: a judge defaults, prepares, validates and warns in the API server's order; status is the cluster's own.

import type { PodObject } from '../decoding/pod-object.ts';
import type {
	CronJobObject,
	DaemonSetObject,
	DeploymentObject,
	JobObject,
	ReplicaSetObject,
	StatefulSetObject,
} from '../decoding/workload-object.ts';
import { applyFixedDefaults } from '../defaulting/fixed-defaults.ts';
import { defaultPod } from '../defaulting/pod.ts';
import {
	defaultCronJob,
	defaultDaemonSet,
	defaultDeployment,
	defaultJob,
	defaultReplicaSet,
	defaultStatefulSet,
	generateJobSelector,
	markUid,
	withTemplateGeneration,
} from '../defaulting/workload.ts';
import type { JsonObject } from '../objects/json.ts';
import { type Cause, forbidden } from './cause.ts';
import { cronJobErrors } from './cronjob.ts';
import { daemonSetErrors } from './daemonset.ts';
import { deploymentErrors, replicaSetErrors } from './deployment.ts';
import { jobErrors } from './job.ts';
import type { DecodedKind, Judge, Judgement } from './judgement.ts';
import { nameIsSubdomain } from './names.ts';
import { metadataErrors } from './object-meta.ts';
import { podSpecErrors } from './pod-spec.ts';
import { nameWarnings, podWarnings } from './pod-warnings.ts';
import { statefulSetErrors } from './statefulset.ts';
import { type Warning, warning } from './warning.ts';

const inPodNames = 'Pod names and hostnames';

/** The decoded object with the fixed defaults, without status, as generation 1. */
function prepare<T extends DecodedKind>(decoded: DecodedKind, definition: string): T {
	const { status: _, ...created } = decoded as DecodedKind & { readonly status?: unknown };
	const filled = applyFixedDefaults(created as unknown as JsonObject, definition);
	const prepared = { ...filled, metadata: { ...created.metadata, generation: 1 } };
	// The defaults keep the shape that the schema gives.
	return prepared as unknown as T;
}

function judged(object: object, causes: readonly Cause[], warnings: () => readonly Warning[]): Judgement {
	return causes.length > 0 ? { causes } : { object, warnings: warnings() };
}

export const judgePod: Judge = (decoded, context) => {
	const pod = defaultPod(prepare<PodObject>(decoded, 'Pod'));
	const causes = [
		...metadataErrors(pod.metadata, nameIsSubdomain, context),
		...podSpecErrors('spec', pod.spec, true, context),
		...((pod.spec.ephemeralContainers ?? []).length > 0
			? [forbidden('spec.ephemeralContainers', 'cannot be set on create')]
			: []),
	];
	return judged({ ...pod, status: { phase: 'Pending' } }, causes, () => [
		...nameWarnings(pod.metadata.name ?? '', "the Pod's hostname"),
		...podWarnings('', pod, context),
	]);
};

export const judgeDeployment: Judge = (decoded, context) => {
	const deployment = defaultDeployment(prepare<DeploymentObject>(decoded, 'Deployment'));
	return judged(deployment, deploymentErrors(deployment, context), () => [
		...nameWarnings(deployment.metadata.name ?? '', inPodNames),
		...podWarnings('spec.template', deployment.spec.template, context),
	]);
};

export const judgeReplicaSet: Judge = (decoded, context) => {
	const replicaSet = defaultReplicaSet(prepare<ReplicaSetObject>(decoded, 'ReplicaSet'));
	return judged(replicaSet, replicaSetErrors(replicaSet, context), () => [
		...nameWarnings(replicaSet.metadata.name ?? '', inPodNames),
		...podWarnings('spec.template', replicaSet.spec.template, context),
	]);
};

export const judgeDaemonSet: Judge = (decoded, context) => {
	const daemonSet = defaultDaemonSet(prepare<DaemonSetObject>(decoded, 'DaemonSet'));
	const stored = withTemplateGeneration(daemonSet, decoded.metadata.annotations);
	return judged(stored, daemonSetErrors(daemonSet, context), () =>
		podWarnings('spec.template', daemonSet.spec.template, context),
	);
};

export const judgeStatefulSet: Judge = (decoded, context) => {
	const statefulSet = defaultStatefulSet(prepare<StatefulSetObject>(decoded, 'StatefulSet'), context);
	return judged(statefulSet, statefulSetErrors(statefulSet, context), () => [
		...podWarnings('spec.template', statefulSet.spec.template, context),
		...((statefulSet.spec.revisionHistoryLimit ?? 0) < 0
			? [
					warning(
						'value',
						'spec.revisionHistoryLimit',
						'a negative value retains all historical revisions; a value >= 0 is recommended',
					),
				]
			: []),
	]);
};

export const judgeJob: Judge = (decoded, context) => {
	const job = generateJobSelector(defaultJob(prepare<JobObject>(decoded, 'Job')));
	return judged(markUid(job), jobErrors(job, context), () => [
		...nameWarnings(job.metadata.name ?? '', inPodNames),
		...podWarnings('spec.template', job.spec.template, context),
	]);
};

export const judgeCronJob: Judge = (decoded, context) => {
	const cronJob = defaultCronJob(prepare<CronJobObject>(decoded, 'CronJob'));
	return judged(cronJob, cronJobErrors(cronJob, context), () => [
		...nameWarnings(cronJob.metadata.name ?? '', inPodNames),
		...podWarnings('spec.jobTemplate.spec.template', cronJob.spec.jobTemplate.spec.template, context),
	]);
};
