// Invariant: nothing that is passed in is changed.
// Source: apimachinery pkg/util/strategicpatch/patch.go (mergeMap, mergePatchIntoOriginal, mergeSlice,
// applyRetainKeysDirective, CreateThreeWayMergePatch).
import { isList, isObject, type JsonObject, type JsonValue } from '../objects/json.ts';
import { diffObjects } from './merge-diff.ts';
import {
	checkOrder,
	deepEqual,
	deleteListPrefix,
	firstPlaces,
	goType,
	interleave,
	keyedItems,
	keyOf,
	MergeFailure,
	orderPrefix,
	patchDirective,
	presentKeys,
	retainKeysDirective,
} from './merge-list.ts';
import { strategyOf } from './patch-strategy.ts';

type Mutable = Record<string, JsonValue | undefined>;

/** Where a patch goes: into an object (on the server), or into another patch (in kubectl), where directives stay. */
type Target = 'object' | 'patch';

/**
 * kubectl's three-way merge: the changes from the running object to the wanted one, and the deletions from the one that was
 * applied last to the wanted one. Empty if there is nothing to do.
 */
export function threeWayPatch(
	lastApplied: JsonObject,
	wanted: JsonObject,
	running: JsonObject,
	definition: string | undefined,
): JsonObject {
	const changes = diffObjects(running, wanted, definition, { changes: true, deletions: false });
	const deletions = diffObjects(lastApplied, wanted, definition, { changes: false, deletions: true });
	return merge(deletions, changes, definition, 'patch');
}

/** The object after a strategic merge patch, as the API server computes it. */
export function applyPatch(
	object: JsonObject,
	patch: JsonObject,
	definition: string | undefined,
): JsonObject {
	return merge(object, patch, definition, 'object');
}

function merge(
	original: JsonObject,
	patch: JsonObject,
	definition: string | undefined,
	target: Target,
): JsonObject {
	if (patch[patchDirective] === 'replace') return without(patch, patchDirective);
	if (patch[patchDirective] === 'delete') return {};
	const result: Mutable = { ...original };
	const rest: Mutable = { ...patch };
	applyRetainKeys(result, rest, target);
	for (const key of presentKeys(rest).filter((name) => name.startsWith(orderPrefix))) {
		mergeOrdered(result, rest, key, definition, target);
	}
	for (const key of presentKeys(rest)) mergeMember(result, key, rest[key] ?? null, definition, target);
	return result;
}

function mergeMember(
	result: Mutable,
	patchKey: string,
	value: JsonValue,
	definition: string | undefined,
	target: Target,
): void {
	const isDeleteList = patchKey.startsWith(deleteListPrefix);
	if (isDeleteList && target === 'patch') {
		result[patchKey] = value;
		return;
	}
	const key = isDeleteList ? patchKey.slice(deleteListPrefix.length) : patchKey;
	if (value === null) {
		delete result[key];
		if (target === 'object') return;
	}
	const before = result[key];
	if (before === undefined || goType(before) !== goType(value)) {
		if (!isDeleteList) result[key] = added(value, target);
		return;
	}
	const strategy = strategyOf(definition, key);
	if (isObject(before) && isObject(value)) {
		result[key] = merge(before, value, strategy.definition, target);
	} else if (isList(before) && isList(value)) {
		if (isDeleteList)
			result[key] = target === 'object' ? before.filter((item) => !value.includes(item)) : value;
		else if (strategy.mergeKey === undefined) result[key] = value;
		else result[key] = mergeList(before, value, strategy.mergeKey, strategy.definition, target);
	} else {
		result[key] = value;
	}
}

/** A value that the original lacks: on the server without nulls, and without directives. */
function added(value: JsonValue, target: Target): JsonValue | undefined {
	return withoutDirectives(target === 'object' ? withoutNulls(value) : value);
}

function withoutNulls(value: JsonValue): JsonValue {
	if (isList(value)) return value.map(withoutNulls);
	if (!isObject(value)) return value;
	const kept = presentKeys(value).filter((key) => value[key] !== null);
	return Object.fromEntries(kept.map((key) => [key, withoutNulls(value[key] ?? null)]));
}

