// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_flow_scalar).
import { type Cursor, code, isBlank, isBlankOrEnd, isBreak, YamlError } from './cursor.ts';
import { foldedBreaks } from './fold.ts';
import type { Token } from './token.ts';

/** A text in single or double quotes, from the opening one on. */
export function scanQuoted(cursor: Cursor): Token {
	const start = cursor.offset;
	const quote = cursor.unit();
	const single = quote === code.apostrophe;
	cursor.skip();
	let text = '';
	for (;;) {
		if (cursor.atDocumentMarker()) {
			throw new YamlError(
				`a document marker stands in a text whose closing ${single ? "'" : '"'} is missing`,
				start,
			);
		}
		if (cursor.unit() === code.nul) throw new YamlError(`missing closing ${single ? "'" : '"'}`, start);
		let escapedBreak = false;
		while (!isBlankOrEnd(cursor.unit())) {
			const unit = cursor.unit();
			if (single && unit === quote && cursor.unit(1) === quote) {
				text += "'";
				cursor.skip();
				cursor.skip();
			} else if (unit === quote) break;
			else if (!single && unit === code.backslash && isBreak(cursor.unit(1))) {
				cursor.skip();
				cursor.skipBreak();
				escapedBreak = true;
				break;
			} else if (!single && unit === code.backslash) text += scanEscape(cursor);
			else {
				const from = cursor.offset;
				cursor.skip();
				text += cursor.text.slice(from, cursor.offset);
			}
		}
		if (cursor.unit() === quote) break;
		text += scanSpace(cursor, escapedBreak);
	}
	cursor.skip();
	return {
		kind: 'scalar',
		start,
		end: cursor.offset,
		value: text,
		style: single ? 'single-quoted' : 'double-quoted',
	};
}

/** Blanks and line breaks between two parts of a text: kept on one line, else folded. */
function scanSpace(cursor: Cursor, escapedBreak: boolean): string {
	let blanks = '';
	let first = '';
	let further = '';
	let broken = escapedBreak;
	for (let unit = cursor.unit(); isBlank(unit) || isBreak(unit); unit = cursor.unit()) {
		if (isBlank(unit)) {
			if (!broken) blanks += String.fromCharCode(unit);
			cursor.skip();
		} else if (broken) further += cursor.skipBreak();
		else {
			first = cursor.skipBreak();
			broken = true;
		}
	}
	return broken ? foldedBreaks(first, further) : blanks;
}

const escapes: ReadonlyMap<string, string> = new Map([
	['0', '\0'],
	['a', '\x07'],
	['b', '\b'],
	['t', '\t'],
	['\t', '\t'],
	['n', '\n'],
	['v', '\v'],
	['f', '\f'],
	['r', '\r'],
	['e', '\x1b'],
	[' ', ' '],
	['"', '"'],
	["'", "'"],
	['\\', '\\'],
	['N', '\x85'],
	['_', '\xa0'],
	['L', '\u2028'],
	['P', '\u2029'],
]);

const codeLengths: ReadonlyMap<string, number> = new Map([
	['x', 2],
	['u', 4],
	['U', 8],
]);

function scanEscape(cursor: Cursor): string {
	const start = cursor.offset;
	const letter = cursor.text.charAt(start + 1);
	const simple = escapes.get(letter);
	const length = codeLengths.get(letter);
	if (simple === undefined && length === undefined) {
		throw new YamlError(`the API server knows no escape \\${letter}`, start);
	}
	cursor.skip();
	cursor.skip();
	if (simple !== undefined) return simple;
	const digits = cursor.text.slice(cursor.offset, cursor.offset + (length ?? 0));
	if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) {
		throw new YamlError(`\\${letter} must be followed by ${length} hexadecimal digits`, start);
	}
	const point = Number.parseInt(digits, 16);
	if ((point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) {
		throw new YamlError(`\\${letter}${digits} is no character`, start);
	}
	for (let count = 0; count < length; count++) cursor.skip();
	return String.fromCodePoint(point);
}
