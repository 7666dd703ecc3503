// Invariant: whole numbers keep all their digits, as Go's encoding/json writes them.

/** Stands before the digits of a number while the rest of the text is made; no text that JSON escapes holds it. */
const mark = '\u0001whole number ';
const marked = /"\\u0001whole number (-?[0-9]+)"/g;

/** A value as JSON; whole numbers beyond 2^53 (`bigint`) are allowed. */
export function jsonText(value: object, indent?: number): string {
	try {
		return JSON.stringify(value, undefined, indent);
	} catch {
		const text = JSON.stringify(
			value,
			(_, item: unknown) => (typeof item === 'bigint' ? `${mark}${item}` : item),
			indent,
		);
		return text.replace(marked, '$1');
	}
}
