import { admit } from '../kubernetes/admit.ts';
import { applyOver } from '../kubernetes/apply/apply-over.ts';
import { isList, isObject, type JsonObject, type JsonValue, objectAt } from '../kubernetes/objects/json.ts';
import type { Cause } from '../kubernetes/validation/cause.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';

/** What `kubectl apply` of a changed manifest over the running object does. */
export type ApplyOutcome =
	| { readonly kind: 'unchanged' | 'configured' }
	| { readonly kind: 'rejected'; readonly causes: readonly Cause[] }
	/** Accepted, but these fields (paths of the object) keep the running value instead of the written one. */
	| { readonly kind: 'ignored'; readonly fields: readonly IgnoredField[] };

export interface IgnoredField {
	readonly path: string;
	/** What the cluster goes on with. */
	readonly kept: JsonValue;
}

/** Judges a change. Undefined where there is nothing to judge: nothing ran, or the text cannot be read as an object. */
export function applyOutcome(
	running: JsonObject,
	next: JsonObject,
	context: AdmissionContext,
): ApplyOutcome | undefined {
	const { verdict, outcome, before } = applyOver(running, next, context);
	if (before === undefined) return undefined;
	if (!verdict.accepted)
		return 'causes' in verdict ? { kind: 'rejected', causes: verdict.causes } : undefined;
	const created = admit(next, [], { ...context, dryRun: false });
	if (!created.accepted) return { kind: outcome === 'unchanged' ? 'unchanged' : 'configured' };
	const fields = keptFields(objectAt(created.object, 'spec'), objectAt(verdict.object, 'spec'), 'spec');
	if (fields.length > 0) return { kind: 'ignored', fields };
	return { kind: outcome === 'unchanged' ? 'unchanged' : 'configured' };
}

/**
 * Fields in which the object after apply differs from one created anew. A value that the cluster had picked stays, which is
 * no loss: only None in the place of an address, or the other way round, is.
 */
function keptFields(wanted: JsonObject, actual: JsonObject, path: string): IgnoredField[] {
	return [...new Set([...Object.keys(wanted), ...Object.keys(actual)])].flatMap((key) => {
		const [want, have] = [wanted[key], actual[key]];
		const at = `${path}.${key}`;
		if (isObject(want) && isObject(have)) return keptFields(want, have, at);
		return same(want, have) ? [] : [{ path: at, kept: have ?? null }];
	});
}

function same(want: JsonValue | undefined, have: JsonValue | undefined): boolean {
	if (isList(want) && isList(have))
		return want.length === have.length && want.every((item, index) => same(item, have[index]));
	if (isObject(want) && isObject(have)) return keptFields(want, have, '').length === 0;
	if (isAllocated(want)) return have !== 'None' && have !== undefined;
	return want === have;
}

function isAllocated(value: JsonValue | undefined): boolean {
	return typeof value === 'string' && value.startsWith('<allocated');
}
