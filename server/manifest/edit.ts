// Invariant: an edit touches the lines of its own field and nothing else: comments, quotes, order, indentation and line
// breaks of the rest survive to the letter. Offsets are relative to the document, as all ranges of its tree are.
import { stringify } from 'yaml';
import { firstInBraces, flowText } from './flow-text.ts';
import { afterColon, columnOf, lineEnd, trimmedEnd } from './lines.ts';
import type { ManifestDocument } from './manifest.ts';
import {
	dereference,
	findPair,
	type ManifestNode,
	type MappingNode,
	type PairNode,
	type ScalarNode,
	type TextRange,
} from './node.ts';
import { locate, type PathStep } from './path.ts';

/** Replaces the range by newText. */
export interface TextEdit extends TextRange {
	readonly newText: string;
}

/** A value to write: a scalar, or a block whose lines are indented relative to its key. */
export type NewValue = string | number | boolean | { readonly block: string };

/** Where a new key goes among its siblings: behind the first of `after` that exists; else first or (by default) last. */
export interface Placement {
	readonly after?: readonly string[];
	readonly first?: boolean;
}

/**
 * Writes a field: replaces its value where it stands, or inserts the key (and missing parents) otherwise.
 * Undefined where the text leaves no place: a parent is no mapping, or comes from an alias or a template.
 */
export function setField(
	document: ManifestDocument,
	path: readonly PathStep[],
	value: NewValue,
	placement: Placement = {},
): TextEdit | undefined {
	const found = locate(document.root, path);
	// Beside a merge key it would stand twice, which strict reading refuses.
	if (found.shared) return undefined;
	if (found.exact && found.pair !== undefined) {
		const written = isInFlow(document, path) ? inFlow(value, found.pair) : value;
		return replaceValue(document, found.pair, written);
	}
	if (found.exact) return replaceItem(document, found.node, value);
	const missing = path.slice(found.depth);
	const [key, ...below] = missing;
	if (typeof key !== 'string' || below.some((step) => typeof step !== 'string')) return undefined;
	const nested = (below as string[]).reduceRight<NewValue>(
		(inner, step) => ({ block: `\n${pairText(step, inner, '  ')}` }),
		value,
	);
	const parent = found.node;
	if (parent === undefined) {
		const pair = found.pair;
		if (pair === undefined) return undefined;
		if (isInFlow(document, path.slice(0, found.depth)))
			return replaceValue(document, pair, inFlow({ block: `\n${pairText(key, nested, '  ')}` }, pair));
		const indent = columnOf(document.text, pair.start) + indentStep(document);
		return insertText(
			afterColon(document.text, pair),
			`${eol(document)}${indented(key, nested, indent, document)}`,
		);
	}
	return parent.kind === 'mapping' ? insertPair(document, parent, key, nested, placement) : undefined;
}

/** True if the last step of the path stands (or would stand) between braces. */
function isInFlow(document: ManifestDocument, path: readonly PathStep[]): boolean {
	const parent = dereference(locate(document.root, path.slice(0, -1)).node);
	return parent?.kind === 'mapping' && parent.flow;
}

function inFlow(value: NewValue, neighbour: PairNode): NewValue {
	return typeof value === 'object' ? { block: ` ${flowText(value.block, neighbour)}` } : value;
}

function replaceValue(document: ManifestDocument, pair: PairNode, value: NewValue): TextEdit | undefined {
	if (pair.value?.kind === 'alias' && dereference(pair.value)?.kind !== 'scalar') return undefined;
	const column = columnOf(document.text, pair.start);
	const text = valueText(value, ' '.repeat(column), document);
	if (pair.value === undefined) return insertText(afterColon(document.text, pair), text);
	const { start, end } = pair.value;
	if (typeof value !== 'object' && pair.value.kind === 'scalar') {
		return { start, end: trimmedEnd(document.text, start, end), newText: inStyleOf(pair.value, value) };
	}
	if (typeof value !== 'object' && pair.value.kind === 'alias')
		return { start, end, newText: formatScalar(value) };
	return {
		start: afterColon(document.text, pair),
		end: trimmedEnd(document.text, start, end),
		newText: text,
	};
}

/** An entry of a list is replaced only scalar by scalar. */
function replaceItem(
	document: ManifestDocument,
	node: ManifestNode | undefined,
	value: NewValue,
): TextEdit | undefined {
	if (node?.kind !== 'scalar' || typeof value === 'object') return undefined;
	const { start, end } = node;
	return { start, end: trimmedEnd(document.text, start, end), newText: inStyleOf(node, value) };
}

function insertPair(
	document: ManifestDocument,
	mapping: MappingNode,
	key: string,
	value: NewValue,
	placement: Placement,
): TextEdit | undefined {
	const sibling = siblingFor(mapping, placement);
	if (mapping.flow) return insertIntoFlow(document, mapping, sibling, key, value);
	const first = mapping.pairs[0];
	if (first === undefined) return undefined;
	const column = columnOf(document.text, first.start);
	if (sibling === undefined) {
		const text = indented(key, value, column, document).slice(column);
		return { start: first.start, end: first.start, newText: `${text}${eol(document)}${' '.repeat(column)}` };
	}
	return insertLine(document, sibling.end, indented(key, value, column, document));
}

/** Puts a line behind the one that `offset` stands on (or ends). */
function insertLine(document: ManifestDocument, offset: number, line: string): TextEdit {
	const { text } = document;
	const endsLine = offset > 0 && text.charAt(offset - 1) === '\n';
	const at = endsLine ? offset : lineEnd(text, offset);
	if (endsLine) return { start: at, end: at, newText: `${line}${eol(document)}` };
	return { start: at, end: at, newText: `${eol(document)}${line}` };
}

