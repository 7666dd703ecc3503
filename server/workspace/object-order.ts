// Invariant: a document keeps its number as long as it stands, and numbers grow with files and documents; so answers come
// in the order of the text, and do not jump when one document among many is edited.

/** The numbers of one file: those of the next file lie above. */
const perFile = 2 ** 32;

/** Below this room between two documents the file is numbered anew. */
const leastRoom = 16;

/** The order of the files, by when they were first seen. */
export class FileOrder {
	private readonly first = new Map<string, number>();
	private next = 0;

	/** The number below all of the file's. */
	of(uri: string): number {
		const known = this.first.get(uri);
		if (known !== undefined) return known;
		const made = this.next++ * perFile;
		this.first.set(uri, made);
		return made;
	}
}

/**
 * Numbers for documents in a row: `kept` has the number of each that stays, undefined for a new one. Undefined where the
 * ones that stay are no longer in order, or leave no room.
 */
export function numbersBetween(
	kept: readonly (number | undefined)[],
	below: number,
): readonly number[] | undefined {
	const numbers: number[] = [];
	let last = below;
	for (let at = 0; at < kept.length; ) {
		let end = at;
		while (end < kept.length && kept[end] === undefined) end++;
		const next = kept[end] ?? below + perFile;
		const room = (next - last) / (end - at + 1);
		if (next <= last || (end > at && room < leastRoom)) return undefined;
		for (let index = at; index < end; index++) numbers.push(last + room * (index - at + 1));
		if (end < kept.length) numbers.push(next);
		last = next;
		at = end + 1;
	}
	return numbers;
}

interface Ordered {
	readonly order: number;
}

/** In the order of the text. */
export function inOrder<T extends Ordered>(objects: readonly T[]): readonly T[] {
	for (let index = 1; index < objects.length; index++)
		if ((objects[index - 1]?.order ?? 0) > (objects[index]?.order ?? 0))
			return [...objects].sort((a, b) => a.order - b.order);
	return objects;
}
