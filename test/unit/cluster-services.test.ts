import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultAssumptions } from '../../server/cluster/assumptions.ts';
import { createClusterSimulator, simulateCluster } from '../../server/cluster/simulate.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { object, service, serviceOf, slicesOf, workload } from './cluster-objects.ts';

test('every cluster has the system’s namespaces and Services', () => {
	const cluster = simulateCluster([object('v1', 'Namespace', 'empty'), service('web', {})]);
	assert.deepEqual(
		cluster.namespaces.map(({ metadata }) => metadata.name),
		['default', 'empty', 'kube-node-lease', 'kube-public', 'kube-system', 'shop'],
	);
	const kubernetes = serviceOf(cluster, 'kubernetes', 'default');
	assert.deepEqual(kubernetes.spec.clusterIPs, ['10.96.0.1']);
	assert.deepEqual(slicesOf(cluster, 'kubernetes', 'default'), []);
	const dns = serviceOf(cluster, 'kube-dns', 'kube-system');
	assert.deepEqual(dns.spec.clusterIPs, ['10.96.0.10']);
	assert.deepEqual(
		dns.spec.ports.map(({ name, port, protocol }) => `${name} ${port}/${protocol}`),
		['dns 53/UDP', 'dns-tcp 53/TCP', 'metrics 9153/TCP'],
	);
	assert.deepEqual(
		slicesOf(cluster, 'kube-dns', 'kube-system').map(({ endpoints }) => endpoints),
		[[]],
	);
});

test('a written kube-dns takes the place of the assumed one', () => {
	const written = service('kube-dns', { clusterIP: '10.96.0.99' }, { namespace: 'kube-system' });
	const cluster = simulateCluster([written]);
	assert.deepEqual(serviceOf(cluster, 'kube-dns', 'kube-system').spec.clusterIPs, ['10.96.0.99']);
	assert.equal(cluster.services.filter(({ metadata }) => metadata.name === 'kube-dns').length, 1);
});

const families: readonly [spec: JsonObject, families: readonly string[], policy: string | undefined][] = [
	[{}, ['IPv4'], 'SingleStack'],
	[{ clusterIP: 'None', selector: { a: 'b' } }, ['IPv4'], 'SingleStack'],
	[{ clusterIP: 'None' }, ['IPv4', 'IPv6'], 'RequireDualStack'],
	[{ clusterIP: 'None', ipFamilies: ['IPv6'] }, ['IPv6', 'IPv4'], 'RequireDualStack'],
	[{ clusterIP: 'None', ipFamilyPolicy: 'SingleStack' }, ['IPv4'], 'SingleStack'],
	[{ ipFamilyPolicy: 'PreferDualStack' }, ['IPv4', 'IPv6'], 'PreferDualStack'],
	[{ ipFamilies: ['IPv6'], ipFamilyPolicy: 'RequireDualStack' }, ['IPv6', 'IPv4'], 'RequireDualStack'],
	[{ ipFamilies: ['IPv6'] }, ['IPv6'], 'SingleStack'],
	[{ clusterIP: 'fd00:10:96::5' }, ['IPv6'], 'SingleStack'],
	[{ type: 'ExternalName', externalName: 'a.example' }, [], undefined],
];
for (const [spec, expected, policy] of families) {
	test(`families of ${JSON.stringify(spec)}`, () => {
		const { spec: stored } = serviceOf(simulateCluster([service('web', spec)]), 'web');
		assert.deepEqual(stored.ipFamilies, expected);
		assert.equal(stored.ipFamilyPolicy, policy);
	});
}

test('on a single-stack cluster only selectorless headless Services have two families', () => {
	const single = { ...defaultAssumptions, serviceCIDRs: ['172.20.0.0/16'], podCIDRs: ['10.0.0.0/16'] };
	const cluster = simulateCluster(
		[service('web', { ipFamilyPolicy: 'PreferDualStack' }), service('db', { clusterIP: 'None' })],
		single,
	);
	assert.deepEqual(serviceOf(cluster, 'web').spec.ipFamilies, ['IPv4']);
	assert.match(serviceOf(cluster, 'web').spec.clusterIP ?? '', /^172\.20\./);
	assert.deepEqual(serviceOf(cluster, 'db').spec.ipFamilies, ['IPv4', 'IPv6']);
	assert.deepEqual(serviceOf(cluster, 'kubernetes', 'default').spec.clusterIPs, ['172.20.0.1']);
});

