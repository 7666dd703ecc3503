import type { ScalarNode, TextRange } from '../manifest/node.ts';
import { locate, type PathStep } from '../manifest/path.ts';
import { rangeOfPart } from '../manifest/scalar-part.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { RuleFinding } from './engine.ts';

/** The range of a finding in its document: the field's value or key, or the key of the nearest parent that exists. */
export function rangeOf({
	object,
	path,
	on,
	place,
	within,
}: Pick<RuleFinding, 'object' | 'path' | 'on' | 'place' | 'within'>): TextRange {
	const range = rangeOfPath(object, place ?? path, on);
	const node =
		within === undefined
			? undefined
			: locate(object.object.document.root, [...object.object.path, ...(place ?? path)]).node;
	return within !== undefined && node?.kind === 'scalar'
		? rangeWithin(object.object.document.text, node, within)
		: range;
}

/** The range of a path in an object's document. */
export function rangeOfPath(
	{ object }: Pick<IndexedObject, 'object'>,
	path: readonly PathStep[],
	on: 'key' | 'value' = 'value',
): TextRange {
	const { text, root } = object.document;
	const { exact, pair, node, itemStart } = locate(root, [...object.path, ...path]);
	if (exact && on === 'value' && node?.kind === 'scalar')
		return { start: node.start, end: trimmedEnd(text, node) };
	if (exact && on === 'value' && node?.kind === 'alias') return node;
	if (pair !== undefined) return { start: pair.key.start, end: pair.key.end };
	if (itemStart !== undefined) return firstLine(text, itemStart);
	return node === undefined ? { start: 0, end: Math.min(1, text.length) } : firstLine(text, node.start);
}

/** A part of a scalar's text, where the text stands in the document letter by letter; else the whole scalar. */
function rangeWithin(text: string, node: ScalarNode, within: TextRange): TextRange {
	return rangeOfPart(text, node, within) ?? { start: node.start, end: trimmedEnd(text, node) };
}

function trimmedEnd(text: string, { start, end }: TextRange): number {
	return Math.max(start, start + text.slice(start, end).trimEnd().length);
}

function firstLine(text: string, start: number): TextRange {
	const newline = text.indexOf('\n', start);
	const line = text.slice(start, newline === -1 ? text.length : newline).trimEnd();
	return { start, end: Math.max(start + line.length, start + 1) };
}
