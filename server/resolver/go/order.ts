// Invariant: the order is that of Go's resolver (net/addrselect.go): RFC 6724 without rules 3, 4 and 7, rule 9 for IPv6 only.
import {
	commonBits,
	type Destination,
	destinations,
	isLinkLocal,
	isLoopback,
	isMulticast,
	type PodNetwork,
	policyTable,
} from '../pod-network.ts';

const policyOf = policyTable([
	{ prefix: '::1', length: 128, precedence: 50, label: 0 },
	{ prefix: '::ffff:0.0.0.0', length: 96, precedence: 35, label: 4 },
	{ prefix: '::', length: 96, precedence: 1, label: 3 },
	{ prefix: '2001::', length: 32, precedence: 5, label: 5 },
	{ prefix: '2002::', length: 16, precedence: 30, label: 2 },
	{ prefix: '3ffe::', length: 16, precedence: 1, label: 12 },
	{ prefix: 'fec0::', length: 10, precedence: 1, label: 11 },
	{ prefix: 'fc00::', length: 7, precedence: 3, label: 13 },
	{ prefix: '::', length: 0, precedence: 40, label: 1 },
]);

/** Sorts an answer as net.Resolver does; equals keep their order. */
export function orderForGo(addresses: readonly string[], network: PodNetwork): string[] {
	return destinations(addresses, network)
		.sort(compare)
		.map(({ text }) => text);
}

function compare(a: Destination, b: Destination): number {
	const prefer = (first: boolean, second: boolean) => Number(second) - Number(first);
	if (a.source === undefined || b.source === undefined) {
		return prefer(a.source !== undefined, b.source !== undefined);
	}
	const policyA = policyOf(a.bytes);
	const policyB = policyOf(b.bytes);
	return (
		prefer(scopeOf(a.bytes) === scopeOf(a.source.bytes), scopeOf(b.bytes) === scopeOf(b.source.bytes)) ||
		prefer(
			policyA.label === policyOf(a.source.bytes).label,
			policyB.label === policyOf(b.source.bytes).label,
		) ||
		policyB.precedence - policyA.precedence ||
		scopeOf(a.bytes) - scopeOf(b.bytes) ||
		(a.ipv4 || b.ipv4
			? 0
			: // Only the first half of an address counts (RFC 6724 section 2.2).
				Math.min(64, commonBits(b.source.bytes, b.bytes)) - Math.min(64, commonBits(a.source.bytes, a.bytes)))
	);
}

function scopeOf(bytes: readonly number[]): number {
	if (policyOf(bytes).label === 4) {
		return bytes[12] === 127 || (bytes[12] === 169 && bytes[13] === 254) ? 2 : 14;
	}
	if (isLoopback(bytes) || isLinkLocal(bytes)) return 2;
	if (isMulticast(bytes)) return (bytes[1] ?? 0) & 15;
	// fec0::/10 and, by the mask that is used, everything in fec0::/10 of fe00::/8.
	return bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0xc0 ? 5 : 14;
}
