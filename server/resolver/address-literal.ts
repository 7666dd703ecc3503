// Invariant: a literal gives canonical text; a name that only looks like one gives undefined.
import { formatIP, parseIP } from '../kubernetes/validation/ip-address.ts';

/**
 * The IPv4 address that inet_aton(3) reads: one to four numbers, decimal, octal (`010`) or hexadecimal (`0x7f`), of which
 * the last fills all bytes that are left: 127.1 is 127.0.0.1.
 */
export function parseInetAton(text: string): string | undefined {
	const parts = text.split('.');
	if (parts.length > 4) return undefined;
	const numbers = parts.map(parseNumber);
	let address = 0;
	for (const [index, number] of numbers.entries()) {
		const last = index === parts.length - 1;
		const limit = last ? 256 ** (4 - index) : 256;
		if (number === undefined || number >= limit) return undefined;
		address += last ? number : number * 256 ** (3 - index);
	}
	return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** A number as strtol(3) reads it with base 0; it must start with a digit. */
function parseNumber(text: string): number | undefined {
	if (/^0[xX][0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
	if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
	return /^[1-9][0-9]*$/.test(text) ? Number(text) : undefined;
}

/** The IPv6 address that inet_pton(3) reads, in canonical text. A zone (`%eth0`) may follow. */
export function parseIPv6Literal(text: string): string | undefined {
	const address = text.replace(/%.*$/, '');
	const parsed = address.includes(':') ? parseIP(address) : undefined;
	if (parsed?.strict !== true) return undefined;
	return parsed.mapped ? `::ffff:${formatIP(parsed)}` : formatIP({ family: 6, bytes: parsed.bytes });
}

/** The IPv4 address of four plain decimal numbers without leading zeros (Go's netip.ParseAddr). */
export function parseDottedQuad(text: string): string | undefined {
	const parsed = text.includes(':') ? undefined : parseIP(text);
	return parsed?.family === 4 && parsed.strict ? text : undefined;
}
