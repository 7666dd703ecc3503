// Invariant: results and errors are those of java.net.InetAddress.getAllByName in OpenJDK 17 on glibc, without its cache
// (src/java.base: InetAddress.java, IPAddressUtil.java, Inet6AddressImpl.c).
import { parseInetAton, parseIPv6Literal } from './address-literal.ts';
import type { Exchange } from './exchange.ts';
import { getaddrinfo } from './glibc/glibc.ts';
import { orderForGlibc } from './glibc/order.ts';
import type { PodNetwork } from './pod-network.ts';
import type { Lookup, Outcome, Resolution, StubResolver } from './resolution.ts';
import { Timeline } from './timeline.ts';

export const java: StubResolver = { id: 'java', resolve, order };

/** `ipv4` stands for `-Djava.net.preferIPv4Stack=true`. */
function resolve(lookup: Lookup, exchange: Exchange): Resolution {
	const literal = literalOutcome(lookup.name);
	if (literal !== undefined) return new Timeline(exchange, lookup.latency).resolution(literal);
	const resolution = getaddrinfo(lookup, exchange, { canonicalName: true });
	const { outcome } = resolution;
	if (outcome.kind === 'error') {
		return { ...resolution, outcome: unknownHost(`${lookup.name}: ${outcome.message ?? outcome.error}`) };
	}
	if (outcome.kind !== 'addresses') return resolution;
	return { ...resolution, outcome: { kind: 'addresses', addresses: ipv4First(outcome.addresses) } };
}

function order(addresses: readonly string[], network: PodNetwork): readonly string[] {
	return ipv4First(orderForGlibc(addresses, network));
}

/** Each address once, IPv4 in front (`java.net.preferIPv6Addresses=false`). */
function ipv4First(addresses: readonly string[]): readonly string[] {
	const once = [...new Set(addresses)];
	return [
		...once.filter((address) => !address.includes(':')),
		...once.filter((address) => address.includes(':')),
	];
}

/** Numbers count as decimal here, zeros in front or not; what only C reads as an address is refused. */
function literalOutcome(name: string): Outcome | undefined {
	if (name === '') return { kind: 'addresses', addresses: ['127.0.0.1'] };
	if (!/^[0-9A-Fa-f:]/.test(name)) return undefined;
	const decimal = name.split('.').map((part) => (/^[0-9]+$/.test(part) ? String(Number(part)) : 'none'));
	const ipv4 = name.length <= 15 ? parseInetAton(decimal.join('.')) : undefined;
	if (ipv4 !== undefined) return { kind: 'addresses', addresses: [ipv4] };
	if (parseInetAton(name) !== undefined) return unknownHost(name);
	const ipv6 = parseIPv6Literal(name);
	if (ipv6 !== undefined) return { kind: 'addresses', addresses: [ipv6.replace(/^::ffff:/, '')] };
	return name.includes(':') ? unknownHost(`${name}: invalid IPv6 address literal`) : undefined;
}

function unknownHost(message: string): Outcome {
	return { kind: 'error', error: 'UnknownHostException', message };
}
