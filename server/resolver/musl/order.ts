// Invariant: the order is that of musl (src/network/lookup_name.c, __lookup_name): one number for each address, biggest
// first, where the place in the answer fills the lowest bits.
import {
	commonBits,
	type Destination,
	destinations,
	isLinkLocal,
	isLoopback,
	isMulticast,
	isSiteLocal,
	type PodNetwork,
	policyTable,
} from '../pod-network.ts';

const policyOf = policyTable([
	{ prefix: '::1', length: 128, precedence: 50, label: 0 },
	{ prefix: '::ffff:0.0.0.0', length: 96, precedence: 35, label: 4 },
	{ prefix: '2002::', length: 16, precedence: 30, label: 2 },
	{ prefix: '2001::', length: 32, precedence: 5, label: 5 },
	{ prefix: 'fc00::', length: 7, precedence: 3, label: 13 },
	{ prefix: '::', length: 0, precedence: 40, label: 1 },
]);

/** Sorts an answer as getaddrinfo does; IPv4 alone stays as it came. */
export function orderForMusl(addresses: readonly string[], network: PodNetwork): string[] {
	const found = destinations(addresses, network);
	if (found.every(({ ipv4 }) => ipv4)) return [...addresses];
	return found
		.map((destination, index) => ({ destination, key: sortKey(destination, index) }))
		.sort((a, b) => b.key - a.key)
		.map(({ destination }) => destination.text);
}

const maxAddresses = 48;

function sortKey({ bytes, source }: Destination, index: number): number {
	const policy = policyOf(bytes);
	const scope = scopeOf(bytes);
	let key = policy.precedence * 2 ** 20 + (15 - scope) * 2 ** 16 + Math.max(0, maxAddresses - index);
	if (source === undefined) return key;
	key += 0x40000000 + commonBits(source.bytes, bytes) * 2 ** 8;
	if (scope === scopeOf(source.bytes)) key += 0x20000000;
	if (policy.label === policyOf(source.bytes).label) key += 0x10000000;
	return key;
}

/** IPv4 addresses all count as global, loopback and 169.254.0.0/16 too. */
function scopeOf(bytes: readonly number[]): number {
	if (isMulticast(bytes)) return (bytes[1] ?? 0) & 15;
	if (isLinkLocal(bytes) || isLoopback(bytes)) return 2;
	return isSiteLocal(bytes) ? 5 : 14;
}
