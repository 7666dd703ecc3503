// Invariant: any two values get a verdict, never an exception. What is rejected leaves the running object as it was.
import { type Accepted, admit, type Undecodable, type Verdict } from '../admit.ts';
import { decodeObject } from '../decoding/decode-object.ts';
import { type RuledKind, resolveKind } from '../decoding/kind.ts';
import type { ServiceObject } from '../decoding/service-object.ts';
import { encodeObject } from '../defaulting/encode-object.ts';
import { prepareMetadata, storedMetadata } from '../defaulting/metadata.ts';
import { isObject, type JsonObject, type JsonValue, objectAt, objectsAt, stringAt } from '../objects/json.ts';
import type { Cause } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';
import { firstApplied } from './first-apply.ts';
import { annotate, configurationOf, withoutLastApplied } from './last-applied.ts';
import { AllocatedMarks } from './marks.ts';
import { MergeFailure } from './merge-list.ts';
import { applyPatch, threeWayPatch } from './merge-patch.ts';
import { judgeUpdate } from './update-ruled.ts';
import { createService, updateService } from './update-service.ts';

/** What `kubectl apply` of a manifest over a running object does. */
export interface TransitionVerdict {
	/** The word that kubectl prints, or `rejected`. */
	readonly outcome: 'created' | 'configured' | 'unchanged' | 'rejected';
	/** Accepted with the object afterwards, or why it is rejected. */
	readonly verdict: Verdict;
	/** The running object before, as stored; absent where the old manifest made none. */
	readonly before?: JsonObject;
}

const namespaceOfObjects = 'default';

/**
 * Judges the client-side `kubectl apply` of `next` over what `kubectl apply` of `old` has created: a three-way merge with
 * the last applied configuration, sent as a strategic merge patch, and the API server's update. An old manifest that the API
 * server would not have accepted has created nothing, so the new one is created.
 */
export function applyOver(
	old: JsonValue | undefined,
	next: JsonValue | undefined,
	context: AdmissionContext,
): TransitionVerdict {
	const actual = { ...context, dryRun: false };
	const created = admit(isObject(old) ? firstApplied(old) : old, [], actual);
	if (!created.accepted || !isObject(old)) return creation(next, actual);
	const before = created.object;
	// A member that is null is not sent in a patch either, known to the API server or not.
	const asNew = admit(isObject(next) ? firstApplied(next) : next, [], actual);
	// kubectl or the server's strict decoding refuses what cannot be read, before anything is merged.
	if (!isObject(next) || (!asNew.accepted && asNew.code === 400)) {
		return { outcome: 'rejected', verdict: asNew, before };
	}
	const resolved = resolveKind(next);
	try {
		if (resolved.outcome !== 'ruled') return changeOther(old, next, before);
		return resolved.kind === 'Service'
			? changeService(old, next, before, actual)
			: changeRuled(old, next, created, resolved.kind, actual);
	} catch (error) {
		if (error instanceof MergeFailure) return { outcome: 'rejected', verdict: unmergeable(error), before };
		throw error;
	}
}

function creation(next: JsonValue | undefined, context: AdmissionContext): TransitionVerdict {
	const verdict = admit(isObject(next) ? firstApplied(next) : next, [], context);
	return { outcome: verdict.accepted ? 'created' : 'rejected', verdict };
}

function unmergeable(error: MergeFailure): Undecodable {
	const message = `kubectl apply cannot compute the change: ${error.message}`;
	return {
		accepted: false,
		code: 400,
		reason: 'BadRequest',
		message,
		fields: [{ path: '', message, kind: 'no-object' }],
	};
}

function namespaceOf(manifest: JsonObject): string {
	return stringAt(objectAt(manifest, 'metadata'), 'namespace') || namespaceOfObjects;
}

interface Merged {
	/** The running object with kubectl's patch; its own metadata is still there. */
	readonly object: JsonObject;
	readonly outcome: 'configured' | 'unchanged';
}

/** What only a cluster knows of an object; a manifest that writes them differs from it. */
const runningMetadata = {
	creationTimestamp: '2026-01-01T00:00:00Z',
	resourceVersion: '1',
	uid: '00000000-0000-4000-8000-000000000000',
};

