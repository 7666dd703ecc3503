// Invariant: applied to `original`, the patch yields `modified` as far as the options let it say so.
// Source: apimachinery pkg/util/strategicpatch/patch.go (diffMaps, handleMapDiff, handleSliceDiff, diffLists).
import { isList, isObject, type JsonObject, type JsonValue } from '../objects/json.ts';
import {
	deepEqual,
	deleteListPrefix,
	goType,
	goValue,
	keyedItems,
	keyOf,
	orderPrefix,
	patchDirective,
	presentKeys,
	retainKeysDirective,
	sortByKey,
	sortByOrder,
	sortScalars,
} from './merge-list.ts';
import { strategyOf } from './patch-strategy.ts';

export interface DiffOptions {
	readonly changes: boolean;
	readonly deletions: boolean;
}

type MutablePatch = Record<string, JsonValue>;

/** The strategic merge patch from one object to another; `definition` is the schema's, undefined for an unknown kind. */
export function diffObjects(
	original: JsonObject,
	modified: JsonObject,
	definition: string | undefined,
	options: DiffOptions,
	retainsKeys = false,
): JsonObject {
	const patch: MutablePatch = {};
	for (const key of presentKeys(modified)) {
		const before = original[key];
		const after = modified[key] ?? null;
		if (before === undefined) {
			if (options.changes) patch[key] = after;
		} else if (goType(before) !== goType(after)) {
			if (options.changes) patch[key] = after;
		} else if (isObject(before) && isObject(after)) {
			const strategy = strategyOf(definition, key);
			const inner = diffObjects(before, after, strategy.definition, options, strategy.retainKeys);
			if (presentKeys(inner).length > 0) patch[key] = inner;
		} else if (isList(before) && isList(after)) {
			diffList(key, before, after, definition, options, patch);
		} else if (options.changes && !deepEqual(before, after)) {
			patch[key] = after;
		}
	}
	const gone = presentKeys(original).filter((key) => modified[key] === undefined);
	if (options.deletions) for (const key of gone) patch[key] = null;
	if (retainsKeys) addRetainKeys(patch, original, modified, gone);
	return patch;
}

function addRetainKeys(
	patch: MutablePatch,
	original: JsonObject,
	modified: JsonObject,
	gone: readonly string[],
): void {
	const kept = presentKeys(modified).filter((key) => modified[key] !== null);
	const loses = gone.some((key) => original[key] !== null);
	if (kept.length > 0 && (Object.keys(patch).length > 0 || loses)) {
		patch[retainKeysDirective] = sortScalars(kept);
	}
}

function diffList(
	key: string,
	before: readonly JsonValue[],
	after: readonly JsonValue[],
	definition: string | undefined,
	options: DiffOptions,
	patch: MutablePatch,
): void {
	const strategy = strategyOf(definition, key);
	if (strategy.mergeKey === undefined) {
		if (options.changes && !deepEqual(before, after)) patch[key] = after;
		return;
	}
	if (before.length === 0) {
		if (after.length > 0 && options.changes) patch[key] = after;
		return;
	}
	if (strategy.mergeKey === '') diffScalars(key, before, after, options, patch);
	else
		diffKeyed(
			key,
			before,
			after,
			strategy.mergeKey,
			strategy.definition,
			strategy.retainKeys,
			options,
			patch,
		);
}

function diffScalars(
	key: string,
	before: readonly JsonValue[],
	after: readonly JsonValue[],
	options: DiffOptions,
	patch: MutablePatch,
): void {
	const known = new Set(before.map(goValue));
	const wanted = new Set(after.map(goValue));
	const added = options.changes ? sortScalars(after.filter((item) => !known.has(goValue(item)))) : [];
	const removed = options.deletions ? sortScalars(before.filter((item) => !wanted.has(goValue(item)))) : [];
	if (added.length > 0) patch[key] = sortByOrder(added, after, '');
	if (removed.length > 0) patch[`${deleteListPrefix}${key}`] = [...new Set(removed)];
	// Go has sorted the original in place by then.
	if (removed.length > 0 || (options.changes && !deepEqual(sortScalars(before), after))) {
		patch[`${orderPrefix}${key}`] = after;
	}
}

function diffKeyed(
	key: string,
	before: readonly JsonValue[],
	after: readonly JsonValue[],
	mergeKey: string,
	definition: string | undefined,
	retainsKeys: boolean,
	options: DiffOptions,
	patch: MutablePatch,
): void {
	const originals = sortByKey(keyedItems(before, mergeKey), mergeKey);
	const wanted = sortByKey(keyedItems(after, mergeKey), mergeKey);
	const changes: JsonObject[] = [];
	const deletions: JsonObject[] = [];
	let i = 0;
	let j = 0;
	while (i < originals.length || j < wanted.length) {
		const left = originals[i];
		const right = wanted[j];
		const leftKey = goValue(left?.[mergeKey]);
		const rightKey = goValue(right?.[mergeKey]);
		if (left !== undefined && right !== undefined && leftKey === rightKey) {
			const inner = diffObjects(left, right, definition, options, retainsKeys);
			if (presentKeys(inner).length > 0) changes.push({ ...inner, [mergeKey]: right[mergeKey] });
			i++;
			j++;
		} else if (right !== undefined && (left === undefined || leftKey > rightKey)) {
			if (options.changes) changes.push(right);
			j++;
		} else {
			if (options.deletions) deletions.push({ [mergeKey]: left?.[mergeKey], [patchDirective]: 'delete' });
			i++;
		}
	}
	const items = [...sortByOrder(changes, after, mergeKey), ...deletions];
	if (items.length > 0) patch[key] = items;
	const sameOrder =
		before.length === after.length &&
		after.every((item, index) => keyOf(before[index] ?? null, mergeKey) === keyOf(item, mergeKey));
	const setsOrder = options.changes ? items.length > 0 || !sameOrder : options.deletions && items.length > 0;
	if (setsOrder && after.length > 0) {
		patch[`${orderPrefix}${key}`] = keyedItems(after, mergeKey).map((item) => ({
			[mergeKey]: item[mergeKey],
		}));
	}
}
