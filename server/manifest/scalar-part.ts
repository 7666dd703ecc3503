// Invariant: a part of a scalar's text is looked for by its place among equal parts, so quotes, escapes, folded lines and
// indentation between them do not matter.
import type { TextEdit } from './edit.ts';
import { applyEdits } from './edit.ts';
import { ManifestDocument } from './manifest.ts';
import type { ScalarNode, TextRange } from './node.ts';
import { locate, type PathStep } from './path.ts';

/**
 * Where a part of a scalar's text stands in its document. Undefined if it does not stand there letter by letter (an escape
 * or a folded line inside the part).
 */
export function rangeOfPart(
	text: string,
	node: ScalarNode,
	{ start, end }: TextRange,
): TextRange | undefined {
	const part = node.text.slice(start, end);
	if (part === '') return undefined;
	let before = 0;
	for (let at = node.text.indexOf(part); at !== -1 && at < start; at = node.text.indexOf(part, at + 1))
		before++;
	let found = text.indexOf(part, contentStart(text, node));
	for (; before > 0 && found !== -1; before--) found = text.indexOf(part, found + 1);
	return found === -1 || found + part.length > node.end
		? undefined
		: { start: found, end: found + part.length };
}

/**
 * Replaces a part of a scalar's text where it stands; line breaks in `newText` get the block's indentation. Undefined where
 * the text would not read as wanted: behind an alias, in a templated scalar, or where the quotes do not allow it.
 */
export function replacePart(
	document: ManifestDocument,
	path: readonly PathStep[],
	range: TextRange,
	newText: string,
): TextEdit | undefined {
	const { node } = locate(document.root, path);
	if (node?.kind !== 'scalar') return undefined;
	const place = rangeOfPart(document.text, node, range);
	if (place === undefined) return undefined;
	const wanted = node.text.slice(0, range.start) + newText + node.text.slice(range.end);
	const lineStart = document.text.lastIndexOf('\n', place.start - 1) + 1;
	const indent = /^[ \t]*/.exec(document.text.slice(lineStart))?.[0] ?? '';
	const own = /^[ \t]*/.exec(node.text.slice(node.text.lastIndexOf('\n', range.start - 1) + 1))?.[0] ?? '';
	const block = node.style === 'literal' ? indent.slice(0, indent.length - own.length) : '';
	const breaks = document.text.includes('\r\n') ? '\r\n' : '\n';
	const edit = { ...place, newText: newText.replaceAll('\n', `${breaks}${block}`) };
	const after = new ManifestDocument(applyEdits(document.text, [edit]));
	const changed = locate(after.root, path).node;
	return changed?.kind === 'scalar' && changed.text === wanted ? edit : undefined;
}

/** Behind a block scalar's header line; the scalar's own start for the others. */
function contentStart(text: string, { style, start }: ScalarNode): number {
	if (style !== 'literal' && style !== 'folded') return start;
	const newline = text.indexOf('\n', start);
	return newline === -1 ? start : newline + 1;
}
