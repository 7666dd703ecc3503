// Invariant: a removal takes the lines of its own field and what stands on them; every other line stays to the letter.
import type { TextEdit } from './edit.ts';
import { afterColon, lineEnd, trimmedEnd } from './lines.ts';
import type { ManifestDocument } from './manifest.ts';
import type { MappingNode, PairNode } from './node.ts';
import { locate, type PathStep } from './path.ts';

/**
 * Removes a field with its line's comment. Parents that become empty go with it, up to (not including) `keep` steps.
 * Undefined where the field does not stand in this text (absent, or behind an alias or a merge key).
 */
export function removeField(
	document: ManifestDocument,
	path: readonly PathStep[],
	keep = 1,
): TextEdit | undefined {
	const found = locate(document.root, path);
	if (!found.exact || found.shared) return undefined;
	const parentPath = path.slice(0, -1);
	const parent = locate(document.root, parentPath).node;
	if (parent?.kind === 'mapping' && found.pair !== undefined) {
		if (!parent.pairs.includes(found.pair)) return undefined;
		if (parent.pairs.length === 1 && parentPath.length > keep) return removeField(document, parentPath, keep);
		if (parent.pairs.length === 1) return replaceWithEmpty(document, parentPath, '{}');
		return removePair(document, parent, found.pair);
	}
	if (parent?.kind === 'sequence') {
		const index = path.at(-1);
		if (typeof index !== 'number') return undefined;
		if (parent.items.length === 1 && parentPath.length > keep) return removeField(document, parentPath, keep);
		if (parent.items.length === 1) return replaceWithEmpty(document, parentPath, '[]');
		const starts = parent.itemStarts;
		const ends = parent.items.map((item, at) => item?.end ?? (starts[at] ?? 0) + 1);
		return removeEntry(document, parent.flow, index, starts, ends);
	}
	return undefined;
}

function replaceWithEmpty(
	document: ManifestDocument,
	path: readonly PathStep[],
	text: string,
): TextEdit | undefined {
	const { pair, node } = locate(document.root, path);
	if (pair === undefined || node === undefined) return undefined;
	return {
		start: afterColon(document.text, pair),
		end: trimmedEnd(document.text, node.start, node.end),
		newText: ` ${text}`,
	};
}

function removePair(document: ManifestDocument, mapping: MappingNode, pair: PairNode): TextEdit {
	const index = mapping.pairs.indexOf(pair);
	return removeEntry(
		document,
		mapping.flow,
		index,
		mapping.pairs.map(({ start }) => start),
		mapping.pairs.map(({ end }) => end),
	);
}

/** Removes the entry at `index` of a mapping or sequence whose entries have these starts and ends. */
function removeEntry(
	document: ManifestDocument,
	flow: boolean,
	index: number,
	starts: readonly number[],
	ends: readonly number[],
): TextEdit {
	const { text } = document;
	const start = starts[index] ?? 0;
	const end = ends[index] ?? start;
	const next = starts[index + 1];
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	if (flow) {
		if (next !== undefined) return { start, end: commentBefore(text, end, next) ?? next, newText: '' };
		const previous = ends[index - 1] ?? start;
		// A comment behind the previous entry stays, and its comma with it: the whole line of this one goes.
		if (lineStart > previous && text.slice(previous, lineStart).includes('#')) {
			const rest = /^[ \t]*,?[ \t]*(?:#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(end))?.[0] ?? '';
			return { start: lineEnd(text, lineStart - 1), end: end + rest.length, newText: '' };
		}
		return { start: previous, end, newText: '' };
	}
	// The first pair of a sequence item shares its line with the dash: what follows, comments too, moves up to it.
	if (text.slice(lineStart, start).trim() !== '' && next !== undefined)
		return { start, end: commentBefore(text, end, next) ?? next, newText: '' };
	const after = text.charAt(end - 1) === '\n' ? end : lineEnd(text, end);
	const withBreak = text.startsWith('\r\n', after)
		? after + 2
		: text.charAt(after) === '\n'
			? after + 1
			: after;
	// The last line of a text without final line break takes the break before it.
	if (withBreak === text.length && text.charAt(withBreak - 1) !== '\n' && lineStart > 0) {
		const before = text.charAt(lineStart - 2) === '\r' ? lineStart - 2 : lineStart - 1;
		return { start: before, end: withBreak, newText: '' };
	}
	return { start: lineStart, end: withBreak, newText: '' };
}

/** Where the first comment begins that stands on a line of its own between `from` and `to`. */
function commentBefore(text: string, from: number, to: number): number | undefined {
	const line = from > 0 && text.charAt(from - 1) === '\n' ? from : text.indexOf('\n', from) + 1;
	if (line === 0 || line > to) return undefined;
	const comment = text.slice(line, to).indexOf('#');
	return comment === -1 ? undefined : line + comment;
}
