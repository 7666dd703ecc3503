// Invariant: a candidate is a full name with its final dot.

/** The number of dots, a final one included. */
export function countDots(name: string): number {
	return name.split('.').length - 1;
}

/** The name with its final dot. */
export function absolute(name: string): string {
	return name.endsWith('.') ? name : `${name}.`;
}

/** The name below a domain of the search list. `.` stands for the root. */
export function below(name: string, domain: string): string {
	const bare = domain.replace(/^\./, '');
	return bare === '' ? `${name}.` : absolute(`${name}.${bare}`);
}

/** The length in bytes of UTF-8, as C programs count it. */
export function byteLength(text: string): number {
	let length = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return length;
}

/** Equal but for the case of ASCII letters. */
export function sameName(a: string, b: string): boolean {
	return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}
