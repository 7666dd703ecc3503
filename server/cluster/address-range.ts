// Invariant: an offset of a range and an address in it are two names of one thing.

import type { IPFamily } from '../kubernetes/objects/service.ts';
import { parseNetwork } from '../kubernetes/validation/cidr.ts';
import { formatIP, parseIP } from '../kubernetes/validation/ip-address.ts';
import type { Band } from './address-pool.ts';

/** A part of a network whose addresses are handed out; offset 0 is the network's own address. */
export interface AddressRange {
	readonly family: IPFamily;
	readonly first: bigint;
	/** Addresses in it, bounded: example addresses from a huge range would look made up. */
	readonly size: number;
}

const largestSize = 2 ** 20;

/** Reads CIDR notation; undefined for anything else. */
export function readRange(cidr: string): AddressRange | undefined {
	const network = parseNetwork(cidr);
	if (network === undefined) return undefined;
	const bits = (network.written === 4 ? 32 : 128) - network.prefixLength;
	return {
		family: network.written === 4 ? 'IPv4' : 'IPv6',
		first: toNumber(network.first),
		size: Math.min(2 ** bits, largestSize),
	};
}

/** One of `count` (a power of two) equal parts of a network: what the controller manager gives a node. */
export function partOf(cidr: string, index: number, count: number): AddressRange | undefined {
	const network = parseNetwork(cidr);
	const whole = readRange(cidr);
	if (network === undefined || whole === undefined) return undefined;
	const bits = (network.written === 4 ? 32 : 128) - network.prefixLength;
	const part = 2n ** BigInt(bits) / BigInt(count);
	const size = part > BigInt(largestSize) ? largestSize : Number(part);
	return { family: whole.family, first: whole.first + BigInt(index) * part, size };
}

export function addressAt(range: AddressRange, offset: number): string {
	const bytes: number[] = [];
	let rest = range.first + BigInt(offset);
	for (let i = 0; i < 16; i++) {
		bytes.unshift(Number(rest & 0xffn));
		rest >>= 8n;
	}
	return formatIP({ family: range.family === 'IPv4' ? 4 : 6, bytes });
}

/** The offset of an address; undefined if it is none or stands outside the range. */
export function offsetOf(range: AddressRange, address: string): number | undefined {
	const parsed = parseIP(address);
	if (parsed === undefined || familyOf(address) !== range.family) return undefined;
	const offset = toNumber(parsed.bytes) - range.first;
	return offset >= 0n && offset < BigInt(range.size) ? Number(offset) : undefined;
}

/** Undefined for what is no address; IPv4-mapped IPv6 counts as IPv4 (k8s.io/utils/net IPFamilyOf). */
export function familyOf(address: string): IPFamily | undefined {
	const parsed = parseIP(address);
	if (parsed === undefined) return undefined;
	return parsed.family === 4 ? 'IPv4' : 'IPv6';
}

/** The address as Go writes it (RFC 5952); undefined for what is none. */
export function canonicalAddress(address: string): string | undefined {
	const parsed = parseIP(address);
	return parsed === undefined ? undefined : formatIP(parsed);
}

/**
 * Where Kubernetes takes an address that nobody chose: first above the static band, then inside it. IPv4 leaves out the
 * broadcast address. Source: pkg/registry/core/service/ipallocator/ipallocator.go calculateRangeOffset.
 */
export function serviceBands(range: AddressRange): readonly Band[] {
	const last = range.size - (range.family === 'IPv4' ? 2 : 1);
	const offset = range.size <= 16 ? 0 : Math.min(Math.max(16, Math.floor(range.size / 16)), 256);
	return [
		{ first: offset + 1, last },
		{ first: 1, last: offset },
	];
}

function toNumber(bytes: readonly number[]): bigint {
	return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
