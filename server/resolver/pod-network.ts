// Invariant: an address is 16 bytes, IPv4 behind ::ffff:0:0/96; no route or interface is asked, all is in the PodNetwork.
import { parseIP } from '../kubernetes/validation/ip-address.ts';

/** The addresses and routes that a resolver finds on its machine. */
export interface PodNetwork {
	/** The addresses of eth0 with the length of their subnet's prefix; each family here has a default route. */
	readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
	/** Some interface has an fe80:: address, as the kernel gives one unless IPv6 is switched off. */
	readonly linkLocal: boolean;
	/** `lo` has ::1. */
	readonly ipv6Loopback: boolean;
}

/** A Pod in an IPv4 cluster whose kernel has IPv6: the address is an example. */
export const examplePodNetwork: PodNetwork = {
	addresses: [{ address: '10.244.1.23', prefixLength: 24 }],
	linkLocal: true,
	ipv6Loopback: true,
};

/** An address that a name may lead to, and where the kernel would start from to reach it. */
export interface Destination {
	readonly text: string;
	readonly ipv4: boolean;
	readonly bytes: readonly number[];
	/** Absent where no route leads there (RFC 6724 rule 1). */
	readonly source?: Source;
}

export interface Source {
	readonly bytes: readonly number[];
	/** Of the source address's subnet, in bits of its own family. */
	readonly prefixLength: number;
}

/** True if an interface other than `lo` has an IPv6 address (glibc: check_pf.c, seen_ipv6). */
export function hasIPv6(network: PodNetwork): boolean {
	return network.linkLocal || network.addresses.some(({ address }) => address.includes(':'));
}

/** True if an interface has an IPv4 address besides 127.0.0.1 (glibc: check_pf.c, seen_ipv4). */
export function hasIPv4(network: PodNetwork): boolean {
	return network.addresses.some(({ address }) => !address.includes(':'));
}

/** The destinations of addresses in text form, in their order; text that is no address has no source. */
export function destinations(addresses: readonly string[], network: PodNetwork): Destination[] {
	return addresses.map((text) => {
		const parsed = parseIP(text);
		if (parsed === undefined) return { text, ipv4: false, bytes: new Array<number>(16).fill(0) };
		const ipv4 = !text.includes(':');
		const source = sourceFor(parsed.bytes, ipv4, network);
		return { text, ipv4, bytes: parsed.bytes, ...(source === undefined ? {} : { source }) };
	});
}

const loopback4: Source = { bytes: bytesOf('127.0.0.1'), prefixLength: 8 };
const loopback6: Source = { bytes: bytesOf('::1'), prefixLength: 128 };

function bytesOf(address: string): readonly number[] {
	return parseIP(address)?.bytes ?? [];
}

/** The source address that Linux picks for a UDP socket: `lo` for loopback, else the family's address on eth0. */
function sourceFor(bytes: readonly number[], ipv4: boolean, network: PodNetwork): Source | undefined {
	if (ipv4 && bytes[12] === 127) return loopback4;
	if (isLoopback(bytes)) return network.ipv6Loopback ? loopback6 : undefined;
	// A link-local address needs an interface, which a DNS answer cannot name.
	const linkScope = isMulticast(bytes) && ((bytes[1] ?? 0) & 15) <= 2;
	if (!ipv4 && (isLinkLocal(bytes) || linkScope)) return undefined;
	const own = network.addresses
		.filter(({ address }) => address.includes(':') !== ipv4)
		.map(({ address, prefixLength }) => ({ bytes: bytesOf(address), prefixLength }));
	const offset = ipv4 ? 96 : 0;
	return own.find((source) => commonBits(source.bytes, bytes) >= offset + source.prefixLength) ?? own[0];
}

/** The number of equal bits at the front of two addresses, 0 to 128. */
export function commonBits(a: readonly number[], b: readonly number[]): number {
	for (let index = 0; index < 16; index++) {
		const difference = (a[index] ?? 0) ^ (b[index] ?? 0);
		if (difference !== 0) return index * 8 + Math.clz32(difference) - 24;
	}
	return 128;
}

export function isLoopback(bytes: readonly number[]): boolean {
	return bytes[15] === 1 && bytes.every((byte, index) => index === 15 || byte === 0);
}

/** fe80::/10 */
export function isLinkLocal(bytes: readonly number[]): boolean {
	return bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0x80;
}

/** fec0::/10 (RFC 3879 took it back). */
export function isSiteLocal(bytes: readonly number[]): boolean {
	return bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0xc0;
}

/** ff00::/8 */
export function isMulticast(bytes: readonly number[]): boolean {
	return bytes[0] === 0xff;
}

/** A row of RFC 6724's policy table (section 2.1). */
export interface Policy {
	readonly prefix: string;
	/** Bits. */
	readonly length: number;
	readonly precedence: number;
	readonly label: number;
}

/** Makes a policy table searchable; its first row that holds an address counts, and the last holds all. */
export function policyTable(rows: readonly Policy[]): (bytes: readonly number[]) => Policy {
	const table = rows.map((row) => ({ row, bytes: bytesOf(row.prefix) }));
	const fallback = rows[rows.length - 1] ?? { prefix: '::', length: 0, precedence: 0, label: 0 };
	return (bytes) =>
		table.find((entry) => commonBits(entry.bytes, bytes) >= entry.row.length)?.row ?? fallback;
}
