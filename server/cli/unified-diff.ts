// Invariant: `patch -p1` and `git apply` turn the old text into the new one with it.
import { type LineChange, lineChanges, linesOf } from '../manifest/diff.ts';

/** Unchanged lines around a change. */
const contextLines = 3;

/** The changes of one file; '' for equal texts. An absolute name stands as it is, a relative one behind `a/` and `b/`. */
export function unifiedDiff(name: string, before: string, after: string): string {
	if (before === after) return '';
	const absolute = /^(?:\/|[A-Za-z]:)/.test(name);
	const [from, to] = absolute ? [name, name] : [`a/${name}`, `b/${name}`];
	const old = linesOf(before);
	const hunks = hunksOf(lineChanges(before, after)).map((changes) => hunkText(changes, old));
	return `--- ${from}\n+++ ${to}\n${hunks.join('')}`;
}

/** Changes whose contexts would touch stand in one hunk. */
function hunksOf(changes: readonly LineChange[]): LineChange[][] {
	const hunks: LineChange[][] = [];
	for (const change of changes) {
		const last = hunks.at(-1)?.at(-1);
		const near =
			last !== undefined && change.oldStart - (last.oldStart + last.removed.length) <= 2 * contextLines;
		if (near) hunks.at(-1)?.push(change);
		else hunks.push([change]);
	}
	return hunks;
}

function hunkText(changes: readonly LineChange[], old: readonly string[]): string {
	const [first] = changes;
	const last = changes.at(-1);
	if (first === undefined || last === undefined) return '';
	const oldStart = Math.max(0, first.oldStart - contextLines);
	const oldEnd = Math.min(old.length, last.oldStart + last.removed.length + contextLines);
	const newStart = first.newStart - (first.oldStart - oldStart);
	const grown = changes.reduce((sum, { added, removed }) => sum + added.length - removed.length, 0);
	const lines: string[] = [];
	let at = oldStart;
	for (const { oldStart: start, removed, added } of changes) {
		lines.push(...old.slice(at, start).map((line) => ` ${line}`));
		lines.push(...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`));
		at = start + removed.length;
	}
	lines.push(...old.slice(at, oldEnd).map((line) => ` ${line}`));
	const body = lines.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`));
	const oldCount = oldEnd - oldStart;
	return `@@ -${span(oldStart, oldCount)} +${span(newStart, oldCount + grown)} @@\n${body.join('')}`;
}

/** Lines count from 1; an empty span stands behind the line that it names. */
function span(start: number, count: number): string {
	return `${count === 0 ? start : start + 1},${count}`;
}
