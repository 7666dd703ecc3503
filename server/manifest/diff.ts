// Invariant: applying the edits to the old text gives the new one, and lines that both have stay untouched.
import type { TextEdit } from './edit.ts';

/** Larger middles become one edit: nobody reads such a diff line by line. */
const maxCells = 250_000;

/** A run of lines that is replaced by another; line numbers are zero-based, lines have their breaks. */
export interface LineChange {
	readonly oldStart: number;
	readonly removed: readonly string[];
	readonly newStart: number;
	readonly added: readonly string[];
}

/** The lines that differ between two texts, in order. */
export function lineChanges(before: string, after: string): LineChange[] {
	const old = linesOf(before);
	const next = linesOf(after);
	let head = 0;
	while (head < old.length && head < next.length && old[head] === next[head]) head++;
	let tail = 0;
	while (tail < old.length - head && tail < next.length - head && old.at(-1 - tail) === next.at(-1 - tail))
		tail++;
	const middleOld = old.slice(head, old.length - tail);
	const middleNew = next.slice(head, next.length - tail);
	const changes: LineChange[] = [];
	let oldStart = head;
	let newStart = head;
	for (const [removed, added, kept] of hunks(middleOld, middleNew)) {
		if (removed.length > 0 || added.length > 0) changes.push({ oldStart, removed, newStart, added });
		oldStart += removed.length + kept.length;
		newStart += added.length + kept.length;
	}
	return changes;
}

/** The edits, line by line, that turn `before` into `after`; in order, not overlapping. */
export function diffLines(before: string, after: string): TextEdit[] {
	const old = linesOf(before);
	let offset = 0;
	let line = 0;
	return lineChanges(before, after).map(({ oldStart, removed, added }) => {
		offset += length(old.slice(line, oldStart));
		const start = offset;
		offset += length(removed);
		line = oldStart + removed.length;
		return trimmed({ start, end: offset, newText: added.join('') }, before);
	});
}

type Hunk = readonly [removed: readonly string[], added: readonly string[], kept: readonly string[]];

/** Runs of removed and added lines, each with the common lines that follow it (longest common subsequence). */
function hunks(old: readonly string[], next: readonly string[]): Hunk[] {
	if (old.length === 0 || next.length === 0 || old.length * next.length > maxCells) return [[old, next, []]];
	const width = next.length + 1;
	const longest = new Uint32Array((old.length + 1) * width);
	const at = (row: number, column: number) => longest[row * width + column] ?? 0;
	for (let row = old.length - 1; row >= 0; row--) {
		for (let column = next.length - 1; column >= 0; column--) {
			longest[row * width + column] =
				old[row] === next[column]
					? at(row + 1, column + 1) + 1
					: Math.max(at(row + 1, column), at(row, column + 1));
		}
	}
	const result: Hunk[] = [];
	let row = 0;
	let column = 0;
	while (row < old.length || column < next.length) {
		const [fromRow, fromColumn] = [row, column];
		while ((row < old.length || column < next.length) && !(row < old.length && old[row] === next[column])) {
			if (column >= next.length || (row < old.length && at(row + 1, column) >= at(row, column + 1))) row++;
			else column++;
		}
		const [keptFrom, removed, added] = [row, old.slice(fromRow, row), next.slice(fromColumn, column)];
		while (row < old.length && old[row] === next[column]) {
			row++;
			column++;
		}
		result.push([removed, added, old.slice(keptFrom, row)]);
	}
	return result;
}

/** Cuts what start and end have in common, so that a changed word does not replace its line. */
function trimmed(edit: TextEdit, before: string): TextEdit {
	const old = before.slice(edit.start, edit.end);
	const { newText } = edit;
	const most = Math.min(old.length, newText.length);
	let head = 0;
	while (head < most && old[head] === newText[head]) head++;
	let tail = 0;
	while (tail < most - head && old.at(-1 - tail) === newText.at(-1 - tail)) tail++;
	return {
		start: edit.start + head,
		end: edit.end - tail,
		newText: newText.slice(head, newText.length - tail),
	};
}

/** The lines with their line breaks. */
export function linesOf(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function length(lines: readonly string[]): number {
	return lines.reduce((sum, line) => sum + line.length, 0);
}
