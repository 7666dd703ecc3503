// Invariant: reading never leaves the bytes it is given and always ends: a name has at most 255 octets, and at most 126
// compression pointers are followed (more cannot occur in a name of that size).

const maxOctets = 255;
const maxPointers = 126;

/** Thrown for bytes that are no message; what to answer is the server's business. */
export class MalformedMessage extends Error {}

/** One allocation for all: malformed input must stay cheap. */
const malformed = new MalformedMessage('malformed message');

export function fail(): never {
	throw malformed;
}

/** 1 for octets that a label holds plainly, 2 for those escaped as `\c`, 0 for `\DDD`. */
const plainness = new Uint8Array(256);
for (let octet = 0x20; octet <= 0x7e; octet++) plainness[octet] = 1;
for (const special of '. \'@;()"\\') plainness[special.charCodeAt(0)] = 2;

const scratch = new Uint8Array(maxOctets * 4);

/** Where the last name read by `readName` ended. */
let nameEnd = 0;

export function endOfName(): number {
	return nameEnd;
}

/**
 * Reads the name at `offset`; pointers may lead anywhere below `end`. `endOfName()` tells where the bytes behind it
 * start. Throws MalformedMessage.
 */
export function readName(bytes: Uint8Array, offset: number, end: number): string {
	let at = offset;
	let length = 0;
	let budget = maxOctets;
	let pointers = 0;
	for (;;) {
		if (at >= end) fail();
		const size = bytes[at++] ?? 0;
		if (size === 0) break;
		if (size < 0x40) {
			if (at + size > end) fail();
			budget -= size + 1;
			if (budget <= 0) fail();
			for (const stop = at + size; at < stop; at++) {
				const octet = bytes[at] ?? 0;
				const kind = plainness[octet];
				if (kind === 1) {
					scratch[length++] = octet;
				} else if (kind === 2) {
					scratch[length++] = 0x5c;
					scratch[length++] = octet;
				} else {
					scratch[length++] = 0x5c;
					scratch[length++] = 0x30 + Math.floor(octet / 100);
					scratch[length++] = 0x30 + (Math.floor(octet / 10) % 10);
					scratch[length++] = 0x30 + (octet % 10);
				}
			}
			scratch[length++] = 0x2e;
		} else if (size >= 0xc0) {
			if (at >= end) fail();
			if (pointers === 0) nameEnd = at + 1;
			if (++pointers > maxPointers) fail();
			at = ((size & 0x3f) << 8) | (bytes[at] ?? 0);
		} else {
			fail();
		}
	}
	if (pointers === 0) nameEnd = at;
	return length === 0 ? '.' : latin1(scratch, 0, length);
}

/** The string of bytes `start` to `end`, one character each. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
	let text = '';
	let at = start;
	for (; at + 8 <= end; at += 8) {
		text += String.fromCharCode(
			bytes[at] ?? 0,
			bytes[at + 1] ?? 0,
			bytes[at + 2] ?? 0,
			bytes[at + 3] ?? 0,
			bytes[at + 4] ?? 0,
			bytes[at + 5] ?? 0,
			bytes[at + 6] ?? 0,
			bytes[at + 7] ?? 0,
		);
	}
	for (; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
	return text;
}
