import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cluster } from '../../server/cluster/cluster.ts';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../../server/dns/corefile/default-corefile.ts';
import { createNameServer } from '../../server/dns/name-server.ts';
import { readEndpointSlice } from '../../server/kubernetes/objects/endpointslice.ts';
import { readNamespace } from '../../server/kubernetes/objects/namespace.ts';
import { readService } from '../../server/kubernetes/objects/service.ts';
import type { Exchange } from '../../server/resolver/exchange.ts';
import { exchangeWith, queryBytes, simulatedCoreDNS } from '../../server/resolver/exchange-with.ts';
import { type PodLookup, resolveAsPod } from '../../server/resolver/resolve-as-pod.ts';
import { scriptedExchange } from '../conformance/resolver-script.ts';

const cluster = scriptedExchange({
	zone: {
		'db.shop.svc.cluster.local.': { A: ['10.96.1.10'] },
		'payments.svc.cluster.local.': {},
		'payments.cluster.local.': { A: ['10.96.3.3'] },
		'_sql._tcp.db.shop.svc.cluster.local.': { SRV: ['0 100 5432 db.shop.svc.cluster.local.'] },
		'example.com.': { A: ['93.184.215.14'] },
	},
});

/** Lookup; the full name, addresses or error, number of queries. */
const cases: readonly (readonly [string, PodLookup, string | undefined, string, number])[] = [
	[
		'a name of the own namespace',
		{ name: 'db', namespace: 'shop' },
		'db.shop.svc.cluster.local.',
		'10.96.1.10',
		2,
	],
	[
		'a name of another namespace',
		{ name: 'db.shop', namespace: 'web' },
		'db.shop.svc.cluster.local.',
		'10.96.1.10',
		4,
	],
	['the short name from another namespace', { name: 'db', namespace: 'web' }, undefined, 'EAI_NONAME', 8],
	[
		'a name of the world costs three detours',
		{ name: 'example.com', namespace: 'shop' },
		'example.com.',
		'93.184.215.14',
		8,
	],
	['a final dot saves them', { name: 'example.com.', namespace: 'shop' }, 'example.com.', '93.184.215.14', 2],
	[
		'ndots:1 from dnsConfig',
		{
			name: 'example.com',
			namespace: 'shop',
			pod: {
				dnsPolicy: 'ClusterFirst',
				hostNetwork: false,
				dnsConfig: { nameservers: [], searches: [], options: [{ name: 'ndots', value: '1' }] },
			},
		},
		'example.com.',
		'93.184.215.14',
		2,
	],
	[
		'glibc goes on behind a namespace of that name',
		{ name: 'payments', namespace: 'shop' },
		'payments.cluster.local.',
		'10.96.3.3',
		6,
	],
	[
		'musl does not',
		{ name: 'payments', namespace: 'shop', resolver: 'musl-1.2.5' },
		undefined,
		'EAI_NODATA',
		4,
	],
	[
		'the host network does not know the cluster',
		{ name: 'db', namespace: 'shop', pod: { dnsPolicy: 'ClusterFirst', hostNetwork: true } },
		undefined,
		'EAI_NONAME',
		2,
	],
	[
		'SRV with the search list',
		{ name: '_sql._tcp.db', namespace: 'shop', family: 'srv', resolver: 'go' },
		'_sql._tcp.db.shop.svc.cluster.local.',
		'db.shop.svc.cluster.local.:5432',
		1,
	],
	[
		'SRV where the API has none',
		{ name: '_sql._tcp.db', namespace: 'shop', family: 'srv' },
		undefined,
		'unsupported',
		0,
	],
	['localhost asks nobody', { name: 'localhost', namespace: 'shop' }, undefined, '::1 127.0.0.1', 0],
];

describe('resolving as a Pod', () => {
	for (const [name, lookup, foundAs, result, queries] of cases) {
		it(name, () => {
			const answer = resolveAsPod(lookup, cluster);
			const { outcome } = answer.resolution;
			const text =
				outcome.kind === 'addresses'
					? outcome.addresses.join(' ')
					: outcome.kind === 'services'
						? outcome.services.map(({ target, port }) => `${target}:${port}`).join(' ')
						: outcome.kind === 'error'
							? outcome.error
							: outcome.kind;
			assert.equal(text, result);
			assert.equal(answer.foundAs, foundAs);
			assert.equal(answer.queries.length, queries);
		});
	}

	it('tells the candidates and rounds of the search', () => {
		const answer = resolveAsPod({ name: 'db.shop', namespace: 'web', latency: 5 }, cluster);
		assert.deepEqual(answer.candidates, ['db.shop.web.svc.cluster.local.', 'db.shop.svc.cluster.local.']);
		assert.equal(answer.dots, 1);
		assert.deepEqual(answer.rounds, [
			{
				name: 'db.shop.web.svc.cluster.local.',
				types: ['A', 'AAAA'],
				transport: 'udp',
				answers: ['NXDOMAIN'],
				records: 0,
				final: false,
				at: 0,
			},
			{
				name: 'db.shop.svc.cluster.local.',
				types: ['A', 'AAAA'],
				transport: 'udp',
				answers: ['NOERROR'],
				records: 1,
				final: true,
				at: 5,
			},
		]);
		assert.equal(answer.queries[0]?.server, '10.96.0.10');
		assert.equal(answer.askedElsewhere, false);
	});

	it('marks servers that are not the cluster DNS', () => {
		const pod = { dnsPolicy: 'Default', hostNetwork: false };
		const elsewhere: Exchange = scriptedExchange({ zone: { 'db.': { A: ['192.0.2.7'] } } });
		const answer = resolveAsPod({ name: 'db', namespace: 'shop', pod }, cluster, elsewhere);
		assert.equal(answer.askedElsewhere, true);
		assert.equal(answer.resolvConf.nodeAssumed, true);
		assert.deepEqual(answer.resolution.outcome, { kind: 'addresses', addresses: ['192.0.2.7'] });
	});
});

