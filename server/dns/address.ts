// Invariant: `text` is the canonical text of `bytes` (RFC 5952 for IPv6).

export interface IPAddress {
	readonly family: 4 | 6;
	/** 4 or 16 bytes. */
	readonly bytes: Uint8Array;
	readonly text: string;
}

/** The data of an A or AAAA record. */
export interface AddressData {
	readonly form: 'address';
	readonly address: IPAddress;
}

/**
 * Reads an address as Go's net.ParseIP does: no leading zeros in IPv4 octets, no zone; an IPv4-mapped IPv6 address is the
 * IPv4 address. Undefined if it is none.
 */
export function parseAddress(text: string): IPAddress | undefined {
	const bytes = text.includes(':') ? parseIPv6(text) : parseIPv4(text);
	if (bytes === undefined) return undefined;
	return addressOf(isMapped(bytes) ? bytes.slice(12) : bytes);
}

/** The address of 4 or 16 bytes. */
export function addressOf(bytes: Uint8Array): IPAddress {
	if (bytes.length === 4) return { family: 4, bytes, text: bytes.join('.') };
	const text = isMapped(bytes) ? `::ffff:${bytes.slice(12).join('.')}` : formatIPv6(bytes);
	return { family: 6, bytes, text };
}

function isMapped(bytes: Uint8Array): boolean {
	if (bytes.length !== 16) return false;
	for (let i = 0; i < 10; i++) if (bytes[i] !== 0) return false;
	return bytes[10] === 0xff && bytes[11] === 0xff;
}

function parseIPv4(text: string): Uint8Array | undefined {
	const bytes = new Uint8Array(4);
	let part = 0;
	let value = -1;
	for (let i = 0; i <= text.length; i++) {
		const code = i < text.length ? text.charCodeAt(i) : 0x2e;
		if (code === 0x2e) {
			if (value < 0 || part > 3) return undefined;
			bytes[part++] = value;
			value = -1;
		} else if (code >= 0x30 && code <= 0x39) {
			if (value === 0) return undefined;
			value = (value < 0 ? 0 : value * 10) + code - 0x30;
			if (value > 255) return undefined;
		} else {
			return undefined;
		}
	}
	return part === 4 ? bytes : undefined;
}

function parseIPv6(text: string): Uint8Array | undefined {
	const bytes = new Uint8Array(16);
	let length = 0;
	let gap = -1;
	let rest = text;
	if (rest.startsWith('::')) {
		gap = 0;
		rest = rest.slice(2);
		if (rest === '') return bytes;
	}
	while (length < 16) {
		const group = /^[0-9a-fA-F]{1,4}(?![0-9a-fA-F])/.exec(rest)?.[0];
		if (group === undefined) return undefined;
		if (rest[group.length] === '.') {
			if (length > 12 || (gap === -1 && length !== 12)) return undefined;
			const tail = parseIPv4(rest);
			if (tail === undefined) return undefined;
			bytes.set(tail, length);
			length += 4;
			rest = '';
			break;
		}
		const value = Number.parseInt(group, 16);
		bytes[length++] = value >> 8;
		bytes[length++] = value & 0xff;
		rest = rest.slice(group.length);
		if (rest === '') break;
		if (rest[0] !== ':' || rest.length === 1) return undefined;
		rest = rest.slice(1);
		if (rest[0] === ':') {
			if (gap !== -1) return undefined;
			gap = length;
			rest = rest.slice(1);
			if (rest === '') break;
		}
	}
	if (rest !== '') return undefined;
	if (length === 16) return gap === -1 ? bytes : undefined;
	if (gap === -1) return undefined;
	bytes.copyWithin(16 - (length - gap), gap, length);
	bytes.fill(0, gap, 16 - (length - gap));
	return bytes;
}

function formatIPv6(bytes: Uint8Array): string {
	let bestStart = -1;
	let bestLength = 1;
	let start = -1;
	for (let group = 0; group <= 8; group++) {
		const zero = group < 8 && bytes[group * 2] === 0 && bytes[group * 2 + 1] === 0;
		if (zero && start === -1) start = group;
		if (!zero && start !== -1) {
			if (group - start > bestLength) {
				bestStart = start;
				bestLength = group - start;
			}
			start = -1;
		}
	}
	let text = '';
	for (let group = 0; group < 8; group++) {
		if (group === bestStart) {
			text += '::';
			group += bestLength - 1;
			continue;
		}
		if (group > 0 && !text.endsWith(':')) text += ':';
		text += (((bytes[group * 2] ?? 0) << 8) | (bytes[group * 2 + 1] ?? 0)).toString(16);
	}
	return text;
}

