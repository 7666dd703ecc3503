// Invariant: offsets of the document's text in, offsets of the same text out.
import type { PairNode } from './node.ts';

/** Behind the `:` of a pair; blanks may stand before it. */
export function afterColon(text: string, pair: PairNode): number {
	const colon = text.indexOf(':', pair.key.end);
	return colon === -1 ? pair.key.end : colon + 1;
}

export function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The end of the line, before its line break. */
export function lineEnd(text: string, offset: number): number {
	const newline = text.indexOf('\n', offset);
	if (newline === -1) return text.length;
	return text.charAt(newline - 1) === '\r' && newline > offset ? newline - 1 : newline;
}

/** A block's range without the line breaks that end it. */
export function trimmedEnd(text: string, start: number, end: number): number {
	let at = end;
	while (at > start && /\s/.test(text.charAt(at - 1))) at--;
	return at;
}
