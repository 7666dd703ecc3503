// Invariant: these readers accept any decoded value and never throw; what has the wrong type reads as absent.
// A half-typed manifest is the normal case in an editor, so the typed views are built on them.

/** A decoded manifest value. Whole numbers beyond 2^53 are `bigint`, so that no digit is lost. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** A decoded mapping. Keys keep the order of the text. */
export interface JsonObject {
	readonly [key: string]: JsonValue | undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
	return Array.isArray(value);
}

const noEntries: JsonObject = Object.freeze({});

/** The mapping at `key`, or an empty one. */
export function objectAt(value: JsonValue | undefined, key: string): JsonObject {
	const child = isObject(value) ? value[key] : undefined;
	return isObject(child) ? child : noEntries;
}

/** The mappings in the list at `key`; items of other types are left out. */
export function objectsAt(value: JsonValue | undefined, key: string): readonly JsonObject[] {
	const child = isObject(value) ? value[key] : undefined;
	return isList(child) ? child.filter(isObject) : [];
}

export function stringAt(value: JsonValue | undefined, key: string): string | undefined {
	const child = isObject(value) ? value[key] : undefined;
	return typeof child === 'string' ? child : undefined;
}

/** The strings in the list at `key`; items of other types are left out. */
export function stringsAt(value: JsonValue | undefined, key: string): readonly string[] {
	const child = isObject(value) ? value[key] : undefined;
	return isList(child) ? child.filter((item): item is string => typeof item === 'string') : [];
}

/** The whole number at `key`; fractions and numbers beyond 2^53 read as absent. */
export function integerAt(value: JsonValue | undefined, key: string): number | undefined {
	const child = isObject(value) ? value[key] : undefined;
	return typeof child === 'number' && Number.isSafeInteger(child) ? child : undefined;
}

export function booleanAt(value: JsonValue | undefined, key: string): boolean | undefined {
	const child = isObject(value) ? value[key] : undefined;
	return typeof child === 'boolean' ? child : undefined;
}

/** The string-to-string mapping at `key`; entries of other types are left out. Undefined if there is no mapping. */
export function stringMapAt(value: JsonValue | undefined, key: string): StringMap | undefined {
	const child = isObject(value) ? value[key] : undefined;
	if (!isObject(child)) return undefined;
	const entries: [string, string][] = [];
	for (const [name, item] of Object.entries(child)) {
		if (typeof item === 'string') entries.push([name, item]);
	}
	return Object.fromEntries(entries);
}

export type StringMap = Readonly<Record<string, string>>;
