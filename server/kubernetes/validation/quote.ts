// Invariant: these print values letter by letter as Go does, because messages are compared with the API server's.

/** What Go's unicode.IsPrint accepts: letters, marks, numbers, punctuation, symbols and the ASCII space. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const shortEscapes: ReadonlyMap<string, string> = new Map([
	['\u0007', '\\a'],
	['\b', '\\b'],
	['\f', '\\f'],
	['\n', '\\n'],
	['\r', '\\r'],
	['\t', '\\t'],
	['\v', '\\v'],
	['\\', '\\\\'],
	['"', '\\"'],
]);

/** Go's %q (strconv.Quote). */
export function quote(text: string): string {
	if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
	let result = '"';
	for (const character of text) result += shortEscapes.get(character) ?? quoteCharacter(character);
	return `${result}"`;
}

function quoteCharacter(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
	if (printable.test(character)) return character;
	if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
	if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
	return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Go's json.Marshal: mappings sorted by key, `<`, `>`, `&` and the line separators escaped. */
export function toJson(value: unknown): string {
	if (typeof value === 'bigint') return String(value);
	if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value)
			.filter(([, member]) => member !== undefined)
			.map(([key, member]) => `${toJson(key)}:${toJson(member)}`);
		return `{${entries.join(',')}}`;
	}
	if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
	return JSON.stringify(value).replace(
		/[<>&\u2028\u2029]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** A mapping with its keys in Go's order (json.Marshal sorts the keys of a map, not those of a struct). */
export function sorted(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
