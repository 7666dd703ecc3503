// Invariant: one row a field that the API server never lets an update change.
import type { RuledKind } from '../decoding/kind.ts';
import { isObject, type JsonObject, type JsonValue, objectAt, stringAt } from '../objects/json.ts';
import { type Cause, forbidden, invalid, typed } from '../validation/cause.ts';
import { type AdmissionContext, has } from '../validation/context.ts';
import { selectorValue } from '../validation/workload-template.ts';
import { deepEqual } from './merge-list.ts';

const immutable = 'field is immutable';

/**
 * Fields of `spec` that stay as they were created. Sources: pkg/apis/apps/validation/validation.go
 * (ValidateDeploymentUpdate and its siblings), pkg/apis/batch/validation/validation.go (ValidateJobSpecUpdate).
 */
const specFields: Readonly<Partial<Record<RuledKind, readonly string[]>>> = {
	DaemonSet: ['selector'],
	Deployment: ['selector'],
	Job: [
		'selector',
		'template',
		'completionMode',
		'podFailurePolicy',
		'backoffLimitPerIndex',
		'managedBy',
		'successPolicy',
	],
	ReplicaSet: ['selector'],
	StatefulSet: ['selector', 'volumeClaimTemplates', 'serviceName', 'podManagementPolicy'],
};

/** What a StatefulSet's update may change; before v1.37 any other change is one single cause. */
const mutableStatefulSetFields = [
	'replicas',
	'ordinals',
	'template',
	'updateStrategy',
	'revisionHistoryLimit',
	'persistentVolumeClaimRetentionPolicy',
	'minReadySeconds',
];

/** The fields of `spec` that an update of this kind may not change. */
export function immutableFieldsOf(kind: RuledKind): readonly string[] {
	return specFields[kind] ?? [];
}

/**
 * Why the change from one object to another is rejected. `changed` are those of the kind's immutable fields that differ,
 * defaults included.
 */
export function immutableFieldErrors(
	kind: RuledKind,
	after: JsonObject,
	before: JsonObject,
	changed: readonly string[],
	context: AdmissionContext,
): Cause[] {
	if (kind === 'EndpointSlice') return addressTypeErrors(after, before, context);
	if (kind === 'Pod') return podErrors(after, before);
	const newSpec = isObject(after.spec) ? after.spec : {};
	const oldSpec = isObject(before.spec) ? before.spec : {};
	if (kind === 'StatefulSet' && !has(context, 'statefulSetFieldErrors')) {
		return changed.length > 0 ? [statefulSetError()] : [];
	}
	const fixed =
		kind === 'Job' && oldSpec.suspend === true ? changed.filter((field) => field !== 'template') : changed;
	const causes = fixed.map((field) => {
		const value = newSpec[field];
		const isSelector = field === 'selector' && isObject(value);
		return invalid(`spec.${field}`, isSelector ? selectorValue(value) : shown(value), immutable);
	});
	if (kind !== 'Job') return causes;
	return [...causes, ...suspendedTemplateErrors(newSpec, oldSpec), ...completionsErrors(newSpec, oldSpec)];
}

function shown(value: JsonValue | undefined) {
	return typeof value === 'string' ? value : typed(value ?? null);
}

function addressTypeErrors(after: JsonObject, before: JsonObject, context: AdmissionContext): Cause[] {
	const addressType = stringAt(after, 'addressType') ?? '';
	if (addressType === (stringAt(before, 'addressType') ?? '')) return [];
	// Declarative validation does not show the value (apimachinery pkg/api/validate/immutable.go).
	const value = has(context, 'statefulSetFieldErrors') ? typed(null) : addressType;
	return [invalid('addressType', value, immutable)];
}

function statefulSetError(): Cause {
	const names = mutableStatefulSetFields.map((field) => `'${field}'`);
	const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
	return forbidden('spec', `updates to statefulset spec for fields other than ${list} are forbidden`);
}

