// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_plain_scalar).
import { type Cursor, code, isBlank, isBlankOrEnd, isBreak, YamlError } from './cursor.ts';
import { foldedBreaks } from './fold.ts';
import type { Token } from './token.ts';

export interface PlainScalar {
	readonly token: Token;
	/** True if a line break was read behind it: a key may begin there. */
	readonly brokeLine: boolean;
}

/** A text without quotes. `indent` is the column that its further lines must reach, outside brackets and braces. */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
	const start = cursor.offset;
	let end = start;
	let text = '';
	let blanks = '';
	let first = '';
	let further = '';
	let broken = false;
	for (;;) {
		if (cursor.atDocumentMarker() || cursor.unit() === code.hash) break;
		const from = cursor.offset;
		while (!isBlankOrEnd(cursor.unit()) && !endsPlain(cursor, inFlow)) cursor.skip();
		if (cursor.offset > from) {
			text += broken ? foldedBreaks(first, further) : blanks;
			blanks = '';
			first = '';
			further = '';
			broken = false;
			end = cursor.offset;
			text += cursor.text.slice(from, end);
		}
		const next = cursor.unit();
		if (!isBlank(next) && !isBreak(next)) break;
		for (let unit = next; isBlank(unit) || isBreak(unit); unit = cursor.unit()) {
			if (isBlank(unit)) {
				if (broken && cursor.column < indent && unit === code.tab) {
					throw new YamlError('a tab cannot stand in an indentation', cursor.offset);
				}
				if (!broken) blanks += String.fromCharCode(unit);
				cursor.skip();
			} else if (broken) further += cursor.skipBreak();
			else {
				blanks = '';
				first = cursor.skipBreak();
				broken = true;
			}
		}
		if (!inFlow && cursor.column < indent) break;
	}
	return { token: { kind: 'scalar', start, end, value: text, style: 'plain' }, brokeLine: broken };
}

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
	const unit = cursor.unit();
	if (unit === code.colon) return isBlankOrEnd(cursor.unit(1));
	if (!inFlow) return false;
	return (
		unit === code.comma ||
		unit === code.question ||
		unit === code.openBracket ||
		unit === code.closeBracket ||
		unit === code.openBrace ||
		unit === code.closeBrace
	);
}
