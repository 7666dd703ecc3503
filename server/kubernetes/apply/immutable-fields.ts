// Invariant: one row a field that the API server never lets an update change.
import type { RuledKind } from '../decoding/kind.ts';
import { isObject, type JsonObject, type JsonValue, stringAt } from '../objects/json.ts';
import { type Cause, forbidden, invalid, typed } from '../validation/cause.ts';
import { type AdmissionContext, has } from '../validation/context.ts';
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

/** Why the change from one stored object to another is rejected; both have their defaults. */
export function immutableFieldErrors(
	kind: RuledKind,
	after: JsonObject,
	before: JsonObject,
	context: AdmissionContext,
): Cause[] {
	if (kind === 'EndpointSlice') return addressTypeErrors(after, before, context);
	if (kind === 'Pod') return podErrors(after, before);
	const newSpec = isObject(after.spec) ? after.spec : {};
	const oldSpec = isObject(before.spec) ? before.spec : {};
	if (kind === 'StatefulSet' && !has(context, 'statefulSetFieldErrors')) {
		return statefulSetErrors(newSpec, oldSpec);
	}
	const changed = (specFields[kind] ?? []).filter((field) => !deepEqual(newSpec[field], oldSpec[field]));
	const causes = changed.map((field) => invalid(`spec.${field}`, shown(newSpec[field]), immutable));
	return kind === 'Job' ? [...causes, ...completionsErrors(newSpec, oldSpec)] : causes;
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

function statefulSetErrors(after: JsonObject, before: JsonObject): Cause[] {
	const fields = new Set([...Object.keys(after), ...Object.keys(before)]);
	for (const field of mutableStatefulSetFields) fields.delete(field);
	if ([...fields].every((field) => deepEqual(after[field], before[field]))) return [];
	const names = mutableStatefulSetFields.map((field) => `'${field}'`);
	const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
	return [forbidden('spec', `updates to statefulset spec for fields other than ${list} are forbidden`)];
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
