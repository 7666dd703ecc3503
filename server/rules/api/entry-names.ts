// Invariant: a list is read once, however many of its entries have a finding; decoded values never change.
import { isList, type JsonValue, stringAt } from '../../kubernetes/objects/json.ts';

const known = new WeakMap<object, ReadonlyMap<string, number>>();
const none: ReadonlyMap<string, number> = new Map();

/** The names of a list's entries, each with the index of the first entry that has it. */
export function entryNames(list: JsonValue | undefined): ReadonlyMap<string, number> {
	if (!isList(list)) return none;
	const before = known.get(list);
	if (before !== undefined) return before;
	const names = new Map<string, number>();
	for (const [index, entry] of list.entries()) {
		const name = stringAt(entry, 'name');
		if (name !== undefined && !names.has(name)) names.set(name, index);
	}
	known.set(list, names);
	return names;
}
