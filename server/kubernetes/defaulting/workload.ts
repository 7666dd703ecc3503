// Sources: pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go, pkg/registry/batch/job/strategy.go (generateSelector).
import type {
	CronJobObject,
	DaemonSetObject,
	DeploymentObject,
	JobObject,
	JobSpecObject,
	ReplicaSetObject,
	StatefulSetObject,
	UpdateStrategyObject,
} from '../decoding/workload-object.ts';
import { type AdmissionContext, has } from '../validation/context.ts';
import type { StringMap } from '../validation/labels.ts';
import { hasGeneratedName } from './metadata.ts';

export function defaultDeployment(deployment: DeploymentObject): DeploymentObject {
	const { spec } = deployment;
	return {
		...deployment,
		spec: {
			...spec,
			replicas: spec.replicas ?? 1,
			strategy: rolling(spec.strategy, { maxSurge: '25%', maxUnavailable: '25%' }),
			revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
			progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
		},
	};
}

/** What used to be a field of the spec is read from and written to an annotation (pkg/apis/apps/v1/conversion.go). */
const templateGeneration = 'deprecated.daemonset.template.generation';

/** The DaemonSet as stored. The annotation is added after validation, so it does not count against its limit. */
export function withTemplateGeneration(daemonSet: DaemonSetObject, written: StringMap = {}): object {
	const { metadata } = daemonSet;
	const generation = String(Math.max(1, Number(written[templateGeneration] ?? 1) || 1));
	const annotations = { ...metadata.annotations, [templateGeneration]: generation };
	return { ...daemonSet, metadata: { ...metadata, annotations } };
}

export function defaultDaemonSet(daemonSet: DaemonSetObject): DaemonSetObject {
	const { spec, metadata } = daemonSet;
	const { [templateGeneration]: _, ...annotations } = metadata.annotations ?? {};
	return {
		...daemonSet,
		metadata: metadata.annotations === undefined ? metadata : { ...metadata, annotations },
		spec: {
			...spec,
			updateStrategy: rollingDaemons(spec.updateStrategy),
			revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
		},
	};
}

/** Limits that another type does not use are stored too: the API server's own types hold no limit as 0. */
function rollingDaemons(strategy: UpdateStrategyObject | undefined): UpdateStrategyObject {
	const defaulted = rolling(strategy, { maxSurge: 0, maxUnavailable: 1 });
	const { rollingUpdate } = defaulted;
	if (rollingUpdate === undefined) return defaulted;
	return { ...defaulted, rollingUpdate: { maxSurge: 0, maxUnavailable: 0, ...rollingUpdate } };
}

function rolling(
	strategy: UpdateStrategyObject | undefined,
	limits: { readonly maxSurge: number | string; readonly maxUnavailable: number | string },
): UpdateStrategyObject {
	const type = strategy?.type || 'RollingUpdate';
	if (type !== 'RollingUpdate') return { ...strategy, type };
	return { ...strategy, type, rollingUpdate: { ...limits, ...strategy?.rollingUpdate } };
}

export function defaultReplicaSet(replicaSet: ReplicaSetObject): ReplicaSetObject {
	const { spec } = replicaSet;
	return { ...replicaSet, spec: { ...spec, replicas: spec.replicas ?? 1 } };
}

export function defaultStatefulSet(
	statefulSet: StatefulSetObject,
	context: AdmissionContext,
): StatefulSetObject {
	const { spec } = statefulSet;
	const retention = spec.persistentVolumeClaimRetentionPolicy;
	return {
		...statefulSet,
		spec: {
			...spec,
			podManagementPolicy: spec.podManagementPolicy || 'OrderedReady',
			updateStrategy: statefulStrategy(spec.updateStrategy, context),
			persistentVolumeClaimRetentionPolicy: {
				whenDeleted: retention?.whenDeleted || 'Retain',
				whenScaled: retention?.whenScaled || 'Retain',
			},
			replicas: spec.replicas ?? 1,
			revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
			...(spec.volumeClaimTemplates === undefined
				? {}
				: {
						volumeClaimTemplates: spec.volumeClaimTemplates.map((template) => ({
							...template,
							apiVersion: 'v1',
							kind: 'PersistentVolumeClaim',
						})),
					}),
		},
	};
}

