// Invariant: the spans cover the text without gap or overlap, and each holds at most one YAML document.
// YAML forbids a line that starts with `---` or `...` inside any scalar, so a line scan finds every boundary.
import type { TextRange } from './node.ts';

export interface Split {
	readonly spans: readonly TextRange[];
	/** False if the text ends before a document began: what follows `to` would belong to the last span. */
	readonly complete: boolean;
}

/**
 * The spans of the YAML documents of `text` between `from` and `to`, both of which must be boundaries.
 * Comments and directives before the first `---` belong to the document that follows (YAML 1.2.2, 9.1.1 and 9.2).
 */
export function splitDocuments(text: string, from = 0, to = text.length): Split {
	const spans: TextRange[] = [];
	let spanStart = from;
	let started = false;
	let line = from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from;
	while (line < to) {
		const newline = text.indexOf('\n', line);
		const lineEnd = newline === -1 || newline >= to ? to : newline + 1;
		const marker = markerAt(text, line, lineEnd);
		if (marker === '---') {
			if (started) {
				spans.push({ start: spanStart, end: line });
				spanStart = line;
			}
			started = true;
		} else if (marker === '...') {
			if (started) {
				spans.push({ start: spanStart, end: lineEnd });
				spanStart = lineEnd;
			}
			started = false;
		} else if (!started) {
			started = isContent(text, line, lineEnd);
		} else {
			// Inside a document only the next marker matters: jump to it.
			line = nextMarkerLine(text, lineEnd - 1, to);
			continue;
		}
		line = lineEnd;
	}
	const previous = spans.at(-1);
	if (started || previous === undefined) spans.push({ start: spanStart, end: to });
	// Comments after the last `...` are no document: they go with the one before.
	else if (spanStart < to) spans[spans.length - 1] = { start: previous.start, end: to };
	return { spans, complete: started };
}

const markerLine = /\n(?:---|\.\.\.)/g;

/** The start of the first line after offset `from` that begins like a marker, or `to`. */
function nextMarkerLine(text: string, from: number, to: number): number {
	// One search for both markers: two would each run to the end of a text that has only the other.
	markerLine.lastIndex = from;
	const found = markerLine.exec(text);
	return found === null || found.index + 1 >= to ? to : found.index + 1;
}

function markerAt(text: string, start: number, end: number): '---' | '...' | undefined {
	const first = text.charCodeAt(start);
	if (first !== 45 && first !== 46) return undefined;
	const marker = first === 45 ? '---' : '...';
	if (!text.startsWith(marker, start)) return undefined;
	const after = start + 3;
	return after >= end || ' \t\r\n'.includes(text.charAt(after)) ? marker : undefined;
}

/** False for blank lines, comments and directives. */
function isContent(text: string, start: number, end: number): boolean {
	if (text.charCodeAt(start) === 37) return false;
	for (let index = start; index < end; index++) {
		const code = text.charCodeAt(index);
		if (code === 35) return false;
		if (code !== 32 && code !== 9 && code !== 13 && code !== 10) return true;
	}
	return false;
}
