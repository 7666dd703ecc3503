// Invariant: a field is listed exactly if the running object ends up with another value than a new object of this manifest
// would have, leaving aside what the cluster picks.
import { admit } from '../admit.ts';
import { isList, type JsonObject, type JsonValue, objectAt } from '../objects/json.ts';
import type { AdmissionContext } from '../validation/context.ts';
import type { TransitionVerdict } from './apply-over.ts';
import { deepEqual } from './merge-list.ts';

/** A field that `kubectl apply` accepts and does not bring about. */
export interface UnmetField {
	/** The API's field path: `spec.clusterIP`. */
	readonly field: string;
	/** What a new object would have; absent where it would not have the field. */
	readonly wanted?: JsonValue;
	/** What the running object has after all. */
	readonly actual?: JsonValue;
	/** True if the running object's value is simply the one before. */
	readonly kept: boolean;
}

/**
 * The fields of `spec` in which an accepted change leaves the running object different from what its manifest says:
 * taking `clusterIP: None` away keeps the Service headless, two ports of one number may become one. Empty for a rejection,
 * a creation, and where everything came about.
 */
export function unmetFields(
	next: JsonValue | undefined,
	{ outcome, verdict, before }: TransitionVerdict,
	context: AdmissionContext,
): readonly UnmetField[] {
	if (!verdict.accepted || outcome === 'created' || before === undefined) return [];
	const fresh = admit(next, [], { ...context, dryRun: false });
	if (!fresh.accepted) return [];
	const wanted = objectAt(fresh.object, 'spec');
	const actual = objectAt(verdict.object, 'spec');
	const running = objectAt(before, 'spec');
	const names = new Set([...Object.keys(wanted), ...Object.keys(actual)]);
	return [...names]
		.filter((name) => !isMet(wanted[name], actual[name]))
		.map((name) => ({
			field: `spec.${name}`,
			...present('wanted', wanted[name]),
			...present('actual', actual[name]),
			kept: deepEqual(actual[name], running[name]),
		}));
}

/** Whatever the cluster picks is as wanted, as long as it is an address or a port. */
function isMet(wanted: JsonValue | undefined, actual: JsonValue | undefined): boolean {
	if (typeof wanted === 'string' && wanted.startsWith('<allocated')) {
		return actual !== undefined && actual !== 'None' && typeof actual !== 'object';
	}
	if (isList(wanted) && isList(actual)) {
		return wanted.length === actual.length && wanted.every((item, index) => isMet(item, actual[index]));
	}
	if (!isMapping(wanted) || !isMapping(actual)) return deepEqual(wanted, actual);
	const names = new Set([...Object.keys(wanted), ...Object.keys(actual)]);
	return [...names].every((name) => isMet(wanted[name], actual[name]));
}

function isMapping(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !isList(value);
}

function present<K extends string>(key: K, value: JsonValue | undefined): { readonly [P in K]?: JsonValue } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: JsonValue });
}
