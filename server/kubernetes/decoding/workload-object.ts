// Invariant: the members are those of the schema that validation reads, so a decoded workload has this shape.
import type { LabelSelectorObject } from '../validation/labels.ts';
import type { MetaObject } from './metadata.ts';
import type { PodObject } from './pod-object.ts';

export interface RollingUpdateObject {
	readonly maxSurge?: number | string;
	readonly maxUnavailable?: number | string;
	readonly partition?: number;
}

export interface UpdateStrategyObject {
	readonly type?: string;
	readonly rollingUpdate?: RollingUpdateObject;
}

export interface DeploymentObject {
	readonly metadata: MetaObject;
	readonly spec: {
		readonly minReadySeconds?: number;
		readonly progressDeadlineSeconds?: number;
		readonly replicas?: number;
		readonly revisionHistoryLimit?: number;
		readonly selector?: LabelSelectorObject;
		readonly strategy?: UpdateStrategyObject;
		readonly template: PodObject;
	};
}

export interface ReplicaSetObject {
	readonly metadata: MetaObject;
	readonly spec: {
		readonly minReadySeconds?: number;
		readonly replicas?: number;
		readonly selector?: LabelSelectorObject;
		readonly template: PodObject;
	};
}

export interface DaemonSetObject {
	readonly metadata: MetaObject;
	readonly spec: {
		readonly minReadySeconds?: number;
		readonly revisionHistoryLimit?: number;
		readonly selector?: LabelSelectorObject;
		readonly template: PodObject;
		readonly updateStrategy?: UpdateStrategyObject;
	};
}

export interface StatefulSetObject {
	readonly metadata: MetaObject;
	readonly spec: {
		readonly minReadySeconds?: number;
		readonly ordinals?: { readonly start?: number };
		readonly persistentVolumeClaimRetentionPolicy?: {
			readonly whenDeleted?: string;
			readonly whenScaled?: string;
		};
		readonly podManagementPolicy?: string;
		readonly replicas?: number;
		readonly revisionHistoryLimit?: number;
		readonly selector?: LabelSelectorObject;
		readonly serviceName?: string;
		readonly template: PodObject;
		readonly updateStrategy?: UpdateStrategyObject;
		readonly volumeClaimTemplates?: readonly { readonly metadata: MetaObject }[];
	};
}

export interface JobSpecObject {
	readonly activeDeadlineSeconds?: number | bigint;
	readonly backoffLimit?: number;
	readonly backoffLimitPerIndex?: number;
	readonly completionMode?: string;
	readonly completions?: number;
	readonly managedBy?: string;
	readonly manualSelector?: boolean;
	readonly maxFailedIndexes?: number;
	readonly parallelism?: number;
	readonly podFailurePolicy?: object;
	readonly podReplacementPolicy?: string;
	readonly selector?: LabelSelectorObject;
	readonly successPolicy?: object;
	readonly suspend?: boolean;
	readonly template: PodObject;
	readonly ttlSecondsAfterFinished?: number;
}

export interface JobObject {
	readonly metadata: MetaObject;
	readonly spec: JobSpecObject;
}

export interface CronJobObject {
	readonly metadata: MetaObject;
	readonly spec: {
		readonly concurrencyPolicy?: string;
		readonly failedJobsHistoryLimit?: number;
		readonly jobTemplate: { readonly metadata: MetaObject; readonly spec: JobSpecObject };
		readonly schedule?: string;
		readonly startingDeadlineSeconds?: number | bigint;
		readonly successfulJobsHistoryLimit?: number;
		readonly suspend?: boolean;
		readonly timeZone?: string;
	};
}
