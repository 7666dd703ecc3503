// Invariant: a merged object is judged as a new one is, then for what an update may not change; what the API server
// generates at creation is taken out before and put back after.
import { type Accepted, admit, type Undecodable } from '../admit.ts';
import { decodeObject } from '../decoding/decode-object.ts';
import type { RuledKind } from '../decoding/kind.ts';
import { encodeObject } from '../defaulting/encode-object.ts';
import { exampleUid } from '../defaulting/workload.ts';
import { isObject, type JsonObject, objectAt, stringAt } from '../objects/json.ts';
import type { Cause } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';
import { immutableFieldErrors, immutableFieldsOf } from './immutable-fields.ts';
import { deepEqual } from './merge-list.ts';

export type UpdateJudgement =
	| (Accepted & { readonly causes?: undefined })
	| (Undecodable & { readonly causes?: undefined })
	| { readonly causes: readonly Cause[] };

/** What the API server answers to the change of a running object (`before`, as stored) into `merged`. */
export function judgeUpdate(
	kind: RuledKind,
	merged: JsonObject,
	before: JsonObject,
	context: AdmissionContext,
): UpdateJudgement {
	const { status: _, ...written } = kind === 'Job' ? withoutGenerated(merged) : merged;
	const verdict = admit(written, [], context);
	if (!verdict.accepted && verdict.code !== 422) return verdict;
	const causes = verdict.accepted ? [] : excused(kind, verdict.causes, merged, before, context);
	const isSame = (field: string) =>
		isSameField(kind, field, verdict.accepted ? verdict.object : written, before, context);
	const changed = immutableFieldsOf(kind).filter((field) => !isSame(field));
	causes.push(
		...immutableFieldErrors(kind, verdict.accepted ? verdict.object : merged, before, changed, context),
	);
	if (causes.length > 0) return { causes: unique(causes.map(withMarkedUid)) };
	const object = verdict.accepted ? verdict.object : merged;
	const warnings = verdict.accepted ? verdict.warnings : [];
	return {
		accepted: true,
		object: countGeneration(kind, withLabels(kind, object, merged), before),
		warnings,
	};
}

/** Endpoints that nobody touched are not judged again (pkg/apis/discovery/validation ValidateEndpointSlice). */
function excused(
	kind: RuledKind,
	causes: readonly Cause[],
	merged: JsonObject,
	before: JsonObject,
	context: AdmissionContext,
): Cause[] {
	if (kind !== 'EndpointSlice') return [...causes];
	const { value } = decodeObject(merged, kind, context.kubernetesVersion);
	if (!deepEqual(encodeObject(value, kind).endpoints, before.endpoints)) return [...causes];
	return causes.filter(({ field }) => !field.startsWith('endpoints'));
}

/**
 * True if the field is as it was, defaults included. Where the new object is rejected for something else, its field is
 * judged in the place of the running object's.
 */
function isSameField(
	kind: RuledKind,
	field: string,
	after: JsonObject,
	before: JsonObject,
	context: AdmissionContext,
): boolean {
	const old = objectAt(before, 'spec')[field];
	const value = objectAt(after, 'spec')[field];
	if (deepEqual(value, old)) return true;
	const { status: _, ...running } = kind === 'Job' ? withoutGenerated(before) : before;
	const carrier = { ...running, spec: { ...objectAt(running, 'spec'), [field]: value } };
	const verdict = admit(carrier, [], context);
	return verdict.accepted && deepEqual(objectAt(verdict.object, 'spec')[field], old);
}

const generatedLabels = [
	'batch.kubernetes.io/controller-uid',
	'batch.kubernetes.io/job-name',
	'controller-uid',
	'job-name',
];

/** A Job without the selector and labels that were generated for it (pkg/registry/batch/job/strategy.go). */
function withoutGenerated(job: JsonObject): JsonObject {
	const spec = objectAt(job, 'spec');
	if (spec.manualSelector === true) return withExampleUid(job);
	const { selector: _, ...rest } = spec;
	const template = objectAt(spec, 'template');
	return {
		...job,
		metadata: withoutLabels(objectAt(job, 'metadata')),
		spec: {
			...rest,
			template: { ...template, metadata: withoutLabels(objectAt(template, 'metadata')) },
		},
	};
}

