import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Assumptions, defaultAssumptions } from '../../server/cluster/assumptions.ts';
import { maximumReplicas } from '../../server/cluster/pods/plan-pods.ts';
import { simulateCluster } from '../../server/cluster/simulate.ts';
import type { KubernetesObject } from '../../server/kubernetes/objects/read.ts';
import { object, podsIn, service, slicesOf, template, workload } from './cluster-objects.ts';

function podsOf(objects: readonly KubernetesObject[], assumptions: Partial<Assumptions> = {}) {
	return podsIn(simulateCluster(objects, { ...defaultAssumptions, ...assumptions }));
}

const names = (objects: readonly KubernetesObject[], assumptions: Partial<Assumptions> = {}) =>
	podsOf(objects, assumptions).map(({ metadata }) => metadata.name);

test('a Deployment makes Pods that look generated', () => {
	const pods = podsOf([workload('Deployment', 'web', { spec: { replicas: 3 } })]);
	assert.equal(pods.length, 3);
	for (const { metadata, spec, status } of pods) {
		assert.match(metadata.name, /^web-[bcdf456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
		const hash = metadata.labels['pod-template-hash'];
		assert.equal(metadata.name.startsWith(`web-${hash}-`), true);
		assert.deepEqual(metadata.ownerReferences, [
			{ kind: 'ReplicaSet', name: `web-${hash}`, controller: true },
		]);
		assert.equal(metadata.labels['topology.kubernetes.io/zone'], spec.nodeName?.replace('node', 'zone'));
		assert.equal(status.phase, 'Running');
	}
	assert.equal(new Set(pods.map(({ spec }) => spec.nodeName)).size, 3);
});

const clash = [
	{ name: 'a', image: 'a', ports: [{ containerPort: 80 }] },
	{ name: 'b', image: 'b', ports: [{ containerPort: 80, protocol: 'TCP' }] },
];
const refusals: readonly [title: string, podSpec: Record<string, unknown>, count: number][] = [
	['the host would give one port twice', { hostNetwork: true, containers: clash }, 0],
	['with a blank behind an image', { containers: [{ name: 'a', image: 'a ' }] }, 0],
	['that share the network of their Pod alone', { containers: clash }, 1],
	[
		'whose init containers run one after the other',
		{ hostNetwork: true, containers: [clash[0]], initContainers: [clash[1]] },
		1,
	],
	[
		'that ask for one port of two addresses',
		{
			hostNetwork: true,
			containers: [
				{ name: 'a', image: 'a', ports: [{ containerPort: 80, hostIP: '10.0.0.1' }] },
				{ name: 'b', image: 'b', ports: [{ containerPort: 80, hostIP: '10.0.0.2' }] },
			],
		},
		1,
	],
];
for (const [title, podSpec, count] of refusals) {
	test(`${count} Pods of containers ${title}`, () => {
		const set = workload('ReplicaSet', 'web', { podSpec: podSpec as never });
		assert.equal(podsOf([set]).length, count);
	});
}

const ordinals: readonly [title: string, spec: Record<string, unknown>, expected: readonly string[]][] = [
	['counts from 0', { replicas: 3 }, ['db-0', 'db-1', 'db-2']],
	['starts where it says', { replicas: 2, ordinals: { start: 5 } }, ['db-5', 'db-6']],
	['needs no order', { replicas: 2, podManagementPolicy: 'Parallel' }, ['db-0', 'db-1']],
	['has one Pod where nothing is written', {}, ['db-0']],
	['may have none', { replicas: 0 }, []],
];
for (const [title, spec, expected] of ordinals) {
	test(`a StatefulSet ${title}`, () => {
		const set = workload('StatefulSet', 'db', { spec: { serviceName: 'db', ...spec } as never });
		const pods = podsOf([set]);
		assert.deepEqual(
			pods.map(({ metadata }) => metadata.name),
			expected,
		);
		for (const { metadata, spec: podSpec } of pods) {
			assert.equal(podSpec.hostname, metadata.name);
			assert.equal(podSpec.subdomain, 'db');
			assert.equal(metadata.labels['statefulset.kubernetes.io/pod-name'], metadata.name);
			assert.equal(metadata.labels['apps.kubernetes.io/pod-index'], metadata.name.slice(3));
			assert.match(metadata.labels['controller-revision-hash'] ?? '', /^db-[bcdf456789]+$/);
		}
	});
}

test('a StatefulSet replaces its template’s hostname and subdomain, also by nothing', () => {
	const podSpec = { hostname: 'own', subdomain: 'own' };
	const [pod] = podsOf([workload('StatefulSet', 'db', { podSpec })]);
	assert.equal(pod?.spec.hostname, 'db-0');
	assert.equal(pod?.spec.subdomain, undefined);
});

test('Pods that the API server would refuse are not there', () => {
	assert.deepEqual(names([workload('StatefulSet', 'db.v1', { labels: { app: 'db' } })]), []);
	assert.deepEqual(names([workload('StatefulSet', 'd'.repeat(60), { labels: { app: 'db' } })]), []);
});

test('a Pod that is not ready later leaves the StatefulSet’s others running', () => {
	const set = workload('StatefulSet', 'db', { spec: { replicas: 3 } });
	const pods = podsOf([set], { notReady: new Set(['shop/db-1']) });
	assert.deepEqual(
		pods.map(({ status }) => status.ready),
		[true, false, true],
	);
});

test('a terminating Pod of a StatefulSet keeps its name, one of a Deployment is replaced at once', () => {
	const set = workload('StatefulSet', 'db', { spec: { replicas: 2 } });
	const terminating = new Set(['shop/db-1']);
	assert.deepEqual(names([set], { terminating }), ['db-0', 'db-1']);
	const deployment = workload('Deployment', 'web', { spec: { replicas: 2 } });
	const [first = ''] = names([deployment]);
	const pods = podsOf([deployment], { terminating: new Set([`shop/${first}`]) });
	assert.deepEqual(
		pods.map(({ metadata, status }) => [
			metadata.deletionTimestamp !== undefined,
			status.phase,
			status.podIPs.length,
		]),
		[
			[true, 'Running', 2],
			[false, 'Running', 2],
			[false, 'Pending', 0],
		],
	);
});

test('a DaemonSet has one Pod on each node', () => {
	const pods = podsOf([workload('DaemonSet', 'agent')]);
	assert.deepEqual(
		pods.map(({ spec }) => spec.nodeName),
		['node-a', 'node-b', 'node-c'],
	);
	assert.equal(pods[0]?.metadata.labels['pod-template-generation'], '1');
});

const jobs: readonly [title: string, kind: 'Job' | 'CronJob', spec: object, expected: number][] = [
	['runs one Pod', 'Job', {}, 1],
	['runs as many as its parallelism', 'Job', { parallelism: 3 }, 3],
	['runs no more than its completions', 'Job', { parallelism: 3, completions: 2 }, 2],
	['runs none while suspended', 'Job', { suspend: true }, 0],
	['runs its Job’s Pods', 'CronJob', { parallelism: 2 }, 2],
];
for (const [title, kind, jobSpec, expected] of jobs) {
	test(`a ${kind} ${title}`, () => {
		const job = { ...jobSpec, template: template({ app: 'job' }) };
		const spec = kind === 'Job' ? job : { schedule: '@daily', jobTemplate: { spec: job } };
		const pods = podsOf([object('batch/v1', kind, 'job', { spec } as never)]);
		assert.equal(pods.length, expected);
		for (const { metadata } of pods) {
			const name = metadata.labels['job-name'] ?? '';
			assert.match(name, kind === 'Job' ? /^job$/ : /^job-\d{8}$/);
			assert.equal(metadata.labels['batch.kubernetes.io/job-name'], name);
			assert.equal(metadata.name.startsWith(`${name}-`), true);
		}
	});
}

test('a suspended CronJob runs nothing', () => {
	const spec = {
		suspend: true,
		schedule: '@daily',
		jobTemplate: { spec: { template: template({ app: 'x' }) } },
	};
	assert.deepEqual(names([object('batch/v1', 'CronJob', 'job', { spec })]), []);
});

test('Pods of an Indexed Job have numbers', () => {
	const spec = {
		parallelism: 2,
		completions: 2,
		completionMode: 'Indexed',
		template: template({ app: 'job' }),
	};
	const pods = podsOf([object('batch/v1', 'Job', 'job', { spec })]);
	assert.deepEqual(
		pods.map(({ spec: podSpec }) => podSpec.hostname),
		['job-0', 'job-1'],
	);
	assert.match(pods[1]?.metadata.name ?? '', /^job-1-[a-z0-9]{5}$/);
});

test('a bare Pod runs, whatever status its manifest has', () => {
	const status = { phase: 'Failed', podIPs: [{ ip: '1.2.3.4' }] };
	const [pod] = podsOf([object('v1', 'Pod', 'solo', { spec: { containers: [] }, status })]);
	assert.equal(pod?.status.phase, 'Running');
	assert.equal(pod?.status.podIPs[0]?.startsWith('10.244.'), true);
});

test('replicas can be assumed, and their number is bounded', () => {
	const objects = [workload('StatefulSet', 'db', { spec: { replicas: 1 } })];
	const assume = (count: number) => ({ replicas: new Map([['StatefulSet/shop/db', count]]) });
	assert.equal(names(objects, assume(4)).length, 4);
	assert.equal(names(objects, assume(-1)).length, 0);
	assert.equal(names(objects, assume(1e9)).length, maximumReplicas);
});

test('more replicas keep the names and addresses of the ones before', () => {
	for (const kind of ['Deployment', 'StatefulSet', 'ReplicaSet']) {
		const few = podsOf([workload(kind, 'web', { spec: { replicas: 3 } })]);
		const more = podsOf([workload(kind, 'web', { spec: { replicas: 7 } })]);
		assert.deepEqual(more.slice(0, 3), few);
	}
});

test('Pods on the host’s network have its addresses and open their ports there', () => {
	const objects = [
		workload('StatefulSet', 'db', { spec: { replicas: 4 }, podSpec: { hostNetwork: true } }),
		service('db', { selector: { app: 'db' }, clusterIP: 'None', ports: [{ port: 80, targetPort: 'http' }] }),
	];
	const cluster = simulateCluster(objects);
	const pods = podsIn(cluster);
	assert.equal(new Set(pods.map(({ status }) => status.podIPs[0])).size, 4);
	assert.match(pods[0]?.status.podIPs[0] ?? '', /^192\.168\.100\.\d+$/);
	assert.equal(pods[0]?.spec.containers[0]?.ports[0]?.hostPort, 8080);
	assert.equal(slicesOf(cluster, 'db')[0]?.endpoints.length, 4);
});

test('a hand-written Pod takes its name from a StatefulSet', () => {
	const set = workload('StatefulSet', 'db', { spec: { replicas: 2 } });
	const pod = object('v1', 'Pod', 'db-1', { metadata: { labels: { app: 'x' } }, spec: { containers: [] } });
	assert.deepEqual(names([set, pod]), ['db-0', 'db-1']);
	assert.equal(podsOf([set, pod])[1]?.metadata.labels.app, 'x');
});

test('what a controller made elsewhere is not counted twice', () => {
	const owner = { kind: 'Deployment', name: 'web', apiVersion: 'apps/v1', uid: 'x', controller: true };
	const copied = object('apps/v1', 'ReplicaSet', 'web-abc', {
		metadata: { ownerReferences: [owner] },
		spec: { replicas: 2, template: template({ app: 'web' }) },
	});
	assert.equal(names([workload('Deployment', 'web'), copied]).length, 1);
});
