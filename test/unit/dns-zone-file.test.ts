import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { zoneFile } from '../../server/dns/zone-file.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { clusterOf, serverFor } from './dns-setup.ts';

const namespace = 'shop';

function imported(name: string, cluster: string, endpoints: readonly JsonObject[]): JsonObject {
	const labels = {
		'multicluster.kubernetes.io/service-name': 'db',
		...(cluster === '' ? {} : { 'multicluster.kubernetes.io/source-cluster': cluster }),
	};
	return {
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: { name, namespace, labels },
		addressType: 'IPv4',
		ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }],
		endpoints,
	};
}

describe('a zone file', () => {
	it('says why a Service has no record', () => {
		const service = (name: string, ns: string, spec: JsonObject): JsonObject => ({
			apiVersion: 'v1',
			kind: 'Service',
			metadata: { name, namespace: ns },
			spec: { ports: [{ port: 80 }], ...spec },
		});
		const cluster = clusterOf([
			{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
			service('elsewhere', 'gone', { clusterIP: '10.96.0.7' }),
			service('hidden', namespace, { clusterIP: 'None' }),
			service('new', namespace, {}),
		]);
		const text = '. {\n kubernetes cluster.local\n}';
		const read = readCorefile(text);
		assert.ok('corefile' in read);
		const { text: zone } = zoneFile(cluster, read.corefile, serverFor(text, { cluster }));
		assert.deepEqual(
			zone.split('\n').filter((line) => line.startsWith('; no record: ')),
			[
				'; no record: its namespace gone does not exist',
				'; no record: a headless Service without ready endpoints does not exist for DNS (NXDOMAIN)',
				'; no record: it has no clusterIP',
			],
		);
	});

	it('names the endpoints of an import with their cluster', () => {
		const cluster = clusterOf([
			{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
			{
				apiVersion: 'multicluster.x-k8s.io/v1alpha1',
				kind: 'ServiceImport',
				metadata: { name: 'db', namespace },
				spec: { type: 'Headless', ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }] },
			},
			imported('db-east', 'east', [
				{ addresses: ['10.1.0.1'], hostname: 'db-0' },
				{ addresses: ['10.1.0.2'], conditions: { ready: false } },
			]),
			imported('db-west', 'west', [{ addresses: ['10.2.0.1'] }]),
		]);
		const text = '. {\n kubernetes clusterset.local {\n multicluster clusterset.local\n }\n}';
		const read = readCorefile(text);
		assert.ok('corefile' in read);
		const { text: zone, links } = zoneFile(cluster, read.corefile, serverFor(text, { cluster }));
		const lines = zone.split('\n');
		const owner = 'db.shop.svc.clusterset.local.';
		assert.deepEqual(
			lines.filter((line) => line.includes(` IN `) && line.includes(owner)),
			[
				`${owner} 5 IN A 10.1.0.1`,
				`${owner} 5 IN A 10.2.0.1`,
				`${owner} 5 IN SRV 0 50 5432 db-0.east.${owner}`,
				`${owner} 5 IN SRV 0 50 5432 10-2-0-1.west.${owner}`,
				`_pg._tcp.${owner} 5 IN SRV 0 50 5432 db-0.east.${owner}`,
				`_pg._tcp.${owner} 5 IN SRV 0 50 5432 10-2-0-1.west.${owner}`,
				`db-0.east.${owner} 5 IN A 10.1.0.1`,
				`10-2-0-1.west.${owner} 5 IN A 10.2.0.1`,
			],
		);
		const line = lines.indexOf(`db-0.east.${owner} 5 IN A 10.1.0.1`);
		assert.deepEqual(
			links.find((link) => link.line === line)?.sources.map(({ kind, name }) => `${kind} ${name}`),
			['EndpointSlice db-east', 'ServiceImport db'],
		);
	});
});
