// Invariant: an edit touches the lines of its own field and nothing else: comments, quotes, order, indentation and line
// breaks of the rest survive to the letter. Offsets are relative to the document, as all ranges of its tree are.
import { stringify } from 'yaml';
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
	if (found.exact && found.pair !== undefined) return replaceValue(document, found.pair, value);
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
		const indent = columnOf(document.text, pair.start) + indentStep(document);
		return insertText(
			afterColon(document.text, pair),
			`${eol(document)}${indented(key, nested, indent, document)}`,
		);
	}
	return parent.kind === 'mapping' ? insertPair(document, parent, key, nested, placement) : undefined;
}

function replaceValue(document: ManifestDocument, pair: PairNode, value: NewValue): TextEdit | undefined {
	if (pair.value?.kind === 'alias') return undefined;
	const column = columnOf(document.text, pair.start);
	const text = valueText(value, ' '.repeat(column), document);
	if (pair.value === undefined) return insertText(afterColon(document.text, pair), text);
	const { start, end } = pair.value;
	if (typeof value !== 'object' && pair.value.kind === 'scalar') {
		return { start, end: trimmedEnd(document.text, start, end), newText: inStyleOf(pair.value, value) };
	}
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
): TextEdit | undefined {
	if (typeof value === 'object') return undefined;
	const neighbour = sibling ?? mapping.pairs[0];
	// JSON is YAML, but not the other way round: beside quoted keys everything is written as JSON.
	const isJson = neighbour?.key.kind === 'scalar' && neighbour.key.style === 'double-quoted';
	const text = isJson ? `${JSON.stringify(key)}: ${JSON.stringify(value)}` : `${key}: ${formatScalar(value)}`;
	if (neighbour === undefined) return insertText(mapping.start + 1, text);
	const lineStart = document.text.lastIndexOf('\n', neighbour.start - 1) + 1;
	const lead = document.text.slice(lineStart, neighbour.start);
	const gap = lead.trim() === '' && lineStart > mapping.start ? `${eol(document)}${lead}` : ' ';
	if (sibling === undefined) return insertText(neighbour.start, `${text},${gap}`);
	return insertText(sibling.end, `,${gap}${text}`);
}

function siblingFor(mapping: MappingNode, placement: Placement): PairNode | undefined {
	for (const key of placement.after ?? []) {
		const pair = findPair(mapping, key);
		if (pair !== undefined) return pair;
	}
	return placement.first ? undefined : mapping.pairs.at(-1);
}

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
	if (!found.exact) return undefined;
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
	if (flow) {
		if (next !== undefined) return { start, end: next, newText: '' };
		return { start: ends[index - 1] ?? start, end, newText: '' };
	}
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	// The first pair of a sequence item shares its line with the dash: the next pair moves up to it.
	if (text.slice(lineStart, start).trim() !== '' && next !== undefined)
		return { start, end: next, newText: '' };
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

/** Puts a new document behind this one, with a separator. `body` ends without a line break. */
export function appendDocument(document: ManifestDocument, body: string): TextEdit {
	const { text } = document;
	const newline = eol(document);
	const endMarker = /(?:^|\n)\.\.\.[ \t]*(?:\r?\n[\s\S]*)?$/.exec(text);
	const end =
		endMarker === null ? text.length : endMarker.index + (text.charAt(endMarker.index) === '\n' ? 1 : 0);
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
	if (old.style === 'double-quoted' && typeof value === 'string') return JSON.stringify(value);
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

/** Behind the `:` of a pair; blanks may stand before it. */
function afterColon(text: string, pair: PairNode): number {
	const colon = text.indexOf(':', pair.key.end);
	return colon === -1 ? pair.key.end : colon + 1;
}

function insertText(at: number, newText: string): TextEdit {
	return { start: at, end: at, newText };
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The end of the line, before its line break. */
function lineEnd(text: string, offset: number): number {
	const newline = text.indexOf('\n', offset);
	if (newline === -1) return text.length;
	return text.charAt(newline - 1) === '\r' && newline > offset ? newline - 1 : newline;
}

/** A block's range without the line breaks that end it. */
function trimmedEnd(text: string, start: number, end: number): number {
	let at = end;
	while (at > start && /\s/.test(text.charAt(at - 1))) at--;
	return at;
}