/** What may still change while a Job is suspended: where its Pods may run, and what they may use. */
const mutableWhileSuspended = ['affinity', 'nodeSelector', 'tolerations', 'schedulingGates'];

/** Source: pkg/apis/batch/validation/validation.go validatePodTemplateUpdate. */
function suspendedTemplateErrors(after: JsonObject, before: JsonObject): Cause[] {
	if (before.suspend !== true) return [];
	const fixedPart = (spec: JsonObject) => {
		const podSpec = objectAt(objectAt(spec, 'template'), 'spec');
		const containers = itemsOf(podSpec.containers).map((item) =>
			isObject(item) ? { ...item, resources: {} } : item,
		);
		const kept = Object.entries(podSpec).filter(([key]) => !mutableWhileSuspended.includes(key));
		return { ...Object.fromEntries(kept), containers };
	};
	if (deepEqual(fixedPart(after), fixedPart(before))) return [];
	const value = objectAt(objectAt(after, 'template'), 'spec');
	return [invalid('spec.template.spec', typed(value), immutable)];
}

/** An Indexed Job may change its completions together with its parallelism. */
function completionsErrors(after: JsonObject, before: JsonObject): Cause[] {
	if (deepEqual(after.completions, before.completions)) return [];
	const value = after.completions;
	if (after.completionMode !== 'Indexed') return [invalid('spec.completions', shown(value), immutable)];
	if (value === undefined || value === after.parallelism) return [];
	return [invalid('spec.completions', shown(value), 'can only be modified in tandem with spec.parallelism')];
}

const mutablePodFields = [
	'`spec.containers[*].image`',
	'`spec.initContainers[*].image`',
	'`spec.activeDeadlineSeconds`',
	'`spec.tolerations` (only additions to existing tolerations)',
	'`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** Source: pkg/apis/core/validation/validation.go ValidatePodUpdate; without the difference that it prints. */
function podErrors(after: JsonObject, before: JsonObject): Cause[] {
	const newSpec = isObject(after.spec) ? after.spec : {};
	const oldSpec = isObject(before.spec) ? before.spec : {};
	for (const field of ['containers', 'initContainers']) {
		if (itemsOf(newSpec[field]).length !== itemsOf(oldSpec[field]).length) {
			return [forbidden(`spec.${field}`, 'pod updates may not add or remove containers')];
		}
	}
	const deadline = deadlineErrors(newSpec.activeDeadlineSeconds, oldSpec.activeDeadlineSeconds);
	const same = deepEqual(withoutMutable(newSpec), withoutMutable(oldSpec));
	const detail = `pod updates may not change fields other than ${mutablePodFields.join(',')}`;
	return [
		...deadline,
		...addedTolerationErrors(newSpec, oldSpec),
		...(same ? [] : [forbidden('spec', detail)]),
	];
}

function deadlineErrors(after: JsonValue | undefined, before: JsonValue | undefined): Cause[] {
	if (typeof before !== 'number') return [];
	const field = 'spec.activeDeadlineSeconds';
	if (typeof after !== 'number') {
		return [invalid(field, typed(null), 'must not update from a positive integer to nil value')];
	}
	return after > before ? [invalid(field, after, 'must be less than or equal to previous value')] : [];
}

function addedTolerationErrors(after: JsonObject, before: JsonObject): Cause[] {
	const kept = itemsOf(after.tolerations);
	const lost = itemsOf(before.tolerations).some((item) => !kept.some((other) => deepEqual(item, other)));
	const detail = 'existing toleration can not be modified except its tolerationSeconds';
	return lost ? [forbidden('spec.tolerations', detail)] : [];
}

function withoutMutable(spec: JsonObject): JsonObject {
	const { activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, ...rest } = spec;
	const containers = (key: string) =>
		itemsOf(spec[key]).map((item) => (isObject(item) ? { ...item, image: '' } : item));
	return { ...rest, containers: containers('containers'), initContainers: containers('initContainers') };
}

function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
	return Array.isArray(value) ? value : [];
}
