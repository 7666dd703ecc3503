import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ClientKind, clientKinds, type TrafficTarget, traffic } from '../../server/resolver/clients.ts';
import { orderForGlibc } from '../../server/resolver/glibc/order.ts';
import { examplePodNetwork } from '../../server/resolver/pod-network.ts';

const pods = ['10.244.1.10', '10.244.2.11', '10.244.3.12'];
const proxied: TrafficTarget = { kind: 'virtual-ip', address: '10.96.12.7', endpoints: pods };
const headless: TrafficTarget = { kind: 'addresses', addresses: pods, shuffled: true };

/** What is there, the client, connections; connections at each Pod, lost, explanation. */
const cases: readonly (readonly [
	string,
	TrafficTarget,
	ClientKind,
	number,
	readonly number[],
	number,
	string,
])[] = [
	['a virtual IP', proxied, 'kube-proxy', 100, [34, 33, 33], 0, 'proxy-spreads'],
	['a virtual IP', proxied, 'first', 100, [34, 33, 33], 0, 'proxy-spreads'],
	['a virtual IP', proxied, 'once', 2, [1, 1, 0], 0, 'proxy-spreads'],
	['ClientIP affinity', { ...proxied, affinity: true }, 'random', 10, [10, 0, 0], 0, 'proxy-affinity'],
	['no endpoint', { ...proxied, endpoints: [] }, 'first', 7, [], 7, 'proxy-no-endpoints'],
	['headless', headless, 'kube-proxy', 100, [0, 0, 0], 0, 'no-virtual-ip'],
	['headless', headless, 'first', 100, [34, 33, 33], 0, 'first-of-shuffled'],
	['headless', headless, 'random', 101, [34, 34, 33], 0, 'random-of-all'],
	['headless', headless, 'once', 100, [100, 0, 0], 0, 'kept'],
	['a fixed order', { ...headless, shuffled: false }, 'first', 100, [100, 0, 0], 0, 'first-of-fixed'],
	['a fixed order', { ...headless, shuffled: false }, 'random', 9, [3, 3, 3], 0, 'random-of-all'],
	[
		'a Pod on the own subnet',
		{ ...headless, order: (answer) => orderForGlibc(answer, examplePodNetwork) },
		'first',
		100,
		[100, 0, 0],
		0,
		'first-of-preferred',
	],
	[
		'a Pod that is not ready',
		{ ...headless, refusing: new Set([pods[1] ?? '']) },
		'first',
		99,
		[33, 0, 33],
		33,
		'first-of-shuffled',
	],
	[
		'the kept Pod is gone',
		{ ...headless, refusing: new Set([pods[0] ?? '']) },
		'once',
		99,
		[0, 0, 0],
		99,
		'kept',
	],
	['one Pod', { ...headless, addresses: pods.slice(0, 1) }, 'random', 5, [5], 0, 'only-address'],
	['no record', { ...headless, addresses: [] }, 'first', 5, [], 5, 'no-address'],
	['no connection', headless, 'first', 0, [0, 0, 0], 0, 'first-of-shuffled'],
];

describe('where connections go', () => {
	for (const [name, target, client, connections, expected, lost, explanation] of cases) {
		it(`${client}, ${connections}: ${name} (${explanation})`, () => {
			const result = traffic(client, target, connections);
			assert.deepEqual(
				result.shares.map((share) => share.connections),
				expected,
			);
			assert.equal(result.lost, lost);
			assert.equal(result.explanation, explanation);
		});
	}

	it('adds up for every client and number', () => {
		for (const client of clientKinds.filter((kind) => kind !== 'kube-proxy')) {
			for (let connections = 0; connections < 50; connections++) {
				for (const target of [proxied, headless, { ...headless, refusing: new Set(pods.slice(0, 1)) }]) {
					const { shares, lost } = traffic(client, target, connections);
					const arrived = shares.reduce((sum, share) => sum + share.connections, 0);
					assert.equal(arrived + lost, connections);
				}
			}
		}
	});

	it('gives the parameters of its explanation', () => {
		assert.deepEqual(traffic('once', headless, 3).parameters, { address: pods[0], pods: 3 });
		assert.deepEqual(traffic('first', headless, 3).parameters, { pods: 3 });
		assert.deepEqual(traffic('first', proxied, 3).parameters, { address: '10.96.12.7', pods: 3 });
	});
});
