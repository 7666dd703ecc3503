// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_anchor, …_scan_tag, …_scan_tag_uri, …_scan_directive).
import {
	type Cursor,
	code,
	isBlank,
	isBlankOrEnd,
	isBreak,
	isBreakOrEnd,
	isDigit,
	isWord,
	YamlError,
} from './cursor.ts';
import type { Token } from './token.ts';

/** `&name` or `*name`. */
export function scanAnchor(cursor: Cursor): Token {
	const start = cursor.offset;
	const kind = cursor.unit() === code.ampersand ? 'anchor' : 'alias';
	cursor.skip();
	const value = scanWord(cursor);
	const next = cursor.unit();
	if (value === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next)))) {
		const message = `the name of an anchor can only hold letters, digits, '-' and '_'`;
		throw new YamlError(message, start);
	}
	return { kind, start, end: cursor.offset, value };
}

/** `!tag`, `!!tag`, `!handle!tag` or `!<tag>`. */
export function scanTag(cursor: Cursor): Token {
	const start = cursor.offset;
	let handle = '';
	let suffix: string;
	if (cursor.unit(1) === code.less) {
		cursor.skip();
		cursor.skip();
		suffix = scanUri(cursor, '');
		if (cursor.unit() !== code.greater)
			throw new YamlError('a tag that begins with !< must end with >', start);
		cursor.skip();
	} else {
		handle = scanHandle(cursor);
		if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(cursor, '');
		else {
			suffix = scanUri(cursor, handle);
			handle = '!';
			// `!` alone is a tag, not a handle.
			if (suffix === '') [handle, suffix] = [suffix, handle];
		}
	}
	if (!isBlankOrEnd(cursor.unit())) throw new YamlError('a space must stand behind a tag', start);
	return { kind: 'tag', start, end: cursor.offset, value: handle, suffix };
}

/** `%YAML 1.1` or `%TAG !handle! prefix`, with its line break. */
export function scanDirective(cursor: Cursor): Token {
	const start = cursor.offset;
	cursor.skip();
	const name = scanWord(cursor);
	if (name === '' || !isBlankOrEnd(cursor.unit()) || (name !== 'YAML' && name !== 'TAG')) {
		throw new YamlError(`there is no directive like '%${name}'`, start);
	}
	cursor.skipBlanks();
	const token = name === 'YAML' ? scanVersion(cursor, start) : scanTagDirective(cursor, start);
	cursor.skipBlanks();
	cursor.skipComment();
	if (!isBreakOrEnd(cursor.unit())) throw new YamlError('a directive must end with its line', start);
	if (isBreak(cursor.unit())) cursor.skipBreak();
	return token;
}

function scanVersion(cursor: Cursor, start: number): Token {
	const major = scanNumber(cursor);
	const dot = cursor.unit() === code.dot;
	if (dot) cursor.skip();
	const minor = scanNumber(cursor);
	if (!dot || major === undefined || minor === undefined) {
		throw new YamlError("%YAML must be followed by a version, like 'YAML 1.1'", start);
	}
	return { kind: 'version-directive', start, end: cursor.offset, value: `${major}.${minor}` };
}

/** At most two digits. */
function scanNumber(cursor: Cursor): number | undefined {
	const from = cursor.offset;
	while (isDigit(cursor.unit())) cursor.skip();
	const digits = cursor.text.slice(from, cursor.offset);
	return digits === '' || digits.length > 2 ? undefined : Number(digits);
}

function scanTagDirective(cursor: Cursor, start: number): Token {
	const value = scanHandle(cursor);
	if (value !== '!' && !value.endsWith('!'))
		throw new YamlError("the handle of %TAG must end with '!'", start);
	if (!isBlank(cursor.unit())) throw new YamlError('%TAG must be followed by a handle and a prefix', start);
	cursor.skipBlanks();
	const suffix = scanUri(cursor, '');
	if (!isBlankOrEnd(cursor.unit()))
		throw new YamlError('a space must stand behind the prefix of %TAG', start);
	return { kind: 'tag-directive', start, end: cursor.offset, value, suffix };
}

function scanHandle(cursor: Cursor): string {
	const from = cursor.offset;
	if (cursor.unit() !== code.bang) throw new YamlError("a tag must begin with '!'", from);
	cursor.skip();
	scanWord(cursor);
	if (cursor.unit() === code.bang) cursor.skip();
	return cursor.text.slice(from, cursor.offset);
}

function scanWord(cursor: Cursor): string {
	const from = cursor.offset;
	while (isWord(cursor.unit())) cursor.skip();
	return cursor.text.slice(from, cursor.offset);
}

const uriSigns = ";/?:@&=+$,.!~*'()[]";

/** A tag's name or prefix; `head` is what has been read of it, with its `!`. */
function scanUri(cursor: Cursor, head: string): string {
	const from = cursor.offset;
	let uri = head.slice(1);
	for (;;) {
		const unit = cursor.unit();
		if (unit === code.percent) uri += scanEscapedCharacter(cursor);
		else if (isWord(unit) || (unit !== 0 && uriSigns.includes(String.fromCharCode(unit)))) {
			uri += String.fromCharCode(unit);
			cursor.skip();
		} else break;
	}
	if (head === '' && cursor.offset === from) throw new YamlError('a tag has no name', from);
	return uri;
}

/** One character as its UTF-8 octets: `%C3%A9`. */
function scanEscapedCharacter(cursor: Cursor): string {
	const start = cursor.offset;
	const escaped = /(?:%[0-9a-fA-F]{2}){1,4}/y;
	escaped.lastIndex = start;
	const octets = escaped.exec(cursor.text)?.[0] ?? '';
	for (let length = 3; length <= octets.length; length += 3) {
		try {
			const character = decodeURIComponent(octets.slice(0, length));
			for (let count = 0; count < length; count++) cursor.skip();
			return character;
		} catch {
			// Not yet all its octets.
		}
	}
	throw new YamlError("'%' in a tag must be followed by the octets of a character, like %C3%A9", start);
}
