// Invariant: record data that does not have its type's shape makes the whole message malformed, as it does for CoreDNS
// (miekg/dns unpack functions), though the server then looks at none of it but OPT.
import { endOfName, fail, readName } from './read-name.ts';

/**
 * One character a field: a digit is that many octets, n a name, s a character-string, t character-strings up to the end,
 * x anything up to the end, h octets counted by the field before, H by the two octets before, N names up to the end,
 * b a type bitmap (RFC 4034 section 4.1.2), o EDNS options, v SvcParams (RFC 9460), p address prefixes (RFC 3123),
 * g a gateway of the type that the octet two (IPSECKEY) or one before says. Data may end after each field but h and H.
 */
const shapes: ReadonlyMap<number, string> = new Map([
	[1, '4'],
	[2, 'n'],
	[3, 'n'],
	[4, 'n'],
	[5, 'n'],
	[6, 'nn44444'],
	[7, 'n'],
	[8, 'n'],
	[9, 'n'],
	[12, 'n'],
	[13, 'ss'],
	[14, 'nn'],
	[15, '2n'],
	[16, 't'],
	[17, 'nn'],
	[18, '2n'],
	[19, 's'],
	[20, 'ss'],
	[21, '2n'],
	[23, 'n'],
	[24, '2114442nx'],
	[25, '211x'],
	[26, '2nn'],
	[27, 'sss'],
	[28, 'w'],
	[29, '1111444'],
	[30, 'nb'],
	[33, '222n'],
	[35, '22sssn'],
	[36, '2n'],
	[37, '221x'],
	[39, 'n'],
	[41, 'o'],
	[42, 'p'],
	[43, '211x'],
	[44, '11x'],
	[45, '111gx'],
	[46, '2114442nx'],
	[47, 'nb'],
	[48, '211x'],
	[50, '1121h1hb'],
	[51, '1121h'],
	[52, '111x'],
	[53, '111x'],
	[55, '112kN'],
	[56, 't'],
	[57, '211x'],
	[58, 'nn'],
	[59, '211x'],
	[60, '211x'],
	[62, '42b'],
	[63, '411x'],
	[64, '2nv'],
	[65, '2nv'],
	[99, 't'],
	[100, 's'],
	[101, '4'],
	[102, '4'],
	[104, '28'],
	[105, '24'],
	[106, '28'],
	[107, '2n'],
	[108, '6'],
	[109, '8'],
	[128, ''],
	[249, 'n44222H2H'],
	[250, 'n622H222H'],
	[255, ''],
	[256, '22x'],
	[257, '1sx'],
	[258, 't'],
	[260, '11g'],
	[261, 't'],
	[32768, '211x'],
	[32769, '211x'],
]);

/** Checks the data of a record; `end` is where it ends and where names may not lead beyond. Throws MalformedMessage. */
export function checkRdata(bytes: Uint8Array, type: number, start: number, end: number): void {
	if (start === end) return;
	const shape = shapes.get(type);
	// A type without a shape, and NULL, hold anything.
	if (shape === undefined) return;
	let at = start;
	for (let field = 0; field < shape.length; field++) {
		const kind = shape[field] ?? '';
		at = skipField(bytes, kind, at, end, start);
		if (at === end && kind !== 'h' && kind !== 'H' && kind !== 'k') return;
	}
	if (at !== end) fail();
}

function skipField(bytes: Uint8Array, kind: string, at: number, end: number, start: number): number {
	switch (kind) {
		case 'n':
			readName(bytes, at, end);
			return endOfName();
		case 'x':
			return end;
		case 'w':
			return within(at + 16, end);
		case 's':
			return skipString(bytes, at, end);
		case 't':
			return skipAll(at, end, (from) => skipString(bytes, from, end));
		case 'h':
			return within(at + (bytes[at - 1] ?? 0), end);
		case 'H':
			return within(at + uint16(bytes, at - 2), end);
		case 'k':
			// HIP (RFC 8005): a tag and a key, each with its length in front.
			return within(at + (bytes[start] ?? 0) + uint16(bytes, start + 2), end);
		case 'N':
			return skipAll(at, end, (from) => {
				readName(bytes, from, end);
				return endOfName();
			});
		case 'b':
			return skipBitmap(bytes, at, end);
		case 'o':
			return skipAll(at, end, (from) => skipOption(bytes, from, end));
		case 'v':
			return skipServiceParameters(bytes, at, end);
		case 'p':
			return skipAll(at, end, (from) => skipPrefix(bytes, from, end));
		case 'g':
			return skipGateway(bytes, bytes[start + 1] ?? 0, at, end);
		default:
			return within(at + Number(kind), end);
	}
}