function withoutDirectives(value: JsonValue): JsonValue | undefined {
	if (isList(value)) return itemsWithoutDirectives(value);
	if (!isObject(value)) return value;
	if (value[patchDirective] !== undefined) return undefined;
	const entries = presentKeys(value).map((key) => [key, withoutDirectives(value[key] ?? null)] as const);
	return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function itemsWithoutDirectives(items: readonly JsonValue[]): JsonValue[] {
	return items.map(withoutDirectives).filter((item) => item !== undefined);
}

function applyRetainKeys(result: Mutable, rest: Mutable, target: Target): void {
	const kept = rest[retainKeysDirective];
	if (kept === undefined) return;
	delete rest[retainKeysDirective];
	if (target === 'patch') {
		result[retainKeysDirective] ??= kept;
		return;
	}
	const names = isList(kept) ? kept : [];
	for (const key of Object.keys(result)) if (!names.includes(key)) delete result[key];
}

/** Merges a list whose order the patch sets, and takes both out of the patch. */
function mergeOrdered(
	result: Mutable,
	rest: Mutable,
	orderKey: string,
	definition: string | undefined,
	target: Target,
): void {
	const order = rest[orderKey] ?? null;
	delete rest[orderKey];
	if (target === 'patch') {
		const known = result[orderKey];
		if (known !== undefined && !deepEqual(known, order)) {
			throw new MergeFailure('invalid patch format of setElementOrder list');
		}
		result[orderKey] = order;
	}
	const key = orderKey.slice(orderPrefix.length);
	const before = result[key];
	const change = rest[key];
	const { mergeKey = '', definition: itemDefinition } = strategyOf(definition, key);
	if (
		!isList(order) ||
		(before !== undefined && !isList(before)) ||
		(change !== undefined && !isList(change))
	) {
		throw new MergeFailure(`expected a list in ${key}`);
	}
	checkOrder(change ?? [], order, mergeKey, key);
	if (before === undefined && change === undefined) return;
	const merged =
		change === undefined
			? (before ?? [])
			: before === undefined
				? itemsWithoutDirectives(change)
				: mergeList(before, change, mergeKey, itemDefinition, target);
	const orderPlaces = firstPlaces(order, mergeKey);
	const isOrdered = (item: JsonValue) => orderPlaces.has(keyOf(item, mergeKey));
	result[key] = interleave(
		merged.filter(isOrdered),
		merged.filter((item) => !isOrdered(item)),
		order,
		before ?? [],
		mergeKey,
	);
	delete rest[key];
}

function mergeList(
	before: readonly JsonValue[],
	change: readonly JsonValue[],
	mergeKey: string,
	definition: string | undefined,
	target: Target,
): readonly JsonValue[] {
	if (before.length === 0 && change.length === 0) return before;
	if (mergeKey === '') {
		const merged = [...new Set([...before, ...change])];
		const changed = new Set(change);
		return interleave(
			merged.filter((item) => changed.has(item)),
			merged.filter((item) => !changed.has(item)),
			change,
			before,
			'',
		);
	}
	const { kept, changes } = applyItemDirectives(before, keyedItems(change, mergeKey), mergeKey);
	const merged: JsonValue[] = [...kept];
	const places = firstPlaces(merged, mergeKey);
	for (const item of changes) {
		const index = places.get(keyOf(item, mergeKey)) ?? merged.length;
		const known = merged[index];
		if (isObject(known)) merged[index] = merge(known, item, definition, target);
		else places.set(keyOf(item, mergeKey), merged.push(item) - 1);
	}
	const changed = firstPlaces(changes, mergeKey);
	const isChanged = (item: JsonValue) => changed.has(keyOf(item, mergeKey));
	return interleave(
		merged.filter(isChanged),
		merged.filter((item) => !isChanged(item)),
		changes,
		kept,
		mergeKey,
	);
}

/** mergeSliceWithSpecialElements: takes out what the patch deletes, and the deletions. */
function applyItemDirectives(
	before: readonly JsonValue[],
	change: readonly JsonObject[],
	mergeKey: string,
): { readonly kept: readonly JsonValue[]; readonly changes: readonly JsonObject[] } {
	const changes = change.filter((item) => item[patchDirective] === undefined);
	if (change.some((item) => item[patchDirective] === 'replace')) return { kept: [], changes };
	const deleted = firstPlaces(
		change.filter((item) => item[patchDirective] === 'delete'),
		mergeKey,
	);
	const kept = before.filter((item) => !deleted.has(keyOf(item, mergeKey)));
	return { kept, changes };
}

function without(object: JsonObject, key: string): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}
