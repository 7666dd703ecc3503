/** More than this is better handled anew. */
const most = 64;

/**
 * The items that are in one list and not in the other, of two lists that mostly hold the same items at the same places;
 * undefined if they differ in more than a little.
 */
export function differenceOf<T>(before: readonly T[], after: readonly T[]): readonly T[] | undefined {
	if (before === after) return [];
	const shared = Math.min(before.length, after.length);
	let start = 0;
	while (start < shared && before[start] === after[start]) start++;
	let end = 0;
	while (end < shared - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
	const gone = before.length - end;
	const come = after.length - end;
	const difference: T[] = [];
	if (gone !== come) {
		if (gone + come - 2 * start > most) return undefined;
		return [...before.slice(start, gone), ...after.slice(start, come)];
	}
	for (let index = start; index < gone; index++) {
		const [old, next] = [before[index], after[index]];
		if (old === next || old === undefined || next === undefined) continue;
		difference.push(old, next);
		if (difference.length > most) return undefined;
	}
	return difference;
}
