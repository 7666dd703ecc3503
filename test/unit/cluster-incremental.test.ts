// A simulation after any edits equals one from nothing, and what did not change keeps its identity.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Assumptions, defaultAssumptions } from '../../server/cluster/assumptions.ts';
import type { Cluster } from '../../server/cluster/cluster.ts';
import { createClusterSimulator, simulateCluster } from '../../server/cluster/simulate.ts';
import { serviceNameLabel } from '../../server/kubernetes/objects/endpointslice.ts';
import type { KubernetesObject } from '../../server/kubernetes/objects/read.ts';
import { object, service, slicesOf, template, workload } from './cluster-objects.ts';

/** Numbers below `bound`, the same for the same seed. */
function random(seed: number) {
	let state = seed;
	return (bound: number) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * bound);
	};
}

function randomObject(pick: (bound: number) => number): KubernetesObject {
	const name = `n${pick(5)}`;
	const metadata = { namespace: `ns${pick(2)}` };
	const app = `a${pick(3)}`;
	const replicas = pick(4);
	switch (pick(7)) {
		case 0:
			return workload('Deployment', name, { spec: { replicas }, labels: { app } });
		case 1:
			return workload('StatefulSet', name, { spec: { replicas, serviceName: name }, labels: { app } });
		case 2:
			return object('v1', 'Pod', `${name}-${pick(3)}`, { metadata: { ...metadata, labels: { app } } });
		case 3:
			return object('v1', 'Endpoints', name, {
				metadata,
				subsets: [{ addresses: [{ ip: `10.1.1.${pick(9)}` }] }],
			});
		case 4:
			return object('batch/v1', 'Job', name, {
				metadata,
				spec: { parallelism: replicas, template: template({ app }) },
			});
		default: {
			const kinds = [{}, { clusterIP: 'None' }, { clusterIP: `10.9.0.${pick(9)}` }, { type: 'NodePort' }];
			const selector = pick(4) === 0 ? {} : { selector: { app } };
			return service(name, { ...kinds[pick(4)], ...selector, ports: [{ port: 80 + pick(2) }] }, metadata);
		}
	}
}

/** Another object of that kind and name, as typing makes one. */
function sameName(here: KubernetesObject, pick: (bound: number) => number): KubernetesObject {
	for (let tries = 0; tries < 100; tries++) {
		const other = randomObject(pick);
		const { kind, metadata } = here;
		if (other.kind === kind && other.metadata.namespace === metadata.namespace)
			return { ...other, metadata: { ...other.metadata, name: metadata.name } };
	}
	return here;
}

function sorted(cluster: Cluster): unknown {
	const byName = (list: readonly { metadata: { namespace: string; name: string } }[]) =>
		[...list].sort((a, b) =>
			`${a.metadata.namespace}/${a.metadata.name}` < `${b.metadata.namespace}/${b.metadata.name}` ? -1 : 1,
		);
	return {
		namespaces: cluster.namespaces,
		services: byName(cluster.services),
		pods: byName(cluster.pods),
		endpointSlices: byName(cluster.endpointSlices),
	};
}

test('random edits and assumptions give what a fresh simulation gives', () => {
	const ranges = { serviceCIDRs: ['10.9.0.0/27', 'fd00::/120'], podCIDRs: ['10.8.0.0/25', 'fd01::/64'] };
	for (let seed = 1; seed <= 40; seed++) {
		const pick = random(seed);
		const simulator = createClusterSimulator();
		let objects: KubernetesObject[] = [];
		for (let step = 0; step < 40; step++) {
			const place = pick(objects.length + 1);
			const change = pick(4);
			const here = objects[place];
			if (change === 3 && here !== undefined) objects = objects.with(place, sameName(here, pick));
			else if (change === 0) objects = objects.filter((_, index) => index !== place);
			else if (change === 1 && place < objects.length) objects = objects.with(place, randomObject(pick));
			else objects = [...objects.slice(0, place), randomObject(pick), ...objects.slice(place)];
			const assumptions: Assumptions = {
				...defaultAssumptions,
				...ranges,
				notReady: new Set(pick(2) === 0 ? [`ns0/n${pick(5)}-0`, 'shop/n1-1'] : []),
				terminating: new Set(pick(3) === 0 ? ['shop/n2-0'] : []),
				replicas: new Map(pick(3) === 0 ? [['StatefulSet/shop/n1', pick(5)]] : []),
			};
			const incremental = simulator.simulate(objects, assumptions);
			assert.deepEqual(sorted(incremental), sorted(simulateCluster(objects, assumptions)), `seed ${seed}`);
		}
	}
});

test('the order of the objects does not matter', () => {
	const pick = random(7);
	const objects = Array.from({ length: 60 }, (_, index) =>
		service(`s${index}`, { selector: { app: `a${pick(5)}` }, ports: [{ port: 80 }] }),
	);
	const ranges = { ...defaultAssumptions, serviceCIDRs: ['10.9.0.0/26'] };
	const forwards = simulateCluster(objects, ranges);
	assert.deepEqual(sorted(simulateCluster([...objects].reverse(), ranges)), sorted(forwards));
});

test('what did not change keeps its identity', () => {
	const web = workload('Deployment', 'web', { spec: { replicas: 2 } });
	const kept = service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] });
	const simulator = createClusterSimulator();
	const before = simulator.simulate([web, kept, service('other', { ports: [{ port: 80 }] })]);
	const after = simulator.simulate([web, kept, service('other', { ports: [{ port: 81 }] })]);
	assert.notEqual(after, before);
	assert.equal(slicesOf(after, 'web')[0], slicesOf(before, 'web')[0]);
	assert.deepEqual(
		after.pods.map((pod, index) => pod === before.pods[index]),
		[true, true],
	);
	assert.equal(simulator.simulate([web, kept, ...after.services.slice(0, 0)]).pods[0], before.pods[0]);
});

test('nothing changed: the same cluster', () => {
	const objects = [service('web', { ports: [{ port: 80 }] })];
	const simulator = createClusterSimulator();
	assert.equal(simulator.simulate([...objects]), simulator.simulate([...objects]));
});

test('one changed Service among 3,000 makes its own slices anew and no others', () => {
	const make = (index: number, port: number) =>
		service(`s${index}`, { selector: { app: `w${index}` }, ports: [{ port }] });
	const objects = Array.from({ length: 3000 }, (_, index) => [
		make(index, 80),
		workload('Deployment', `w${index}`, { spec: { replicas: 2 } }),
	]).flat();
	const simulator = createClusterSimulator();
	const before = simulator.simulate([...objects]);
	objects[300] = make(150, 81);
	const after = simulator.simulate([...objects]);
	const known = new Set<object>([...before.pods, ...before.services, ...before.endpointSlices]);
	const fresh = [...after.pods, ...after.services, ...after.endpointSlices].filter(
		(each) => !known.has(each),
	);
	assert.deepEqual(
		fresh.map(({ metadata }) => metadata.labels[serviceNameLabel] ?? metadata.name),
		// The Service as it is stored now, and its slice.
		['s150', 's150'],
	);
});
