// Invariant: what a template fills in is copied as it is written; a word that stands for an expression is never written back.
import type { ManifestDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import { locate, nodeAtPath, type PathStep } from '../manifest/path.ts';
import type { ManifestObject } from './manifest-object.ts';

/** The scalar at a path as it is written, quotes and expressions included; undefined where no expression stands in it. */
export function templatedText(
	{ document, path }: ManifestObject,
	field: readonly PathStep[],
): string | undefined {
	const node = nodeAtPath(document.root, [...path, ...field]);
	return node?.kind === 'scalar' && node.templated ? document.text.slice(node.start, node.end) : undefined;
}

/** True if expressions bring keys or entries into what stands at a path, or all of it. */
export function isFilledIn({ document, path }: ManifestObject, field: readonly PathStep[]): boolean {
	if (document.expressions.length === 0) return false;
	const { exact, node, pair } = locate(document.root, [...path, ...field]);
	if (!exact) return false;
	if (node === undefined || node.end === node.start)
		return pair !== undefined && /^[\s:]*(?:#[^\n]*\s*)*\{\{/.test(document.text.slice(pair.key.end));
	if (node.kind === 'scalar') return node.templated;
	return node.kind !== 'alias' && node.open && pair !== undefined && printsInto(document, pair, node.end);
}

/** True if a line below the key, up to the end of its value or right behind it, prints more than conditions do. */
function printsInto({ text, expressions }: ManifestDocument, { start }: TextRange, end: number): boolean {
	const keyColumn = columnOf(text, start);
	let reached = end;
	for (const expression of expressions) {
		if (expression.start < start) continue;
		const isInside = expression.start < end;
		if (!isInside && text.slice(reached, expression.start).trim() !== '') return false;
		if (!isInside) reached = expression.end;
		const column = columnOf(text, expression.start);
		const isLine = text.slice(expression.start - column, expression.start).trim() === '';
		const isControl = /^\{\{-?\s*(?:if|else|end)\b/.test(text.slice(expression.start, expression.end));
		if (isLine && !isControl && column > keyColumn) return true;
	}
	return false;
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

const opening = /^\{\{-?\s*(?:if|with|range|define|block)\b/;
const closing = /^\{\{-?\s*end\b/;

/** Where a condition around the whole object ends, or the end of the text: what belongs beside the object goes before it. */
export function endOfCondition({ text, expressions, root }: ManifestDocument): number {
	if (root === undefined) return text.length;
	let inner = 0;
	for (const { start, end } of expressions) {
		const source = text.slice(start, end);
		if (start < root.start) continue;
		if (opening.test(source)) inner++;
		else if (closing.test(source) && inner-- === 0) return text.lastIndexOf('\n', start - 1) + 1;
	}
	return text.length;
}