test('written addresses and node ports stay, others are picked beside them', () => {
	const spec = {
		type: 'NodePort',
		ports: [{ port: 80, nodePort: 30123 }, { port: 53, protocol: 'UDP' }, { port: 53 }],
	};
	const cluster = simulateCluster([service('a', { ...spec, clusterIP: '10.96.7.7' })]);
	const { spec: stored } = serviceOf(cluster, 'a');
	assert.deepEqual(stored.clusterIPs, ['10.96.7.7']);
	const [http, udp, tcp] = stored.ports;
	assert.equal(http?.nodePort, 30123);
	assert.equal(udp?.nodePort, tcp?.nodePort);
	assert.equal((udp?.nodePort ?? 0) >= 30086 && (udp?.nodePort ?? 0) <= 32767, true);
});

test('a LoadBalancer may do without node ports', () => {
	const spec = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] };
	const { spec: stored } = serviceOf(simulateCluster([service('a', spec)]), 'a');
	assert.equal(stored.ports[0]?.nodePort, undefined);
});

test('picked addresses lie above the static band, and no two are equal', () => {
	const count = 2000;
	const objects = Array.from({ length: count }, (_, index) =>
		service(`s${index}`, { ipFamilyPolicy: 'PreferDualStack', ports: [{ port: 80 }] }),
	);
	const { services } = simulateCluster(objects);
	const own = services.filter(({ metadata }) => metadata.namespace === 'shop');
	for (const family of [0, 1]) {
		assert.equal(new Set(own.map(({ spec }) => spec.clusterIPs[family])).size, count);
	}
	for (const { spec } of own) {
		const [first = ''] = spec.clusterIPs;
		const octets = first.split('.').map(Number);
		assert.equal(octets[0] === 10 && (octets[1] ?? 0) >= 96 && (octets[1] ?? 0) < 112, true);
		assert.equal(first.startsWith('10.96.0.'), false);
	}
});

test('another Service or workload moves no address', () => {
	const objects = Array.from({ length: 200 }, (_, index) => [
		service(`s${index}`, { selector: { app: `w${index}` }, ports: [{ port: 80 }] }),
		workload('Deployment', `w${index}`, { spec: { replicas: 2 } }),
	]).flat();
	const before = simulateCluster(objects);
	const after = simulateCluster([
		service('aaa', { ports: [{ port: 80 }] }),
		workload('Deployment', 'aaa'),
		...objects,
	]);
	const known = new Map(after.services.map(({ metadata, spec }) => [metadata.name, spec.clusterIPs]));
	for (const { metadata, spec } of before.services)
		assert.deepEqual(known.get(metadata.name), spec.clusterIPs);
	const pods = new Map(after.pods.map(({ metadata, status }) => [metadata.name, status.podIPs]));
	for (const { metadata, status } of before.pods) assert.deepEqual(pods.get(metadata.name), status.podIPs);
});

test('a full range leaves Services without address, and frees it for others', () => {
	const tiny = { ...defaultAssumptions, serviceCIDRs: ['10.9.0.0/29'] };
	const objects = Array.from({ length: 9 }, (_, index) => service(`s${index}`, { ports: [{ port: 80 }] }));
	const simulator = createClusterSimulator();
	const addresses = (list: typeof objects) =>
		simulator
			.simulate(list, tiny)
			.services.filter(({ metadata }) => metadata.namespace === 'shop')
			.flatMap(({ spec }) => spec.clusterIPs);
	// Six addresses, of which `kubernetes` has the first and `kube-dns` some other, as there is no tenth.
	assert.equal(addresses(objects).length, 4);
	assert.equal(addresses(objects.slice(4)).length, 4);
	assert.equal(addresses(objects.slice(6)).length, 3);
});

test('the last object of a name counts', () => {
	const cluster = simulateCluster([
		service('web', { clusterIP: '10.96.1.1' }),
		service('web', { clusterIP: '10.96.1.2' }),
	]);
	assert.equal(serviceOf(cluster, 'web').spec.clusterIP, '10.96.1.2');
	assert.equal(cluster.services.filter(({ metadata }) => metadata.name === 'web').length, 1);
});