function insertIntoFlow(
	document: ManifestDocument,
	mapping: MappingNode,
	sibling: PairNode | undefined,
	key: string,
	value: NewValue,
): TextEdit {
	const neighbour = sibling ?? mapping.pairs[0];
	const spaced = flowText(pairText(key, value, ''), neighbour ?? firstInBraces(document));
	if (neighbour === undefined) return insertText(mapping.start + 1, spaced.slice(1, -1));
	const lineStart = document.text.lastIndexOf('\n', neighbour.start - 1) + 1;
	const lead = document.text.slice(lineStart, neighbour.start);
	// Text without any blank (`{"a":1}`) stays so.
	const { key: nextTo, value: nextValue } = neighbour;
	const isCompact =
		spaced.startsWith('{"') &&
		nextValue !== undefined &&
		document.text.slice(nextTo.end, nextValue.start) === ':';
	const blank = isCompact ? '' : ' ';
	const text = (isCompact ? JSON.stringify(JSON.parse(spaced)) : spaced).slice(1, -1);
	const gap = lead.trim() === '' && lineStart > mapping.start ? `${eol(document)}${lead}` : blank;
	if (sibling === undefined) return insertText(neighbour.start, `${text},${gap}`);
	const commented = gap.includes('\n') ? commentBehind(document.text, sibling.end) : undefined;
	if (commented === undefined) return insertText(sibling.end, `,${gap}${text}`);
	const { comma, comment, end } = commented;
	return { start: sibling.end, end, newText: `${comma || ','}${comment}${gap}${text}${comma.trim()}` };
}

/** The comma and the comment with which the line of an entry ends, if it ends so. */
function commentBehind(
	text: string,
	offset: number,
): { comma: string; comment: string; end: number } | undefined {
	const end = lineEnd(text, offset);
	const match = /^(\s*,|)(\s*#.*)$/.exec(text.slice(offset, end));
	return match === null ? undefined : { comma: match[1] ?? '', comment: match[2] ?? '', end };
}

function siblingFor(mapping: MappingNode, placement: Placement): PairNode | undefined {
	for (const key of placement.after ?? []) {
		const pair = findPair(mapping, key);
		if (pair !== undefined) return pair;
	}
	return placement.first ? undefined : mapping.pairs.at(-1);
}

/** Puts a new document behind this one, or before the line at `before`, with a separator. `body` ends without a line break. */
export function appendDocument(document: ManifestDocument, body: string, before?: number): TextEdit {
	const { text } = document;
	const newline = eol(document);
	const endMarker = /(?:^|\n)\.\.\.[ \t]*(?:\r?\n[\s\S]*)?$/.exec(text);
	const last =
		endMarker === null ? text.length : endMarker.index + (text.charAt(endMarker.index) === '\n' ? 1 : 0);
	const end = Math.min(last, before ?? last);
	const lead = end === 0 || text.charAt(end - 1) === '\n' ? '' : newline;
	return { start: end, end, newText: `${lead}---${newline}${body.replaceAll('\n', newline)}${newline}` };
}

/** Applies edits to a text; they must not overlap. Edits of one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
	let result = '';
	let at = 0;
	for (const edit of sorted) {
		if (edit.start < at) throw new RangeError(`edits overlap at offset ${edit.start}`);
		result += text.slice(at, edit.start) + edit.newText;
		at = edit.end;
	}
	return result + text.slice(at);
}

/** The edit for a file in which the document starts at `offset`. */
export function shiftEdit(edit: TextEdit, offset: number): TextEdit {
	return { start: edit.start + offset, end: edit.end + offset, newText: edit.newText };
}

/** A scalar as YAML 1.1 must write it to keep its type (`"on"`, `"0120"`, `None`). */
export function formatScalar(value: string | number | boolean): string {
	return typeof value === 'string'
		? stringify(value, { version: '1.1', lineWidth: 0 }).trimEnd()
		: String(value);
}

/** A scalar in the quotes of the one that it replaces. */
function inStyleOf(old: ScalarNode, value: string | number | boolean): string {
	// What a template says in quotes must not be escaped.
	if (old.style === 'double-quoted' && typeof value === 'string' && !/\{\{.*"/.test(value))
		return JSON.stringify(value);
	if (old.style === 'single-quoted' && typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
	return formatScalar(value);
}

/** The document's own line break. */
export function eol(document: ManifestDocument): '\n' | '\r\n' {
	return document.text.includes('\r\n') ? '\r\n' : '\n';
}

/** How many blanks one level of the document is indented by: that of its first nested mapping. */
export function indentStep(document: ManifestDocument): number {
	const root = dereference(document.root);
	if (root?.kind !== 'mapping') return 2;
	for (const { value } of root.pairs) {
		const first = value?.kind === 'mapping' && !value.flow ? value.pairs[0] : undefined;
		if (first !== undefined) return Math.max(1, columnOf(document.text, first.start));
	}
	return 2;
}

function indented(key: string, value: NewValue, column: number, document: ManifestDocument): string {
	const indent = ' '.repeat(column);
	return `${indent}${key}:${valueText(value, indent, document)}`;
}

function valueText(value: NewValue, indent: string, document: ManifestDocument): string {
	if (typeof value !== 'object') return ` ${formatScalar(value)}`;
	const newline = eol(document);
	return value.block
		.split('\n')
		.map((line, index) => (index === 0 || line === '' ? line : indent + line))
		.join(newline);
}

function pairText(key: string, value: NewValue, indent: string): string {
	if (typeof value !== 'object') return `${indent}${key}: ${formatScalar(value)}`;
	return `${indent}${key}:${value.block.replaceAll('\n', `\n${indent}`)}`;
}

function insertText(at: number, newText: string): TextEdit {
	return { start: at, end: at, newText };
}
