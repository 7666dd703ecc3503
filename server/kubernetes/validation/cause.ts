// Invariant: a cause reads exactly as the API server's: reason and message follow apimachinery's
// pkg/util/validation/field/errors.go (Error.ErrorBody and the constructors).
import { quote, toJson } from './quote.ts';

/** One reason why the API server rejects an object with 422. */
export interface Cause {
	/** The API's field path: `spec.ports[0].port`, `metadata.annotations[key]`. */
	readonly field: string;
	readonly reason: CauseReason;
	readonly message: string;
	/** Ours, where field and reason do not tell one mistake from another. */
	readonly kind?: CauseKind;
}

/** What can be wrong with the list `spec.clusterIPs` as a whole, and with the labels of a template. */
export type CauseKind =
	| 'selector-differs'
	| 'cluster-ips-differ'
	| 'cluster-ips-none'
	| 'cluster-ips-too-many'
	| 'cluster-ips-one-family'
	| 'cluster-ip-range';

export type CauseReason =
	| 'FieldValueDuplicate'
	| 'FieldValueForbidden'
	| 'FieldValueInvalid'
	| 'FieldValueNotFound'
	| 'FieldValueNotSupported'
	| 'FieldValueRequired'
	| 'FieldValueTooLong'
	| 'FieldValueTooMany'
	| 'InternalError';

/** A value in a message. Go prints plain strings with %q, everything else (typed strings too) as JSON. */
export type BadValue = string | number | bigint | boolean | Typed;

/** A value that Go prints as JSON: a list, a mapping, or a string of a named type. */
export interface Typed {
	readonly json: unknown;
}

export function typed(value: unknown): Typed {
	return { json: value };
}

function show(value: BadValue): string {
	if (typeof value === 'string') return quote(value);
	return typeof value === 'object' ? toJson(value.json) : String(value);
}

function withDetail(text: string, detail: string): string {
	return detail === '' ? text : `${text}: ${detail}`;
}

export function required(field: string, detail = ''): Cause {
	return { field, reason: 'FieldValueRequired', message: withDetail('Required value', detail) };
}

export function invalid(field: string, value: BadValue, detail: string): Cause {
	return {
		field,
		reason: 'FieldValueInvalid',
		message: withDetail(`Invalid value: ${show(value)}`, detail),
	};
}

/** A cause that programs can tell from others of its field. */
export function invalidList(
	field: string,
	values: readonly unknown[],
	detail: string,
	kind: CauseKind,
): Cause {
	return { ...invalid(field, typed(values), detail), kind };
}

export function duplicate(field: string, value: BadValue): Cause {
	return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${show(value)}` };
}

export function notFound(field: string, value: BadValue): Cause {
	return { field, reason: 'FieldValueNotFound', message: `Not found: ${show(value)}` };
}

export function forbidden(field: string, detail: string): Cause {
	return { field, reason: 'FieldValueForbidden', message: withDetail('Forbidden', detail) };
}

/** `supported` in the order in which the API server lists them: sorted where the source uses a set. */
export function notSupported(field: string, value: BadValue, supported: readonly string[]): Cause {
	const values = supported.map(quote).join(', ');
	return {
		field,
		reason: 'FieldValueNotSupported',
		message: withDetail(`Unsupported value: ${show(value)}`, `supported values: ${values}`),
	};
}

/** Length in bytes of UTF-8. */
export function tooLong(field: string, maximum: number): Cause {
	const unit = maximum === 1 ? 'byte' : 'bytes';
	return {
		field,
		reason: 'FieldValueTooLong',
		message: `Too long: may not be more than ${maximum} ${unit}`,
	};
}

export function tooMany(field: string, actual: number, maximum: number): Cause {
	const unit = maximum === 1 ? 'item' : 'items';
	return {
		field,
		reason: 'FieldValueTooMany',
		message: `Too many: ${actual}: must have at most ${maximum} ${unit}`,
	};
}

export function internalError(field: string, detail: string): Cause {
	return { field, reason: 'InternalError', message: withDetail('Internal error', detail) };
}

/** One cause for each message: how the API server reports a value that breaks several rules. */
export function invalidEach(field: string, value: string, details: readonly string[]): Cause[] {
	return details.map((detail) => invalid(field, value, detail));
}
