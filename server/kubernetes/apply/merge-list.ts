// Invariant: lists are ordered as Go orders them, with its comparison functions and its insertion sort, because with
// repeated merge keys (TCP and UDP on one port) the order decides which item is merged into which.
// Source: apimachinery pkg/util/strategicpatch/patch.go.
import { isObject, type JsonObject, type JsonValue } from '../objects/json.ts';

/** Why kubectl or the API server cannot merge two objects; caught where a patch is made. */
export class MergeFailure extends Error {}

export const patchDirective = '$patch';
export const retainKeysDirective = '$retainKeys';
export const deleteListPrefix = '$deleteFromPrimitiveList/';
export const orderPrefix = '$setElementOrder/';

/** The items as mappings, each with the merge key. */
export function keyedItems(list: readonly JsonValue[], mergeKey: string): readonly JsonObject[] {
	return list.map((item) => {
		if (!isObject(item)) throw new MergeFailure(`expected a mapping, but received ${goValue(item)}`);
		if (item[mergeKey] === undefined) {
			throw new MergeFailure(`map: ${goValue(item)} does not contain declared merge key: ${mergeKey}`);
		}
		return item;
	});
}

/** What identifies an item: the value of its merge key, or a scalar itself. */
export function keyOf(item: JsonValue, mergeKey: string): JsonValue | undefined {
	return mergeKey === '' ? item : isObject(item) ? item[mergeKey] : undefined;
}

/** Where each key of a list stands first. */
export function firstPlaces(
	list: readonly JsonValue[],
	mergeKey: string,
): Map<JsonValue | undefined, number> {
	const places = new Map<JsonValue | undefined, number>();
	for (const [index, item] of list.entries()) {
		const key = keyOf(item, mergeKey);
		if (!places.has(key)) places.set(key, index);
	}
	return places;
}

/** Go's stable insertion sort, which calls `less` also where it is not an order. */
function insertionSort<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
	const sorted: T[] = [];
	for (const item of items) {
		let place = sorted.length;
		while (place > 0 && less(item, sorted[place - 1] ?? item)) place--;
		sorted.splice(place, 0, item);
	}
	return sorted;
}

/** By a text; of equal ones the last comes first, as Go's insertion sort has it where `less` means "not greater". */
function sortByText<T>(items: readonly T[], textOf: (item: T) => string): T[] {
	return items
		.map((item, index) => ({ item, index, text: textOf(item) }))
		.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : b.index - a.index))
		.map(({ item }) => item);
}

/** sortMapsBasedOnField: by the text of the merge key. */
export function sortByKey(items: readonly JsonObject[], mergeKey: string): JsonObject[] {
	return sortByText(items, (item) => goValue(item[mergeKey]));
}

export function sortScalars(items: readonly JsonValue[]): JsonValue[] {
	return sortByText(items, goValue);
}

/** normalizeSliceOrder: in the order of another list; deletions come last. */
export function sortByOrder(
	items: readonly JsonValue[],
	order: readonly JsonValue[],
	mergeKey: string,
): JsonValue[] {
	const places = firstPlaces(order, mergeKey);
	const placeOf = (item: JsonValue) => places.get(keyOf(item, mergeKey)) ?? -1;
	const kept = items.filter((item) => !isDeletion(item));
	const isOrder = kept.every((item) => placeOf(item) >= 0);
	// The one and the other agree where all items have a place; only then is there an order that a faster sort keeps.
	const sorted = isOrder
		? [...kept].sort((a, b) => placeOf(a) - placeOf(b))
		: insertionSort(kept, (a, b) => {
				const left = placeOf(a);
				const right = placeOf(b);
				return left >= 0 && right >= 0 ? left < right : true;
			});
	return [...sorted, ...items.filter(isDeletion)];
}

export function isDeletion(item: JsonValue): boolean {
	return isObject(item) && item[patchDirective] === 'delete';
}

/**
 * normalizeElementOrder: the items of the patch in its order, those that only the server has in the server's, interleaved
 * by the server's order where both are in it.
 */
export function interleave(
	patchItems: readonly JsonValue[],
	serverOnly: readonly JsonValue[],
	patchOrder: readonly JsonValue[],
	serverOrder: readonly JsonValue[],
	mergeKey: string,
): JsonValue[] {
	const right = sortByOrder(patchItems, patchOrder, mergeKey);
	const left = sortByOrder(serverOnly, serverOrder, mergeKey);
	const places = firstPlaces(serverOrder, mergeKey);
	const placeOf = (item: JsonValue) => places.get(keyOf(item, mergeKey)) ?? -1;
	const all: JsonValue[] = [];
	let i = 0;
	let j = 0;
	while (i < left.length && j < right.length) {
		const own = left[i] ?? null;
		const other = right[j] ?? null;
		const ownIndex = placeOf(own);
		const otherIndex = placeOf(other);
		if (ownIndex >= 0 && otherIndex >= 0 && ownIndex < otherIndex) {
			all.push(own);
			i++;
		} else {
			all.push(other);
			j++;
		}
	}
	return [...all, ...left.slice(i), ...right.slice(j)];
}

/** validatePatchWithSetOrderList: the items of a patch stand in the order that it sets. `field` is the list's name. */
export function checkOrder(
	patchList: readonly JsonValue[],
	order: readonly JsonValue[],
	mergeKey: string,
	field: string,
): void {
	const items = patchList.filter((item) => !isDeletion(item));
	if (items.length === 0 || order.length === 0) return;
	let found = 0;
	for (const next of order) {
		const item = items[found];
		if (item !== undefined && keyOf(item, mergeKey) === keyOf(next, mergeKey)) found++;
	}
	if (found < items.length) {
		throw new MergeFailure(
			`items of ${field} that share one ${mergeKey} must stand next to each other: the order in patch list ` +
				`${goValue(patchList)} doesn't match $setElementOrder list ${goValue(order)}`,
		);
	}
}

/** Go's %v. */
export function goValue(value: JsonValue | undefined): string {
	if (value === undefined || value === null) return '<nil>';
	if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
	if (!isObject(value)) return String(value);
	const keys = Object.keys(value).sort();
	return `map[${keys.map((key) => `${key}:${goValue(value[key])}`).join(' ')}]`;
}

export function deepEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
	if (a === b) return true;
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
	}
	if (!isObject(a) || !isObject(b)) return false;
	const keys = presentKeys(a);
	return keys.length === presentKeys(b).length && keys.every((key) => key in b && deepEqual(a[key], b[key]));
}

export function presentKeys(object: JsonObject): string[] {
	return Object.keys(object).filter((key) => object[key] !== undefined);
}

/** The type of a value as Go's JSON decoder chooses it. */
export function goType(value: JsonValue | undefined): string {
	if (value === undefined || value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
	return typeof value === 'bigint' ? 'integer' : typeof value;
}
