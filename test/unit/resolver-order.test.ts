// The expected orders were observed on the real programs in a network namespace with these addresses.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { examplePodNetwork, type PodNetwork } from '../../server/resolver/pod-network.ts';
import { stubResolverOf } from '../../server/resolver/stub-resolvers.ts';

const dualStack: PodNetwork = {
	addresses: [
		{ address: '10.244.1.23', prefixLength: 24 },
		{ address: 'fd00:10:244:1::23', prefixLength: 64 },
	],
	linkLocal: true,
	ipv6Loopback: true,
};
const withoutIPv6: PodNetwork = { ...examplePodNetwork, linkLocal: false, ipv6Loopback: false };

/** Resolver, network, answer, order. */
const cases: readonly (readonly [string, PodNetwork, string, string])[] = [
	// A Pod of one's own subnet comes first, so CoreDNS's shuffling does nothing there.
	['glibc', examplePodNetwork, '10.244.2.1 10.244.1.9 10.96.0.1', '10.244.1.9 10.244.2.1 10.96.0.1'],
	['glibc', withoutIPv6, '10.244.2.1 10.244.1.9 10.96.0.1', '10.244.2.1 10.244.1.9 10.96.0.1'],
	['go', examplePodNetwork, '10.244.2.1 10.244.1.9', '10.244.2.1 10.244.1.9'],
	['musl', examplePodNetwork, '10.244.2.1 10.244.1.9', '10.244.2.1 10.244.1.9'],
	// Dual-stack Services: glibc prefers the unique local IPv6 address, musl and Go prefer IPv4 (RFC 6724 changed the table).
	['glibc', dualStack, '10.96.0.1 fd00:10:96::1', 'fd00:10:96::1 10.96.0.1'],
	['musl', dualStack, 'fd00:10:96::1 10.96.0.1', '10.96.0.1 fd00:10:96::1'],
	['go', dualStack, 'fd00:10:96::1 10.96.0.1', '10.96.0.1 fd00:10:96::1'],
	// Of the real run: unreachable addresses last, in the order of the answer.
	[
		'glibc',
		dualStack,
		'10.96.1.10 8.8.8.8 10.96.2.20 10.244.1.9 fe80::1 2001:db8::7 ff02::1 2002::1',
		'10.244.1.9 10.96.1.10 8.8.8.8 10.96.2.20 2001:db8::7 2002::1 fe80::1 ff02::1',
	],
	[
		'musl',
		dualStack,
		'fe80::1 2001:db8::7 ff02::1 2002::1 10.96.1.10 8.8.8.8 10.96.2.20 10.244.1.9',
		'10.244.1.9 10.96.1.10 10.96.2.20 8.8.8.8 2001:db8::7 2002::1 fe80::1 ff02::1',
	],
	[
		'go',
		dualStack,
		'fe80::1 2001:db8::7 ff02::1 2002::1 10.96.1.10 8.8.8.8 10.96.2.20 10.244.1.9',
		'10.96.1.10 8.8.8.8 10.96.2.20 10.244.1.9 2001:db8::7 2002::1 fe80::1 ff02::1',
	],
	['java', dualStack, 'fd00:10:96::1 10.96.0.1 10.96.0.1', '10.96.0.1 fd00:10:96::1'],
	['node-lookup', dualStack, '10.96.0.1 fd00:10:96::1', 'fd00:10:96::1 10.96.0.1'],
	['c-ares', dualStack, '10.244.2.1 10.244.1.9', '10.244.2.1 10.244.1.9'],
];

describe('the order of addresses', () => {
	for (const [id, network, answer, expected] of cases) {
		it(`${id}: ${answer}`, () => {
			const resolver = stubResolverOf(id);
			assert.ok(resolver);
			assert.equal(resolver.order(answer.split(' '), network).join(' '), expected);
		});
	}
});
