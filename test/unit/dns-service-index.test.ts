// An index that is made from another one answers as one that is made from nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClusterSimulator } from '../../server/cluster/simulate.ts';
import type { EndpointsEntry } from '../../server/dns/plugins/kubernetes/entries.ts';
import { differenceOf } from '../../server/dns/plugins/kubernetes/list-difference.ts';
import { indexServices, WholeIndex } from '../../server/dns/plugins/kubernetes/service-index.ts';
import type { KubernetesObject } from '../../server/kubernetes/objects/read.ts';
import { object, service, workload } from './cluster-objects.ts';

const count = 100;

function serviceNumber(number: number, spec: object = {}): KubernetesObject {
	return service(`s${number}`, { selector: { app: `a${number}` }, ports: [{ port: 80 }], ...spec });
}

const objects: readonly KubernetesObject[] = Array.from({ length: count }, (_, number) => [
	serviceNumber(number, number % 3 === 0 ? { clusterIP: 'None' } : {}),
	workload('Deployment', `d${number}`, { spec: { replicas: number % 4 }, labels: { app: `a${number}` } }),
]).flat();

const edits: Readonly<Record<string, (before: readonly KubernetesObject[]) => readonly KubernetesObject[]>> =
	{
		nothing: (before) => before,
		'a Service loses its virtual IP': (before) => before.with(2, serviceNumber(1, { clusterIP: 'None' })),
		'a Service gets a virtual IP': (before) => before.with(6, serviceNumber(3)),
		'a Service takes an address that another one has': (before) =>
			before
				.with(8, serviceNumber(4, { clusterIP: '10.96.7.7' }))
				.with(10, serviceNumber(5, { clusterIP: '10.96.7.7' })),
		'a workload grows': (before) =>
			before.with(5, workload('Deployment', 'd2', { spec: { replicas: 9 }, labels: { app: 'a2' } })),
		'a Service goes': (before) => before.toSpliced(20, 1),
		'a Service comes': (before) => [...before.slice(0, 50), serviceNumber(count), ...before.slice(50)],
		'a slice is written by hand for a Service that has one': (before) => [
			...before,
			object('discovery.k8s.io/v1', 'EndpointSlice', 'by-hand', {
				metadata: { labels: { 'kubernetes.io/service-name': 's9' } },
				addressType: 'IPv4',
				endpoints: [{ addresses: ['10.244.9.9'] }],
				ports: [{ port: 80 }],
			}),
		],
		'nearly all go': (before) => before.slice(0, 6),
	};

function hosts(entries: readonly EndpointsEntry[]): unknown {
	return entries.map(({ key, addresses }) => [key, addresses.map(({ host }) => host.text)]);
}

test('after each edit', () => {
	const simulator = createClusterSimulator();
	let before: readonly KubernetesObject[] = objects;
	indexServices(simulator.simulate(before));
	for (const [name, edit] of Object.entries(edits)) {
		before = edit(before);
		const cluster = simulator.simulate(before);
		const index = indexServices(cluster);
		const whole = new WholeIndex(cluster);
		for (const { metadata } of [...cluster.services, { metadata: { name: 's20', namespace: 'shop' } }]) {
			const key = `${metadata.name}.${metadata.namespace}`;
			assert.deepEqual(index.service(key)?.hosts, whole.service(key)?.hosts, `${name}: ${key}`);
			assert.deepEqual(hosts(index.slices(key)), hosts(whole.slices(key)), `${name}: slices of ${key}`);
		}
		const named = (found: readonly { name: string }[]) => found.map((service) => service.name);
		const keys = (found: readonly { key: string }[]) => found.map(({ key }) => key);
		const addresses = new Set([
			...cluster.services.flatMap(({ spec }) => spec.clusterIPs),
			...cluster.endpointSlices.flatMap(({ endpoints }) => endpoints.flatMap((each) => each.addresses)),
		]);
		for (const address of addresses) {
			const at = `${name}: ${address}`;
			assert.deepEqual(named(index.servicesWith(address)), named(whole.servicesWith(address)), at);
			assert.deepEqual(keys(index.slicesWith(address)), keys(whole.slicesWith(address)), at);
		}
	}
});

test('differences of lists', () => {
	const long = Array.from({ length: 200 }, (_, number) => number);
	const cases: readonly [before: number[], after: number[], difference: number[] | undefined][] = [
		[[], [], []],
		[[1, 2, 3], [1, 2, 3], []],
		[
			[1, 2, 3],
			[1, 4, 3],
			[2, 4],
		],
		[
			[1, 2, 3, 4],
			[5, 2, 3, 6],
			[1, 5, 4, 6],
		],
		[[1, 2, 3], [1, 3], [2]],
		[[1, 3], [1, 2, 3], [2]],
		[[1, 1], [1], [1]],
		[long, long.map((number) => -number - 1), undefined],
		[long, [], undefined],
	];
	for (const [before, after, difference] of cases) assert.deepEqual(differenceOf(before, after), difference);
});
