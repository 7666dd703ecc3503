// Invariant: masking never changes a length or a line break, so ranges in masked text are ranges in the text.
import type { TextRange } from './node.ts';

export interface MaskedText {
	readonly text: string;
	/** Each template expression `{{ … }}`, in order. */
	readonly expressions: readonly TextRange[];
	/** Expressions that had a line (or lines) to themselves: control flow, or blocks that print whole fields. */
	readonly lines: readonly TextRange[];
}

const expression = /\{\{(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^}"`]|\}(?!\}))*\}\}/g;

/** True if the text might hold Go template expressions (Helm). */
export function looksTemplated(text: string): boolean {
	return text.includes('{{');
}

/** No line of control flow is longer, and looking at all of a longer one for each of its expressions takes too long. */
const longestLine = 4000;

/**
 * Replaces Go template expressions by something that YAML can read: lines that hold nothing else become comments,
 * the others plain text of the same length.
 */
export function maskTemplates(text: string): MaskedText {
	const expressions: TextRange[] = [];
	const lines: TextRange[] = [];
	let masked = '';
	let copied = 0;
	let lineEnd = -1;
	let isLong = false;
	// Behind the last `}}` nothing is closed, however often something is opened.
	for (const match of text.slice(0, text.lastIndexOf('}}') + 2).matchAll(expression)) {
		const start = match.index;
		const end = start + match[0].length;
		expressions.push({ start, end });
		if (start > lineEnd) {
			const newline = text.indexOf('\n', start);
			lineEnd = newline === -1 ? text.length : newline;
			isLong = lineEnd - start > longestLine;
		}
		const alone = !isLong && standsAlone(text, start, end);
		if (alone) lines.push({ start, end });
		masked += text.slice(copied, start) + (alone ? commentOut(match[0]) : maskOf(match[0]));
		copied = end;
	}
	return { text: masked + text.slice(copied), expressions, lines };
}

/** A scalar's text with a word for each expression (see standIn), wherever the mask of one stands whole in it. */
export function unmask(text: string, source: string, expressions: readonly TextRange[]): string {
	let shown = '';
	let copied = 0;
	for (const { start, end } of expressions) {
		const expression = source.slice(start, end);
		const at = text.indexOf(maskOf(expression), copied);
		if (at === -1) continue;
		shown += text.slice(copied, at) + standIn(expression);
		copied = at + expression.length;
	}
	return shown + text.slice(copied);
}

/**
 * What people read instead of an expression, and what may stand in a name: `{{ .Release.Name }}` → `release-name` (as
 * `helm template` has it), `{{ include "db.fullname" . }}` → `db-fullname`. Equal expressions give equal words; what prints
 * nothing itself (`{{ if … }}`, `{{ end }}`, a comment) gives none.
 */
export function standIn(expression: string): string {
	if (
		/^\{\{-?\s*(?:(?:if|else|end|with|range|define|block|break|continue)\b|\/\*|\$\w*\s*:?=)/.test(expression)
	)
		return '';
	const [first = ''] = expression.replace(/^\{\{-?|-?\}\}$/g, '').split(/\|(?=(?:[^"]*"[^"]*")*[^"]*$)/);
	const named = /\b(?:include|template|tpl)\s+"([^"]+)"/.exec(first)?.[1] ?? /[$.][\w.$]*\w/.exec(first)?.[0];
	const words = (named ?? first).replace(/^\$?\.?(?:Values\.)?/, '').replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-');
	const word = words.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	return word.slice(0, 40).replace(/^-+|-+$/g, '') || 'template';
}

function maskOf(expression: string): string {
	return expression.replace(/[^\r\n]/g, 'T');
}

/** Each line of the expression becomes a comment of the same length. */
function commentOut(source: string): string {
	return source.replace(/[^\r\n]+/g, (line) => `#${' '.repeat(line.length - 1)}`);
}

function standsAlone(text: string, start: number, end: number): boolean {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const newline = text.indexOf('\n', end);
	const before = text.slice(lineStart, start);
	const after = text.slice(end, newline === -1 ? text.length : newline);
	// Several expressions on one line (`{{ if x }}{{ y }}{{ end }}`) still are a line of their own.
	return isBlankBesideExpressions(before) && isBlankBesideExpressions(after);
}

function isBlankBesideExpressions(text: string): boolean {
	return text.replace(expression, '').trim() === '' || /^\s*#/.test(text.replace(expression, ''));
}
