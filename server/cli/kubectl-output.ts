// Invariant: the text is what kubectl prints for the object: `-o yaml` as sigs.k8s.io/yaml writes it (go-yaml v2), `-o json`
// as encoding/json with four spaces.
import { isList, isObject, type JsonObject, type JsonValue } from '../kubernetes/objects/json.ts';
import { resolvePlainScalar } from '../manifest/scalar.ts';
import { jsonText } from './json-text.ts';

/** YAML with sorted keys and a final line break. Long texts are not folded. */
export function kubectlYaml(value: JsonObject): string {
	const lines: string[] = [];
	writeMapping(value, '', lines);
	return lines.length === 0 ? '{}\n' : `${lines.join('\n')}\n`;
}

/** JSON with the members in the order of the object and a final line break. */
export function kubectlJson(value: JsonObject): string {
	return `${jsonText(value, 4)}\n`;
}

function writeMapping(value: JsonObject, indent: string, lines: string[]): void {
	const keys = Object.keys(value).filter((key) => value[key] !== undefined);
	for (const key of keys.sort(compareKeys)) {
		const item = value[key] ?? null;
		const head = `${indent}${scalar(key, indent)}:`;
		if (isObject(item) && hasMembers(item)) {
			lines.push(head);
			writeMapping(item, `${indent}  `, lines);
		} else if (isList(item) && item.length > 0) {
			lines.push(head);
			writeList(item, indent, lines);
		} else {
			lines.push(`${head} ${flat(item, indent)}`);
		}
	}
}

/** Items stand under the key's own column. */
function writeList(items: readonly JsonValue[], indent: string, lines: string[]): void {
	for (const item of items) {
		const inner: string[] = [];
		if (isObject(item) && hasMembers(item)) writeMapping(item, `${indent}  `, inner);
		else if (isList(item) && item.length > 0) writeList(item, `${indent}  `, inner);
		else inner.push(`${indent}  ${flat(item, indent)}`);
		const [first = '', ...rest] = inner;
		lines.push(`${indent}- ${first.slice(indent.length + 2)}`, ...rest);
	}
}

function hasMembers(value: JsonObject): boolean {
	return Object.values(value).some((item) => item !== undefined);
}

function flat(value: JsonValue, indent: string): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return scalar(value, indent);
	if (isList(value)) return '[]';
	return isObject(value) ? '{}' : String(value);
}

/** Source: go-yaml v2 sorter.go keyList.Less: digits by their number, other characters before letters. */
function compareKeys(left: string, right: string): number {
	const a = [...left];
	const b = [...right];
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a[i] ?? '';
		const y = b[i] ?? '';
		if (x === y) continue;
		const xLetter = /\p{L}/u.test(x);
		const yLetter = /\p{L}/u.test(y);
		if (xLetter && yLetter) return x < y ? -1 : 1;
		if (xLetter || yLetter) return yLetter ? -1 : 1;
		const xDigits = digitsAt(a, i);
		const yDigits = digitsAt(b, i);
		// A zero in the middle of a number must not hide how long it is.
		const inside = (x === '0' || y === '0') && /[1-9][0-9]*$/.test(a.slice(0, i).join(''));
		const lead = inside ? '1' : '0';
		const xNumber = BigInt(lead + xDigits);
		const yNumber = BigInt(lead + yDigits);
		if (xNumber !== yNumber) return xNumber < yNumber ? -1 : 1;
		if (xDigits.length !== yDigits.length) return xDigits.length - yDigits.length;
		return x < y ? -1 : 1;
	}
	return a.length - b.length;
}

function digitsAt(characters: readonly string[], from: number): string {
	let digits = '';
	for (let i = from; /^[0-9]$/.test(characters[i] ?? ''); i++) digits += characters[i];
	return digits;
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ ]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}.*)?$/;

/** True if the text, unquoted, would be read as something else than this text (go-yaml v2 encode.go stringv). */
function isAmbiguous(text: string): boolean {
	return typeof resolvePlainScalar(text) !== 'string' || base60.test(text) || timestamp.test(text);
}

/** What go-yaml v2's emitter does not print as it is (yaml_emitter_analyze_scalar, is_printable). */
const special = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

function scalar(text: string, indent: string): string {
	if (text.includes('\n')) return literal(text, indent);
	if (isAmbiguous(text)) return doubleQuoted(text);
	if (special.test(text)) return doubleQuoted(text);
	return isPlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** Indicators at the start, `: ` and ` #` inside, blanks at the ends. */
function isPlain(text: string): boolean {
	if (/^(?:---|\.\.\.)/.test(text) || /^[ ]|[ ]$/.test(text)) return false;
	if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text)) return false;
	return !/:(?:\s|$)/.test(text) && !/\s#/.test(text);
}

/** A text with line breaks as a block; quoted where a block cannot hold it. */
function literal(text: string, indent: string): string {
	const lines = text.split('\n');
	if (special.test(text) || /[ ]$/.test(text)) return doubleQuoted(text);
	const trailing = /\n*$/.exec(text)?.[0].length ?? 0;
	const keep = trailing === 0 ? '-' : trailing > 1 ? '+' : '';
	const hint = /^[ \n]/.test(text) ? '2' : '';
	const body = trailing === 0 ? lines : lines.slice(0, -1);
	const indented = body.map((line) => (line === '' ? '' : `${indent}  ${line}`));
	return [`|${hint}${keep}`, ...indented].join('\n');
}

const escapes: ReadonlyMap<string, string> = new Map([
	['\0', '\\0'],
	['\x07', '\\a'],
	['\b', '\\b'],
	['\t', '\\t'],
	['\n', '\\n'],
	['\v', '\\v'],
	['\f', '\\f'],
	['\r', '\\r'],
	['\x1b', '\\e'],
	['"', '\\"'],
	['\\', '\\\\'],
	['\u0085', '\\N'],
	['\u2028', '\\L'],
	['\u2029', '\\P'],
	['\ufeff', '\\uFEFF'],
]);

function doubleQuoted(text: string): string {
	let quoted = '';
	for (const character of text) {
		const known = escapes.get(character);
		const code = character.codePointAt(0) ?? 0;
		if (known !== undefined) quoted += known;
		else if (code >= 0x20 && !/[\x7f-\x9f]/.test(character) && code < 0x10000) quoted += character;
		else if (code <= 0xff) quoted += `\\x${hex(code, 2)}`;
		else quoted += code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
	}
	return `"${quoted}"`;
}

function hex(code: number, width: number): string {
	return code.toString(16).toUpperCase().padStart(width, '0');
}