describe('the simulated CoreDNS behind a Pod', () => {
	const corefile = readCorefile(kubeadmCorefile());
	assert.ok('corefile' in corefile);
	const nameServer = createNameServer({ corefile: corefile.corefile, cluster: headlessCluster(60) });
	const exchange = exchangeWith(simulatedCoreDNS(nameServer));

	it('is cut at 512 bytes and asked again over TCP', () => {
		const answer = resolveAsPod({ name: 'db', namespace: 'shop', family: 'ipv4' }, exchange);
		assert.deepEqual(
			answer.queries.map(({ transport, truncated, records }) => [transport, truncated, records.length]),
			[
				['udp', true, 29],
				['tcp', false, 60],
			],
		);
		assert.equal(answer.askedElsewhere, false);
		assert.equal(answer.resolution.outcome.kind, 'addresses');
	});

	it('is not cut where EDNS offers room', () => {
		const answer = resolveAsPod({ name: 'db', namespace: 'shop', family: 'ipv4', resolver: 'go' }, exchange);
		assert.deepEqual(
			answer.queries.map(({ records }) => records.length),
			[60],
		);
	});

	it('says what it would have to forward', () => {
		const answer = resolveAsPod({ name: 'example.com.', namespace: 'shop' }, exchange);
		assert.equal(answer.askedElsewhere, true);
		assert.deepEqual(
			answer.rounds.map(({ answers }) => answers),
			[['NXDOMAIN']],
		);
	});
});

/** A headless Service `db` in namespace `shop` with ready Pods. */
function headlessCluster(pods: number): Cluster {
	const service = readService(
		{
			metadata: { name: 'db', namespace: 'shop' },
			spec: { clusterIP: 'None', clusterIPs: ['None'], ports: [{ port: 5432 }] },
		},
		'shop',
	);
	const slice = readEndpointSlice(
		{
			metadata: { name: 'db-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
			addressType: 'IPv4',
			ports: [{ port: 5432, protocol: 'TCP' }],
			endpoints: Array.from({ length: pods }, (_, index) => ({
				addresses: [`10.244.1.${index + 1}`],
				conditions: { ready: true },
			})),
		},
		'shop',
	);
	return {
		namespaces: [readNamespace({ metadata: { name: 'shop' } })],
		services: [service],
		endpointSlices: [slice],
		pods: [],
		serviceImports: [],
	};
}

describe('an exchange over bytes', () => {
	const query = { name: 'db.shop.svc.cluster.local.', type: 'A', nameserver: 0, transport: 'udp' } as const;

	it('writes the query', () => {
		assert.equal(
			Buffer.from(queryBytes({ ...query, name: 'a.bü.', udpSize: 1232, authenticData: true })).toString(
				'hex',
			),
			'00000120000100000000000101610362c3bc000001000100002904d0000000000000',
		);
	});

	it('reads the response', () => {
		const exchange = exchangeWith((bytes, transport) => {
			assert.equal(transport, 'udp');
			const header = [0, 0, 0x86, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
			return Uint8Array.from([
				...header,
				...bytes.slice(12),
				0xc0,
				12,
				0,
				1,
				0,
				1,
				0,
				0,
				0,
				30,
				0,
				4,
				10,
				96,
				1,
				10,
			]);
		});
		assert.deepEqual(exchange(query), {
			rcode: 'NOERROR',
			answers: [{ name: 'db.shop.svc.cluster.local.', type: 'A', ttl: 30, data: '10.96.1.10' }],
			authoritative: true,
			recursionAvailable: true,
			truncated: true,
			additional: 0,
		});
	});

	it('takes silence and broken responses for silence', () => {
		assert.equal(exchangeWith(() => undefined)(query), 'timeout');
		assert.equal(exchangeWith(() => Uint8Array.of(1, 2, 3))(query), 'timeout');
	});
});