/** The reverse name of an address: `1.0.96.10.in-addr.arpa.`, `….ip6.arpa.`. */
export function reverseName(address: IPAddress): string {
	if (address.family === 4) return `${[...address.bytes].reverse().join('.')}.in-addr.arpa.`;
	const nibbles = [...address.bytes].flatMap((byte) => [byte >> 4, byte & 15]);
	return `${nibbles
		.reverse()
		.map((nibble) => nibble.toString(16))
		.join('.')}.ip6.arpa.`;
}

const ipv4Suffix = '.in-addr.arpa.';
const ipv6Suffix = '.ip6.arpa.';

/** True for a name below in-addr.arpa or ip6.arpa, in lower case. The two names themselves are not. */
export function isReverseName(name: string): boolean {
	return name.endsWith(ipv4Suffix) || name.endsWith(ipv6Suffix);
}

/**
 * The address that a reverse name in lower case stands for, as CoreDNS reads it (plugin/pkg/dnsutil/reverse.go): up to
 * three surplus nibbles on the left of an ip6.arpa name are ignored.
 */
export function addressOfReverseName(name: string): string | undefined {
	if (name.endsWith(ipv4Suffix)) {
		const address = parseAddress(name.slice(0, -ipv4Suffix.length).split('.').reverse().join('.'));
		return address?.family === 4 ? address.text : undefined;
	}
	if (!name.endsWith(ipv6Suffix)) return undefined;
	const nibbles = name.slice(0, -ipv6Suffix.length).split('.').reverse();
	const groups: string[] = [];
	for (let i = 0; i + 4 <= nibbles.length; i += 4) groups.push(nibbles.slice(i, i + 4).join(''));
	return parseAddress(groups.join(':'))?.text;
}

export interface Network {
	readonly address: IPAddress;
	/** Bits of the mask. */
	readonly prefix: number;
}

/** Reads CIDR notation; host bits are cleared. */
export function parseNetwork(text: string): Network | undefined {
	const slash = text.indexOf('/');
	if (slash === -1) return undefined;
	const written = text.slice(0, slash);
	const address = parseAddress(written);
	const digits = text.slice(slash + 1);
	if (address === undefined || !/^\d{1,3}$/.test(digits) || (digits.length > 1 && digits[0] === '0')) {
		return undefined;
	}
	// The mask of `::ffff:10.0.0.0/104` counts the 96 bits in front.
	const mapped = address.family === 4 && written.includes(':');
	const prefix = Number(digits) - (mapped ? 96 : 0);
	if (prefix < 0 || prefix > address.bytes.length * 8) return undefined;
	return { address: addressOf(masked(address.bytes, prefix)), prefix };
}

function masked(bytes: Uint8Array, prefix: number): Uint8Array {
	return bytes.map((byte, index) => {
		const bits = Math.min(8, Math.max(0, prefix - index * 8));
		return byte & (0xff << (8 - bits));
	});
}

/** True if the network holds the address. */
export function networkContains(network: Network, address: IPAddress): boolean {
	if (network.address.family !== address.family) return false;
	const own = network.address.bytes;
	return masked(address.bytes, network.prefix).every((byte, index) => byte === own[index]);
}

/**
 * The reverse zones of a network: one if its mask ends at an octet (a nibble in IPv6), else one for each subnet on the
 * next such boundary (10.96.0.0/12 gives 16). At most 128.
 */
export function reverseZones(network: Network): string[] {
	const { address, prefix } = network;
	const unit = address.family === 4 ? 8 : 4;
	const rounded = Math.ceil(prefix / unit) * unit;
	const zones: string[] = [];
	for (let index = 0; index < 2 ** (rounded - prefix); index++) {
		const bytes = address.bytes.slice();
		// The subnet's number fills the bits between the mask and the boundary.
		const last = rounded / 8 - 1;
		if (rounded > 0) {
			const shift = (8 - (rounded % 8)) % 8;
			const position = Math.ceil(last);
			bytes[position] = (bytes[position] ?? 0) | (index << shift);
		}
		const labels = reverseName(addressOf(bytes)).split('.');
		zones.push(labels.slice((address.bytes.length * 8 - rounded) / unit).join('.'));
	}
	return zones;
}
