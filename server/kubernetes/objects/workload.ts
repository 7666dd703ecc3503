import {
	integerAt,
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	type StringMap,
	stringAt,
	stringMapAt,
	stringsAt,
} from './json.ts';
import { type ObjectMeta, readMeta } from './meta.ts';
import { type PodTemplate, readPodTemplate } from './pod.ts';

export type WorkloadKind =
	| 'Deployment'
	| 'ReplicaSet'
	| 'ReplicationController'
	| 'StatefulSet'
	| 'DaemonSet'
	| 'Job'
	| 'CronJob';

/** A controller that makes Pods from a template. The fields that only one kind has are absent on the others. */
export interface Workload {
	readonly kind: WorkloadKind;
	readonly metadata: ObjectMeta;
	/** Desired Pods: `replicas` (1 where nothing is written); a Job's `parallelism`, bounded by its completions. DaemonSets: 1 a node, so absent. */
	readonly replicas?: number;
	readonly selector: LabelSelector;
	readonly template: PodTemplate;
	readonly statefulSet?: StatefulSetIdentity;
	/** True for a Job or CronJob with `suspend: true`: it makes no Pods. */
	readonly suspended?: boolean;
	/** True for a Job (or a CronJob's) with `completionMode: Indexed`: its Pods have numbers. */
	readonly indexed?: boolean;
}

export interface StatefulSetIdentity {
	/** '' where nothing is written. */
	readonly serviceName: string;
	readonly ordinalStart: number;
	/** OrderedReady where nothing is written. */
	readonly podManagementPolicy: string;
}

export interface LabelSelector {
	readonly matchLabels: StringMap;
	readonly matchExpressions: readonly LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
	readonly key: string;
	readonly operator: string;
	readonly values: readonly string[];
}

const workloadKinds: ReadonlyMap<string, readonly [apiVersions: RegExp, kind: WorkloadKind]> = new Map([
	['Deployment', [/^apps\//, 'Deployment']],
	['ReplicaSet', [/^apps\//, 'ReplicaSet']],
	['StatefulSet', [/^apps\//, 'StatefulSet']],
	['DaemonSet', [/^apps\//, 'DaemonSet']],
	['Job', [/^batch\//, 'Job']],
	['CronJob', [/^batch\//, 'CronJob']],
	['ReplicationController', [/^v1$/, 'ReplicationController']],
]);

/** The workload kind that apiVersion and kind name together, or undefined (a custom resource may reuse a kind's name). */
export function workloadKindOf(apiVersion: string, kind: string): WorkloadKind | undefined {
	const entry = workloadKinds.get(kind);
	return entry?.[0].test(apiVersion) ? entry[1] : undefined;
}

export function readWorkload(
	kind: WorkloadKind,
	value: JsonValue | undefined,
	defaultNamespace: string,
): Workload {
	const spec = objectAt(value, 'spec');
	// A CronJob's Pods come from the Job that it makes.
	const podSpecParent = kind === 'CronJob' ? objectAt(objectAt(spec, 'jobTemplate'), 'spec') : spec;
	const replicas = desiredPods(kind, podSpecParent);
	return {
		kind,
		metadata: readMeta(value, defaultNamespace),
		selector: readSelector(kind, podSpecParent),
		template: readPodTemplate(podSpecParent.template),
		...(replicas === undefined ? {} : { replicas }),
		...(kind === 'StatefulSet' ? { statefulSet: readStatefulSetIdentity(spec) } : {}),
		...(kind === 'Job' || kind === 'CronJob' ? readJobFields(spec, podSpecParent) : {}),
	};
}

function readJobFields(spec: JsonObject, jobSpec: JsonObject): Pick<Workload, 'suspended' | 'indexed'> {
	return {
		...(spec.suspend === true || jobSpec.suspend === true ? { suspended: true } : {}),
		...(jobSpec.completionMode === 'Indexed' ? { indexed: true } : {}),
	};
}

function desiredPods(kind: WorkloadKind, spec: JsonObject): number | undefined {
	if (kind === 'DaemonSet') return undefined;
	if (kind === 'Job' || kind === 'CronJob') {
		const parallelism = integerAt(spec, 'parallelism') ?? 1;
		const completions = integerAt(spec, 'completions');
		return Math.max(0, Math.min(parallelism, completions ?? parallelism));
	}
	return Math.max(0, integerAt(spec, 'replicas') ?? 1);
}

function readStatefulSetIdentity(spec: JsonObject): StatefulSetIdentity {
	return {
		serviceName: stringAt(spec, 'serviceName') ?? '',
		ordinalStart: integerAt(objectAt(spec, 'ordinals'), 'start') ?? 0,
		podManagementPolicy: stringAt(spec, 'podManagementPolicy') || 'OrderedReady',
	};
}

function readSelector(kind: WorkloadKind, spec: JsonObject): LabelSelector {
	// A ReplicationController's selector is a plain mapping, as a Service's is.
	if (kind === 'ReplicationController') {
		return { matchLabels: stringMapAt(spec, 'selector') ?? {}, matchExpressions: [] };
	}
	const selector = spec.selector;
	if (!isObject(selector)) return { matchLabels: {}, matchExpressions: [] };
	return {
		matchLabels: stringMapAt(selector, 'matchLabels') ?? {},
		matchExpressions: objectsAt(selector, 'matchExpressions').map((requirement) => ({
			key: stringAt(requirement, 'key') ?? '',
			operator: stringAt(requirement, 'operator') ?? '',
			values: stringsAt(requirement, 'values'),
		})),
	};
}
