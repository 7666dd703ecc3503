// Invariant: an expression on a line of its own behind a value may print more of that value, unless its own words say that
// it indents what it prints for something further out.
import type { ManifestDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';

/** Expressions that print nothing themselves. */
const control =
	/^\{\{-?\s*(?:if|else|end|with|range|define|block|break|continue|\/\*|\$[\w.]*\s*:?=)(?![\w.])/;

const indentation = /\bn?indent\s+(\d+)/;

/**
 * True if a template prints between a value's end and the next line of YAML, and what it prints may belong to the value:
 * `matchLabels:`, then `{{ include "labels" . | nindent 6 }}`. `column` is where the value's key stands.
 */
export function isPrintedBehind(document: ManifestDocument, value: TextRange, column: number): boolean {
	const { text, expressions } = document;
	let at = value.end;
	for (const { start, end } of expressions) {
		if (start < at) continue;
		const between = text.slice(at, start).replace(/(^|\s)#[^\n]*\n/g, '$1\n');
		const line = between.slice(between.lastIndexOf('\n') + 1);
		if (/(?:^|\s)#/.test(line)) continue;
		if (!/^[\s:]*$/.test(between)) return false;
		const expression = text.slice(start, end);
		if (!control.test(expression)) {
			const indent = indentation.exec(expression)?.[1];
			return indent === undefined || Number(indent) > column;
		}
		at = end;
	}
	return false;
}

/** The column of an offset, 0-based. */
export function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
