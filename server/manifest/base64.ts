// Invariant: the language has no base64 of its own that runs everywhere, so this is it: strict, as Go's StdEncoding.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text that base64 stands for; bytes that are no UTF-8 become U+FFFD. Undefined for what is no base64. */
export function decodeBase64(text: string): string | undefined {
	const characters = text.replace(/[\r\n]/g, '');
	if (characters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(characters)) return undefined;
	const bytes: number[] = [];
	for (let index = 0; index < characters.length; index += 4) {
		const group = characters.slice(index, index + 4);
		let bits = 0;
		for (const character of group) bits = bits * 64 + Math.max(alphabet.indexOf(character), 0);
		const length = 3 - (group.length - group.replace(/=+$/, '').length);
		for (let byte = 0; byte < length; byte++) bytes.push((bits >> (16 - byte * 8)) & 0xff);
	}
	return decodeUtf8(bytes);
}

function decodeUtf8(bytes: readonly number[]): string {
	let text = '';
	for (let index = 0; index < bytes.length; ) {
		const lead = bytes[index] ?? 0;
		const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
		const code = readCode(bytes, index, length);
		text += code === undefined ? '\ufffd' : String.fromCodePoint(code);
		index += code === undefined ? 1 : length;
	}
	return text;
}

const smallest = [0, 0, 0x80, 0x800, 0x10000];

function readCode(bytes: readonly number[], at: number, length: number): number | undefined {
	const lead = bytes[at] ?? 0;
	if (length === 1) return lead;
	if (lead < 0xc2 || lead > 0xf4) return undefined;
	let code = lead & (0xff >> (length + 1));
	for (let index = at + 1; index < at + length; index++) {
		const byte = bytes[index] ?? 0;
		if ((byte & 0xc0) !== 0x80) return undefined;
		code = (code << 6) | (byte & 0x3f);
	}
	const surrogate = code >= 0xd800 && code <= 0xdfff;
	return code < (smallest[length] ?? 0) || code > 0x10ffff || surrogate ? undefined : code;
}