/** kubectl's side: the patch, and the running object with it. */
function mergeApplied(
	old: JsonObject,
	next: JsonObject,
	running: JsonObject,
	definition: string | undefined,
): Merged {
	const namespace = namespaceOf(next);
	const lastApplied = configurationOf(old, namespace);
	const wanted = configurationOf(next, namespace);
	const metadata = { ...objectAt(running, 'metadata'), ...runningMetadata, namespace };
	const live = annotate({ ...running, metadata }, lastApplied);
	const patch = threeWayPatch(lastApplied, annotate(wanted, wanted), live, definition);
	if (Object.keys(patch).length === 0) return { object: live, outcome: 'unchanged' };
	return { object: applyPatch(live, patch, definition), outcome: 'configured' };
}

/** The merged object without what the cluster keeps as it is. */
function withoutRunningMetadata(object: JsonObject): JsonObject {
	const { creationTimestamp: _, resourceVersion: __, uid: ___, ...metadata } = objectAt(object, 'metadata');
	return withoutLastApplied({ ...object, metadata });
}

/** Kinds without rules here are accepted with whatever the merge gives. */
function changeOther(old: JsonObject, next: JsonObject, before: JsonObject): TransitionVerdict {
	const { object, outcome } = mergeApplied(old, next, before, undefined);
	const verdict: Accepted = { accepted: true, object: withoutRunningMetadata(object), warnings: [] };
	return { outcome, verdict, before };
}

function changeRuled(
	old: JsonObject,
	next: JsonObject,
	created: Accepted,
	kind: RuledKind,
	context: AdmissionContext,
): TransitionVerdict {
	const before = created.object;
	const { object, outcome } = mergeApplied(old, next, before, kind);
	if (outcome === 'unchanged') return { outcome, verdict: { ...created, warnings: [] }, before };
	const judged = judgeUpdate(kind, withoutRunningMetadata(object), before, context);
	if (judged.causes !== undefined) return rejection(judged.causes, before);
	return { outcome: judged.accepted ? outcome : 'rejected', verdict: judged, before };
}

function changeService(
	old: JsonObject,
	next: JsonObject,
	before: JsonObject,
	context: AdmissionContext,
): TransitionVerdict {
	const marks = new AllocatedMarks(context, [...writtenPorts(old), ...writtenPorts(next)]);
	const running = createService(decodeService(firstApplied(old), context), marks, context);
	if (running === undefined) return creation(next, context);
	const { object, outcome } = mergeApplied(old, next, encodeService(running, old), 'Service');
	const { status: _, ...merged } = withoutRunningMetadata(object);
	if (outcome === 'unchanged') {
		return { outcome, verdict: { accepted: true, object: before, warnings: [] }, before };
	}
	const update = updateService(decodeService(merged, context), running, marks, context);
	if (update.causes !== undefined) return rejection(marks.showCauses(update.causes), before);
	const stored = marks.show(encodeService(update.service, merged));
	return { outcome, verdict: { accepted: true, object: stored, warnings: update.warnings }, before };
}

function rejection(causes: readonly Cause[], before: JsonObject): TransitionVerdict {
	const internal = causes.find((cause) => cause.reason === 'InternalError');
	const message = internal?.message.replace(/^Internal error: /, '') ?? '';
	const verdict: Verdict =
		internal === undefined
			? { accepted: false, code: 422, reason: 'Invalid', causes }
			: {
					accepted: false,
					code: 500,
					reason: 'InternalError',
					message: `${internal.field}: ${message}`,
					fields: [{ path: internal.field, message, kind: 'internal' }],
				};
	return { outcome: 'rejected', verdict, before };
}

function decodeService(value: JsonObject, context: AdmissionContext): ServiceObject {
	const { value: decoded } = decodeObject(value, 'Service', context.kubernetesVersion);
	// The schema gives a Service its metadata and spec.
	const { status: _, ...service } = decoded as unknown as ServiceObject;
	return { ...service, metadata: prepareMetadata(service.metadata, namespaceOfObjects) };
}

function encodeService(service: ServiceObject, written: JsonObject): JsonObject {
	const metadata = storedMetadata(service.metadata, objectAt(written, 'metadata'));
	return encodeObject({ ...service, metadata } as unknown as JsonObject, 'Service');
}

function writtenPorts(manifest: JsonObject): number[] {
	const spec = objectAt(manifest, 'spec');
	const ports = objectsAt(spec, 'ports').map(({ nodePort }) => nodePort);
	return [...ports, spec.healthCheckNodePort].filter((port) => typeof port === 'number');
}
