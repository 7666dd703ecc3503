// Invariant: text is UTF-8 where it becomes octets.

/** The octets of a text. */
export function utf8Octets(text: string): number[] {
	const octets: number[] = [];
	for (const char of text) {
		const code = char.codePointAt(0) ?? 0;
		if (code < 0x80) octets.push(code);
		else if (code < 0x800) octets.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
		else if (code < 0x10000)
			octets.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
		else {
			octets.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f));
			octets.push(0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
		}
	}
	return octets;
}