/** A rollingUpdate is only made up where no type is written either. */
function statefulStrategy(
	strategy: UpdateStrategyObject | undefined,
	context: AdmissionContext,
): UpdateStrategyObject {
	const type = strategy?.type || 'RollingUpdate';
	const written = strategy?.rollingUpdate ?? (strategy?.type ? undefined : {});
	if (type !== 'RollingUpdate' || written === undefined) return { ...strategy, type };
	const { maxUnavailable, ...others } = written;
	const limit = has(context, 'statefulSetMaxUnavailable') ? { maxUnavailable: maxUnavailable ?? 1 } : {};
	return { ...strategy, type, rollingUpdate: { ...others, ...limit, partition: written.partition ?? 0 } };
}

/** Stands for the uid that the API server gives the Job. */
export const exampleUid = '00000000-0000-4000-8000-000000000000';

export function defaultJob(job: JobObject): JobObject {
	const { spec, metadata } = job;
	const { completions, parallelism } = spec;
	const templateLabels = spec.template.metadata.labels;
	const labelled = Object.keys(metadata.labels ?? {}).length > 0 || templateLabels === undefined;
	const defaulted: JobSpecObject = {
		...spec,
		...(completions === undefined && parallelism === undefined ? { completions: 1 } : {}),
		parallelism: parallelism ?? 1,
		backoffLimit: spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? 6 : 2147483647),
		completionMode: spec.completionMode ?? 'NonIndexed',
		suspend: spec.suspend ?? false,
		podReplacementPolicy:
			spec.podReplacementPolicy ?? (spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed'),
		manualSelector: spec.manualSelector ?? false,
	};
	const labels = labelled ? {} : { labels: templateLabels };
	return { ...job, metadata: { ...metadata, ...labels }, spec: defaulted };
}

/** Unless the selector is the user's own business, the Job gets one for its uid and the template the labels for it. */
export function generateJobSelector(job: JobObject): JobObject {
	const { spec, metadata } = job;
	if (spec.manualSelector === true) return job;
	const name = metadata.name ?? '';
	const generated = {
		'job-name': name,
		'batch.kubernetes.io/job-name': name,
		'controller-uid': exampleUid,
		'batch.kubernetes.io/controller-uid': exampleUid,
	};
	const template = spec.template.metadata;
	const labels = { ...generated, ...template.labels };
	// Labels that the Job took over from its template are one map in the API server: what is added appears in both. To
	// generate a name it works on a copy (apiserver pkg/registry/generic/registry/store.go createWithGenerateNameRetry).
	const shared =
		template.labels !== undefined && metadata.labels === template.labels && !hasGeneratedName(metadata);
	return {
		...job,
		metadata: shared ? { ...metadata, labels } : metadata,
		spec: {
			...spec,
			selector: {
				...spec.selector,
				matchLabels: {
					'batch.kubernetes.io/controller-uid': exampleUid,
					...spec.selector?.matchLabels,
				},
			},
			template: {
				...spec.template,
				metadata: { ...template, labels },
			},
		},
	};
}

/** The Job as stored: a mark stands for its uid. */
export function markUid(job: JobObject): object {
	const mark = (labels: StringMap | undefined) =>
		labels === undefined
			? {}
			: {
					labels: Object.fromEntries(
						Object.entries(labels).map(([key, value]) => [key, value === exampleUid ? '<allocated>' : value]),
					),
				};
	const { metadata, spec } = job;
	const template = spec.template.metadata;
	// Reading it back fills in the defaults once more, so labels that were generated for the template count too.
	const own = Object.keys(metadata.labels ?? {}).length > 0 ? metadata.labels : template.labels;
	const { matchLabels, ...selector } = spec.selector ?? {};
	return {
		...job,
		metadata: { ...metadata, ...mark(own) },
		spec: {
			...spec,
			...(spec.selector === undefined
				? {}
				: { selector: { ...selector, matchLabels: mark(matchLabels).labels } }),
			template: { ...spec.template, metadata: { ...template, ...mark(template.labels) } },
		},
	};
}

export function defaultCronJob(cronJob: CronJobObject): CronJobObject {
	const { spec } = cronJob;
	return {
		...cronJob,
		spec: {
			...spec,
			concurrencyPolicy: spec.concurrencyPolicy || 'Allow',
			suspend: spec.suspend ?? false,
			successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit ?? 3,
			failedJobsHistoryLimit: spec.failedJobsHistoryLimit ?? 1,
		},
	};
}