function within(at: number, end: number): number {
	return at > end ? fail() : at;
}

function uint16(bytes: Uint8Array, at: number): number {
	return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function skipAll(start: number, end: number, skip: (from: number) => number): number {
	let at = start;
	while (at < end) at = skip(at);
	return at;
}

function skipString(bytes: Uint8Array, at: number, end: number): number {
	if (at >= end) fail();
	return within(at + 1 + (bytes[at] ?? 0), end);
}

function skipBitmap(bytes: Uint8Array, start: number, end: number): number {
	let lastWindow = -1;
	return skipAll(start, end, (at) => {
		const window = bytes[at] ?? 0;
		const length = bytes[at + 1] ?? 0;
		if (at + 2 > end || window <= lastWindow || length === 0 || length > 32) fail();
		lastWindow = window;
		return within(at + 2 + length, end);
	});
}

function skipOption(bytes: Uint8Array, at: number, end: number): number {
	if (at + 4 > end) fail();
	const length = uint16(bytes, at + 2);
	const data = at + 4;
	const next = within(data + length, end);
	if (!isOption(bytes, uint16(bytes, at), data, length)) fail();
	return next;
}

/** The forms of the options that miekg/dns knows; others hold anything. */
function isOption(bytes: Uint8Array, code: number, at: number, length: number): boolean {
	switch (code) {
		case 1: // LLQ
			return length >= 18;
		case 2: // Update Lease
			return length === 4 || length === 8;
		case 8:
			return isClientSubnet(bytes, at, length);
		case 9: // Expire
			return length === 0 || length >= 4;
		case 11: // TCP keepalive
			return length === 0 || length === 2;
		case 15: // extended DNS error
		case 19: // zone version
			return length >= 2;
		case 18: {
			// Report channel: a name whose pointers count from the option's own start.
			readName(bytes.subarray(at, at + length), 0, length);
			return true;
		}
		default:
			return true;
	}
}

/** RFC 7871. Family 0 is what dig sends for a prefix of 0. */
function isClientSubnet(bytes: Uint8Array, at: number, length: number): boolean {
	if (length < 4) return false;
	const family = uint16(bytes, at);
	const source = bytes[at + 2] ?? 0;
	const scope = bytes[at + 3] ?? 0;
	if (family === 0) return source === 0;
	const bits = family === 1 ? 32 : family === 2 ? 128 : -1;
	return source <= bits && scope <= bits;
}

function skipServiceParameters(bytes: Uint8Array, start: number, end: number): number {
	let lastKey = -1;
	return skipAll(start, end, (at) => {
		if (at + 4 > end) fail();
		const key = uint16(bytes, at);
		const length = uint16(bytes, at + 2);
		const next = within(at + 4 + length, end);
		if (key === 0xffff || !isServiceParameter(bytes, key, at + 4, length) || key <= lastKey) fail();
		lastKey = key;
		return next;
	});
}

function isServiceParameter(bytes: Uint8Array, key: number, at: number, length: number): boolean {
	switch (key) {
		case 0: // mandatory
			return length % 2 === 0;
		case 1: // alpn
			return skipAll(at, at + length, (from) => skipString(bytes, from, at + length)) === at + length;
		case 2: // no-default-alpn
		case 8: // ohttp
			return length === 0;
		case 3: // port
			return length === 2;
		case 4: // ipv4hint
			return length > 0 && length % 4 === 0;
		case 6: // ipv6hint
			return length > 0 && length % 16 === 0 && !hasMappedAddress(bytes, at, length);
		default:
			return true;
	}
}

function hasMappedAddress(bytes: Uint8Array, start: number, length: number): boolean {
	for (let at = start; at < start + length; at += 16) {
		const prefix = bytes.subarray(at, at + 12);
		if (prefix.every((byte, index) => byte === (index < 10 ? 0 : 0xff))) return true;
	}
	return false;
}

function skipPrefix(bytes: Uint8Array, at: number, end: number): number {
	if (at + 4 > end) fail();
	const family = uint16(bytes, at);
	const size = family === 1 ? 4 : family === 2 ? 16 : fail();
	const length = (bytes[at + 3] ?? 0) & 0x7f;
	const next = at + 4 + length;
	if ((bytes[at + 2] ?? 0) > size * 8 || length > size || next > end) fail();
	if (length > 0 && bytes[next - 1] === 0) fail();
	return next;
}

function skipGateway(bytes: Uint8Array, type: number, at: number, end: number): number {
	switch (type) {
		case 1:
			return within(at + 4, end);
		case 2:
			return within(at + 16, end);
		case 3:
			readName(bytes, at, end);
			return endOfName();
		default:
			return at;
	}
}
