// Invariant: a guard that says yes has looked at every field that its type has.

export type Guard<T> = (value: unknown) => value is T;

export const isString: Guard<string> = (value) => typeof value === 'string';
export const isNumber: Guard<number> = (value): value is number =>
	typeof value === 'number' && Number.isFinite(value);
export const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';

export function isOneOf<const T extends string>(...values: readonly T[]): Guard<T> {
	return (value): value is T => typeof value === 'string' && (values as readonly string[]).includes(value);
}

export function isListOf<T>(item: Guard<T>): Guard<readonly T[]> {
	return (value): value is readonly T[] => Array.isArray(value) && value.every(item);
}

/** An object whose keys are data. */
export function isRecordOf<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
	return (value): value is Record<string, T> => isPlainObject(value) && Object.values(value).every(item);
}

export function isEither<A, B>(first: Guard<A>, second: Guard<B>): Guard<A | B> {
	return (value): value is A | B => first(value) || second(value);
}

export function isNullOr<T>(guard: Guard<T>): Guard<T | null> {
	return (value): value is T | null => value === null || guard(value);
}

/** A field that may be absent. */
interface Optional<T> {
	readonly optional: Guard<T>;
}

export function maybe<T>(guard: Guard<T>): Optional<T> {
	return { optional: guard };
}

/** For each field of T its guard; `maybe` exactly for the optional ones. */
type Shape<T> = {
	readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
		? Optional<Exclude<T[K], undefined>>
		: Guard<T[K]>;
};

/** An object with these fields. Others may be there: a newer server may send more. */
export function isObject<T>(shape: Shape<T>): Guard<T> {
	const fields = Object.entries(shape) as [string, Guard<unknown> | Optional<unknown>][];
	return (value): value is T => {
		if (!isPlainObject(value)) return false;
		return fields.every(([name, guard]) => {
			const field = value[name];
			if (typeof guard === 'function') return guard(field);
			return field === undefined || guard.optional(field);
		});
	};
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
