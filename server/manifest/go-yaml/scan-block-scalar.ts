// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_block_scalar, yaml_parser_scan_block_scalar_breaks).
import { type Cursor, code, isBlank, isBreak, isBreakOrEnd, isDigit, YamlError } from './cursor.ts';
import type { Token } from './token.ts';

interface Header {
	readonly literal: boolean;
	/** '+' keeps the line breaks at the end, '-' drops them, '' keeps one. */
	readonly chomping: string;
	/** 0 where it is not written. */
	readonly increment: number;
}

/** A text behind `|` or `>`. `parent` is the column of the block that holds it, -1 at the top. */
export function scanBlockScalar(cursor: Cursor, parent: number): Token {
	const start = cursor.offset;
	const { literal, chomping, increment } = scanHeader(cursor);
	const written = increment === 0 ? 0 : Math.max(parent, 0) + increment;
	let end = cursor.offset;
	let { breaks, indent } = scanBreaks(cursor, written, parent);
	let text = '';
	let lineBreak = '';
	let afterBlank = false;
	while (cursor.column === indent && cursor.unit() !== code.nul) {
		const blank = isBlank(cursor.unit());
		if (!literal && lineBreak.startsWith('\n') && !afterBlank && !blank) text += breaks === '' ? ' ' : '';
		else text += lineBreak;
		text += breaks;
		afterBlank = blank;
		const from = cursor.offset;
		while (!isBreakOrEnd(cursor.unit())) cursor.skip();
		text += cursor.text.slice(from, cursor.offset);
		lineBreak = isBreak(cursor.unit()) ? cursor.skipBreak() : '';
		end = cursor.offset;
		({ breaks, indent } = scanBreaks(cursor, indent, parent));
	}
	if (chomping !== '-') text += lineBreak;
	if (chomping === '+') text += breaks;
	return { kind: 'scalar', start, end, value: text, style: literal ? 'literal' : 'folded' };
}

/** `|`, `>`, with what says how to indent and how to end, in either order, up to the end of the line. */
function scanHeader(cursor: Cursor): Header {
	const start = cursor.offset;
	const literal = cursor.unit() === code.pipe;
	cursor.skip();
	let chomping = scanChomping(cursor);
	let increment = 0;
	if (isDigit(cursor.unit())) {
		increment = cursor.unit() - 48;
		if (increment === 0) throw new YamlError('the indentation of a block of text cannot be 0', cursor.offset);
		cursor.skip();
		if (chomping === '') chomping = scanChomping(cursor);
	}
	cursor.skipBlanks();
	cursor.skipComment();
	if (!isBreakOrEnd(cursor.unit())) {
		throw new YamlError(`the text behind ${literal ? '|' : '>'} must begin on the next line`, start);
	}
	if (isBreak(cursor.unit())) cursor.skipBreak();
	return { literal, chomping, increment };
}

function scanChomping(cursor: Cursor): string {
	const unit = cursor.unit();
	if (unit !== code.plus && unit !== code.dash) return '';
	cursor.skip();
	return String.fromCharCode(unit);
}

/** Empty lines and the indentation of the next line; where `indent` is 0, that line decides. */
function scanBreaks(cursor: Cursor, indent: number, parent: number) {
	let breaks = '';
	let deepest = 0;
	for (;;) {
		while ((indent === 0 || cursor.column < indent) && cursor.unit() === code.space) cursor.skip();
		deepest = Math.max(deepest, cursor.column);
		if ((indent === 0 || cursor.column < indent) && cursor.unit() === code.tab) {
			throw new YamlError('a tab cannot stand in an indentation', cursor.offset);
		}
		if (!isBreak(cursor.unit())) break;
		breaks += cursor.skipBreak();
	}
	return { breaks, indent: indent === 0 ? Math.max(deepest, parent + 1, 1) : indent };
}
