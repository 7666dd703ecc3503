// Invariant: the order is that of getaddrinfo in glibc 2.36 (sysdeps/posix/getaddrinfo.c, rfc3484_sort) with its built-in
// tables, which still are RFC 3484's: IPv4 has the lowest precedence.
import {
	commonBits,
	type Destination,
	destinations,
	hasIPv6,
	isLinkLocal,
	isLoopback,
	isMulticast,
	isSiteLocal,
	type PodNetwork,
	policyTable,
} from '../pod-network.ts';

const labelOf = policyTable([
	{ prefix: '::1', length: 128, precedence: 50, label: 0 },
	{ prefix: '2002::', length: 16, precedence: 30, label: 2 },
	{ prefix: '::', length: 96, precedence: 20, label: 3 },
	{ prefix: '::ffff:0.0.0.0', length: 96, precedence: 10, label: 4 },
	{ prefix: 'fec0::', length: 10, precedence: 40, label: 5 },
	{ prefix: 'fc00::', length: 7, precedence: 40, label: 6 },
	{ prefix: '2001::', length: 32, precedence: 40, label: 7 },
	{ prefix: '::', length: 0, precedence: 40, label: 1 },
]);

/** Sorts an answer as getaddrinfo does; equals keep their order. */
export function orderForGlibc(addresses: readonly string[], network: PodNetwork): string[] {
	// Without any IPv6 interface check_pf.c hands over no prefix lengths, so no IPv4 address counts as one's own subnet.
	const knowsPrefixes = hasIPv6(network);
	return destinations(addresses, network)
		.sort((a, b) => compare(a, b, knowsPrefixes))
		.map(({ text }) => text);
}

function compare(a: Destination, b: Destination, knowsPrefixes: boolean): number {
	const prefer = (first: boolean, second: boolean) => Number(second) - Number(first);
	const usable = prefer(a.source !== undefined, b.source !== undefined);
	if (usable !== 0) return usable;
	if (a.source !== undefined && b.source !== undefined) {
		const scope = prefer(
			scopeOf(a.bytes) === scopeOf(a.source.bytes),
			scopeOf(b.bytes) === scopeOf(b.source.bytes),
		);
		if (scope !== 0) return scope;
		const label = prefer(
			labelOf(a.bytes).label === labelOf(a.source.bytes).label,
			labelOf(b.bytes).label === labelOf(b.source.bytes).label,
		);
		if (label !== 0) return label;
	}
	const precedence = labelOf(b.bytes).precedence - labelOf(a.bytes).precedence;
	if (precedence !== 0) return precedence;
	const scope = scopeOf(a.bytes) - scopeOf(b.bytes);
	if (scope !== 0) return scope;
	return a.ipv4 === b.ipv4 ? comparePrefix(a, b, knowsPrefixes) : 0;
}

/** Rule 9; for IPv4 only inside the subnet of the source address. */
function comparePrefix(a: Destination, b: Destination, knowsPrefixes: boolean): number {
	if (a.source === undefined || b.source === undefined) return 0;
	const bitsA = commonBits(a.bytes, a.source.bytes);
	const bitsB = commonBits(b.bytes, b.source.bytes);
	if (!a.ipv4) {
		// Compared is the first 32-bit word in which either destination differs from its source.
		const word = Math.floor(Math.min(bitsA, bitsB) / 32) * 32;
		return Math.min(bitsB, word + 32) - Math.min(bitsA, word + 32);
	}
	const inSubnet = (bits: number, prefixLength: number) =>
		bits - 96 >= (knowsPrefixes ? prefixLength : 32) ? bits : 0;
	return inSubnet(bitsB, b.source.prefixLength) - inSubnet(bitsA, a.source.prefixLength);
}

function scopeOf(bytes: readonly number[]): number {
	if (isMulticast(bytes)) return (bytes[1] ?? 0) & 15;
	if (isLinkLocal(bytes) || isLoopback(bytes)) return 2;
	if (isSiteLocal(bytes)) return 5;
	const mapped = labelOf(bytes).label === 4;
	const local = bytes[12] === 127 || (bytes[12] === 169 && bytes[13] === 254);
	return mapped && local ? 2 : 14;
}