/** The uid that the Job got is a label's value like any other to whoever writes the selector. */
function withExampleUid(job: JsonObject): JsonObject {
	const spec = objectAt(job, 'spec');
	const template = objectAt(spec, 'template');
	const unmarked = (parent: JsonObject, key: string): JsonObject => {
		const labels = parent[key];
		if (!isObject(labels)) return parent;
		const entries = Object.entries(labels).map(([name, value]) => [
			name,
			value === '<allocated>' ? exampleUid : value,
		]);
		return { ...parent, [key]: Object.fromEntries(entries) };
	};
	const selector = unmarked(objectAt(spec, 'selector'), 'matchLabels');
	return {
		...job,
		metadata: unmarked(objectAt(job, 'metadata'), 'labels'),
		spec: {
			...spec,
			...(isObject(spec.selector) ? { selector } : {}),
			template: { ...template, metadata: unmarked(objectAt(template, 'metadata'), 'labels') },
		},
	};
}

function withoutLabels(metadata: JsonObject): JsonObject {
	if (!isObject(metadata.labels)) return metadata;
	const kept = Object.entries(metadata.labels).filter(([key]) => !generatedLabels.includes(key));
	return { ...metadata, labels: Object.fromEntries(kept) };
}

/** A Job takes labels over from its template when it is created, not later. */
function withLabels(kind: RuledKind, object: JsonObject, merged: JsonObject): JsonObject {
	if (kind !== 'Job') return object;
	const { labels: _, ...metadata } = objectAt(object, 'metadata');
	const { labels } = objectAt(merged, 'metadata');
	return { ...object, metadata: { ...metadata, ...(labels === undefined ? {} : { labels }) } };
}

const templateGeneration = 'deprecated.daemonset.template.generation';

/** Generations grow with the spec; a DaemonSet counts its template's too (pkg/registry/apps/daemonset/strategy.go). */
function countGeneration(kind: RuledKind, object: JsonObject, before: JsonObject): JsonObject {
	const metadata = objectAt(object, 'metadata');
	const old = objectAt(before, 'metadata');
	const changed =
		!deepEqual(objectAt(object, 'spec'), objectAt(before, 'spec')) || countsMore(kind, object, before);
	const generation = Number(old.generation ?? 0) + (changed ? 1 : 0);
	const counted = generation === 0 ? metadata : { ...metadata, generation };
	if (kind !== 'DaemonSet') return { ...object, metadata: counted };
	const annotations = objectAt(metadata, 'annotations');
	const known = Number(stringAt(objectAt(old, 'annotations'), templateGeneration) ?? 1);
	const sameTemplate = deepEqual(objectAt(object, 'spec').template, objectAt(before, 'spec').template);
	const next = String(known + (sameTemplate ? 0 : 1));
	return {
		...object,
		metadata: { ...counted, annotations: { ...annotations, [templateGeneration]: next } },
	};
}

/** A Deployment counts its annotations (the last applied configuration is one), an EndpointSlice all but its metadata. */
function countsMore(kind: RuledKind, object: JsonObject, before: JsonObject): boolean {
	if (kind === 'Deployment') return true;
	if (kind !== 'EndpointSlice') return false;
	const { metadata: _, ...after } = object;
	const { metadata: __, ...old } = before;
	return (
		!deepEqual(after, old) ||
		!deepEqual(objectAt(object, 'metadata').labels, objectAt(before, 'metadata').labels)
	);
}

function withMarkedUid(cause: Cause): Cause {
	return { ...cause, message: cause.message.replaceAll(exampleUid, '<allocated>') };
}

function unique(causes: readonly Cause[]): Cause[] {
	const seen = new Set<string>();
	return causes.filter(({ field, message }) => {
		const key = `${field}\n${message}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}
