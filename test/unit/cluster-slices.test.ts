import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultAssumptions } from '../../server/cluster/assumptions.ts';
import { endpointSlicesFor } from '../../server/cluster/endpointslices.ts';
import { exampleNodes } from '../../server/cluster/nodes.ts';
import { simulateCluster } from '../../server/cluster/simulate.ts';
import { readPod } from '../../server/kubernetes/objects/pod.ts';
import { readService } from '../../server/kubernetes/objects/service.ts';
import { object, service, slicesOf, workload } from './cluster-objects.ts';

test('at most 100 endpoints stand in a slice', () => {
	const cluster = simulateCluster([
		workload('Deployment', 'web', { spec: { replicas: 250 } }),
		service('web', { selector: { app: 'web' }, ports: [{ port: 80 }] }),
	]);
	const slices = slicesOf(cluster, 'web');
	assert.deepEqual(
		slices.map(({ endpoints }) => endpoints.length),
		[100, 100, 50],
	);
	assert.equal(new Set(slices.map(({ metadata }) => metadata.name)).size, 3);
});

test('a Service’s labels go to its slices, the controller’s own are kept', () => {
	const labels = { team: 'a', 'kubernetes.io/service-name': 'x', 'service.kubernetes.io/headless': 'x' };
	const cluster = simulateCluster([service('web', { selector: { app: 'web' } }, { labels })]);
	assert.deepEqual(slicesOf(cluster, 'web')[0]?.metadata.labels, {
		team: 'a',
		'kubernetes.io/service-name': 'web',
		'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
	});
});

test('Services without Pods of theirs have a placeholder, those without selector have nothing', () => {
	const cluster = simulateCluster([
		service('web', { selector: { app: 'web' }, ipFamilyPolicy: 'RequireDualStack', ports: [{ port: 80 }] }),
		service('ext', { ports: [{ port: 80 }] }),
		service('none', { selector: {}, ports: [{ port: 80 }] }),
		service('name', { type: 'ExternalName', externalName: 'a.example', selector: { app: 'web' } }),
	]);
	assert.deepEqual(
		slicesOf(cluster, 'web').map(({ addressType, endpoints, ports }) => [addressType, endpoints, ports]),
		[
			['IPv4', [], []],
			['IPv6', [], []],
		],
	);
	for (const name of ['ext', 'none', 'name']) assert.deepEqual(slicesOf(cluster, name), []);
});

test('hand-written slices stay, unless they claim to be a controller’s', () => {
	const slice = (name: string, labels: Record<string, string>) =>
		object('discovery.k8s.io/v1', 'EndpointSlice', name, {
			metadata: { labels: { 'kubernetes.io/service-name': 'web', ...labels } },
			addressType: 'IPv4',
			endpoints: [{ addresses: ['10.1.2.3'] }],
		});
	const managed = { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' };
	const cluster = simulateCluster([
		service('web', { selector: { app: 'web' } }),
		slice('own', {}),
		slice('copied', managed),
	]);
	const names = slicesOf(cluster, 'web').map(({ metadata }) => metadata.name);
	assert.equal(names.includes('own'), true);
	assert.equal(names.includes('copied'), false);
});

test('Endpoints are mirrored for a Service without selector, joined where the same addresses serve', () => {
	const endpoints = object('v1', 'Endpoints', 'ext', {
		metadata: { labels: { team: 'a' } },
		subsets: [
			{
				addresses: [{ ip: '10.1.2.3', hostname: 'one' }, { ip: 'fd00::5' }],
				notReadyAddresses: [{ ip: '10.1.2.4' }],
				ports: [{ name: 'pg', port: 5432 }],
			},
			{
				addresses: [{ ip: '10.1.2.3', hostname: 'one' }, { ip: 'fd00::5' }],
				notReadyAddresses: [{ ip: '10.1.2.4' }],
				ports: [{ name: 'admin', port: 8080, protocol: 'UDP' }],
			},
		],
	});
	const cluster = simulateCluster([service('ext', { ports: [{ port: 5432 }] }), endpoints]);
	const ports = [
		{ name: 'pg', protocol: 'TCP', port: 5432 },
		{ name: 'admin', protocol: 'UDP', port: 8080 },
	];
	assert.deepEqual(
		slicesOf(cluster, 'ext').map((slice) => [slice.addressType, slice.endpoints, slice.ports]),
		[
			[
				'IPv4',
				[
					{ addresses: ['10.1.2.3'], ready: true, hostname: 'one' },
					{ addresses: ['10.1.2.4'], ready: false },
				],
				ports,
			],
			['IPv6', [{ addresses: ['fd00::5'], ready: true }], ports],
		],
	);
	assert.equal(slicesOf(cluster, 'ext')[0]?.metadata.labels.team, 'a');
});

const unmirrored: readonly [title: string, spec: object, metadata: object][] = [
	['a Service with selector', { selector: { app: 'x' } }, {}],
	['a label against it', {}, { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }],
	['a leader election', {}, { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } }],
];
for (const [title, spec, metadata] of unmirrored) {
	test(`Endpoints are not mirrored for ${title}`, () => {
		const subsets = [{ addresses: [{ ip: '10.1.2.3' }], ports: [{ port: 80 }] }];
		const endpoints = object('v1', 'Endpoints', 'ext', { metadata, subsets } as never);
		const cluster = simulateCluster([service('ext', spec as never), endpoints]);
		assert.deepEqual(
			slicesOf(cluster, 'ext').flatMap((slice) => slice.endpoints),
			[],
		);
	});
}

test('an unknown node hides a Pod, unless not-ready addresses are published', () => {
	const pod = readPod(
		{
			metadata: { name: 'a', namespace: 'shop', labels: { app: 'a' } },
			spec: { nodeName: 'gone' },
			status: { phase: 'Running', podIPs: [{ ip: '10.244.0.9' }] },
		},
		'shop',
	);
	const slices = (publish: boolean) => {
		const spec = { selector: { app: 'a' }, clusterIP: 'None', publishNotReadyAddresses: publish };
		return endpointSlicesFor([readService({ metadata: { name: 'a' }, spec }, 'shop')], [pod], exampleNodes);
	};
	assert.deepEqual(
		slices(false).flatMap(({ endpoints }) => endpoints),
		[],
	);
	assert.equal(slices(true)[0]?.endpoints[0]?.addresses[0], '10.244.0.9');
});

const distributions: readonly [value: string | undefined, zones: number, nodes: number][] = [
	[undefined, 0, 0],
	['PreferClose', 1, 0],
	['PreferSameZone', 1, 0],
	['PreferSameNode', 1, 1],
];
for (const [trafficDistribution, zones, nodes] of distributions) {
	test(`hints of trafficDistribution ${trafficDistribution}`, () => {
		const cluster = simulateCluster(
			[
				workload('StatefulSet', 'web', { spec: { replicas: 2 } }),
				service('web', {
					selector: { app: 'web' },
					ports: [{ port: 80 }],
					...(trafficDistribution === undefined ? {} : { trafficDistribution }),
				}),
			],
			{ ...defaultAssumptions, notReady: new Set(['shop/web-1']) },
		);
		const [ready, notReady] = slicesOf(cluster, 'web')[0]?.endpoints ?? [];
		assert.equal(ready?.hints?.forZones.length ?? 0, zones);
		assert.equal(ready?.hints?.forNodes.length ?? 0, nodes);
		assert.equal(notReady?.hints, undefined);
	});
}
