import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHosts, podHosts } from '../../server/resolver/hosts.ts';
import {
	defaultNodeDNS,
	type NodeDNS,
	type PodDNSFields,
	parseNodeResolvConf,
	podResolvConf,
} from '../../server/resolver/pod-resolv-conf.ts';
import {
	formatResolvConf,
	nameserversOf,
	ndotsOf,
	parseResolvConf,
	type ResolvConf,
} from '../../server/resolver/resolv-conf.ts';

const conf = (
	nameservers: readonly string[],
	search: readonly string[] = [],
	options: readonly string[] = [],
): ResolvConf => ({ nameservers, search, options });

describe('resolv.conf', () => {
	const files: readonly (readonly [string, string, ResolvConf])[] = [
		[
			'the file of a Pod',
			'search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
			conf(['10.96.0.10'], ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'], ['ndots:5']),
		],
		['the last search or domain line counts', 'search a b\ndomain c\nsearch d e\n', conf([], ['d', 'e'])],
		['domain is a search list of one', 'search a\ndomain b c\n', conf([], ['b'])],
		[
			'options add up',
			'options ndots:2 rotate\noptions ndots:3\n',
			conf([], [], ['ndots:2', 'rotate', 'ndots:3']),
		],
		['comments and indented lines are nothing', '# search a\n; search b\n search c\nsearching d\n', conf([])],
		[
			'tabs separate, CRLF ends a line',
			'nameserver\t10.0.0.1 # main\r\nsearch\ta  b\r\n',
			conf(['10.0.0.1'], ['a', 'b']),
		],
		[
			'IPv6 with and without zone',
			'nameserver fd00::a\nnameserver fe80::1%eth0\n',
			conf(['fd00::a', 'fe80::1%eth0']),
		],
		['what is no address is skipped', 'nameserver dns.example\nnameserver 10.0.0.1\n', conf(['10.0.0.1'])],
		['an empty file', '', conf([])],
	];
	for (const [name, text, expected] of files) {
		it(name, () => assert.deepEqual(parseResolvConf(text), expected));
	}

	it('asks the local machine if no nameserver is written', () => {
		assert.deepEqual(nameserversOf(conf([]), 3), ['127.0.0.1']);
		assert.deepEqual(nameserversOf(conf(['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4']), 3).length, 3);
	});

	const ndots: readonly (readonly [readonly string[], number])[] = [
		[[], 1],
		[['ndots:5'], 5],
		[['ndots:5', 'ndots:2'], 2],
		[['ndots:99'], 15],
		[['ndots:-1'], 0],
		[['ndots:x'], 0],
		[['ndots'], 1],
	];
	for (const [options, expected] of ndots) {
		it(`ndots of "${options.join(' ')}"`, () => assert.equal(ndotsOf(conf([], [], options)), expected));
	}

	it('writes what it reads', () => {
		const text = 'search a b\nnameserver 10.0.0.1\nnameserver fd00::a\noptions ndots:5 edns0\n';
		assert.equal(formatResolvConf(parseResolvConf(text)), text);
	});
});

const own = ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
const nodeConf = conf(['192.168.1.1'], ['corp.example', 'cluster.local'], ['edns0', 'timeout:1']);
const known: NodeDNS = { ...defaultNodeDNS, nodeResolvConf: nodeConf };
const many = Array.from({ length: 40 }, (_, index) => `d${index}.example`);

/** The Pod's fields, the node, and what the Pod reads. */
const pods: readonly (readonly [string, PodDNSFields, NodeDNS, ResolvConf, string, boolean])[] = [
	[
		'ClusterFirst',
		{ dnsPolicy: 'ClusterFirst', hostNetwork: false },
		known,
		conf(['10.96.0.10'], [...own, 'corp.example'], ['ndots:5']),
		'cluster',
		false,
	],
	[
		'an unknown node',
		{ dnsPolicy: 'ClusterFirst', hostNetwork: false },
		defaultNodeDNS,
		conf(['10.96.0.10'], own, ['ndots:5']),
		'cluster',
		true,
	],
	[
		'ClusterFirst on the host network is Default',
		{ dnsPolicy: 'ClusterFirst', hostNetwork: true },
		known,
		nodeConf,
		'node',
		false,
	],
	[
		'ClusterFirstWithHostNet',
		{ dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true },
		known,
		conf(['10.96.0.10'], [...own, 'corp.example'], ['ndots:5']),
		'cluster',
		false,
	],
	['Default', { dnsPolicy: 'Default', hostNetwork: false }, known, nodeConf, 'node', false],
	[
		'a policy that does not exist',
		{ dnsPolicy: 'clusterfirst', hostNetwork: true },
		known,
		conf(['10.96.0.10'], [...own, 'corp.example'], ['ndots:5']),
		'cluster',
		false,
	],
	[
		'None',
		{
			dnsPolicy: 'None',
			hostNetwork: false,
			dnsConfig: {
				nameservers: ['1.1.1.1'],
				searches: ['a'],
				options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
			},
		},
		known,
		conf(['1.1.1.1'], ['a'], ['ndots:2', 'edns0']),
		'none',
		false,
	],
	[
		'dnsConfig adds servers and domains once, and replaces options',
		{
			dnsPolicy: 'ClusterFirst',
			hostNetwork: false,
			dnsConfig: {
				nameservers: ['1.1.1.1', '10.96.0.10'],
				searches: ['svc.cluster.local', 'x.example'],
				options: [{ name: 'ndots', value: '1' }, { name: 'single-request-reopen' }],
			},
		},
		known,
		conf(
			['10.96.0.10', '1.1.1.1'],
			[...own, 'corp.example', 'x.example'],
			['ndots:1', 'single-request-reopen'],
		),
		'cluster',
		false,
	],
	[
		'three nameservers at most',
		{
			dnsPolicy: 'ClusterFirst',
			hostNetwork: false,
			dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3'], searches: [], options: [] },
		},
		known,
		conf(['10.96.0.10', '1.1.1.1', '2.2.2.2'], [...own, 'corp.example'], ['ndots:5']),
		'cluster',
		false,
	],
	[
		'32 domains at most',
		{
			dnsPolicy: 'ClusterFirst',
			hostNetwork: false,
			dnsConfig: { nameservers: [], searches: many, options: [] },
		},
		{ ...known, nodeResolvConf: conf([]) },
		conf(['10.96.0.10'], [...own, ...many.slice(0, 29)], ['ndots:5']),
		'cluster',
		false,
	],
	[
		'no cluster domain',
		{ dnsPolicy: 'ClusterFirst', hostNetwork: false },
		{ ...known, clusterDomain: '' },
		conf(['10.96.0.10'], ['corp.example', 'cluster.local'], ['ndots:5']),
		'cluster',
		false,
	],
	[
		'no cluster DNS',
		{ dnsPolicy: 'ClusterFirst', hostNetwork: false },
		{ ...known, clusterDNS: [] },
		nodeConf,
		'node',
		false,
	],
];

describe('the resolv.conf of a Pod', () => {
	for (const [name, pod, node, expected, base, assumed] of pods) {
		it(name, () => {
			const made = podResolvConf(pod, 'shop', node);
			assert.deepEqual(made.conf, expected);
			assert.equal(made.base, base);
			assert.equal(made.nodeAssumed, assumed);
		});
	}

	it('names what does not fit', () => {
		const dnsConfig = { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3'], searches: many, options: [] };
		const made = podResolvConf({ dnsPolicy: 'ClusterFirst', hostNetwork: false, dnsConfig }, 'shop');
		assert.deepEqual(made.omitted.nameservers, ['3.3.3.3']);
		assert.deepEqual(made.omitted.search, many.slice(29));
	});

	it('cuts the list at 2048 characters and leaves overlong domains out', () => {
		const domain = (index: number) =>
			`${String(index).padStart(3, '0')}.${'x'.repeat(56)}.${'y'.repeat(60)}.example`;
		const searches = [`${'z.'.repeat(126)}zz`, ...Array.from({ length: 20 }, (_, index) => domain(index))];
		const made = podResolvConf(
			{
				dnsPolicy: 'None',
				hostNetwork: false,
				dnsConfig: { nameservers: ['1.1.1.1'], searches, options: [] },
			},
			'shop',
		);
		assert.ok(made.conf.search.join(' ').length <= 2048);
		assert.equal(made.conf.search[0], domain(0));
		assert.equal(made.conf.search.length, 15);
	});

	it("reads the node's file as kubelet does", () => {
		const text =
			'  nameserver 192.168.1.1\ndomain ignored\nsearch . corp.example. b\noptions timeout:1 edns0\noptions timeout:3\n';
		assert.deepEqual(
			parseNodeResolvConf(text),
			conf(['192.168.1.1'], ['corp.example', 'b'], ['timeout:3', 'edns0']),
		);
	});
});

describe('/etc/hosts', () => {
	it('reads addresses and names', () => {
		assert.deepEqual(parseHosts('# x\n127.0.0.1\tlocalhost  me # you\n10.0.0.1\n\n::1 localhost\n'), [
			{ address: '127.0.0.1', names: ['localhost', 'me'] },
			{ address: '::1', names: ['localhost'] },
		]);
	});

	it("has the Pod's own name and its aliases behind kubelet's lines", () => {
		const lines = podHosts({
			addresses: ['10.244.1.7', 'fd00:10:244::7'],
			hostname: 'db-0',
			domain: 'db.shop.svc.cluster.local',
			hostAliases: [{ ip: '192.0.2.1', hostnames: ['old', 'older'] }],
		});
		assert.deepEqual(lines.slice(-3), [
			{ address: '10.244.1.7', names: ['db-0.db.shop.svc.cluster.local', 'db-0'] },
			{ address: 'fd00:10:244::7', names: ['db-0.db.shop.svc.cluster.local', 'db-0'] },
			{ address: '192.0.2.1', names: ['old', 'older'] },
		]);
		assert.deepEqual(podHosts({ addresses: ['10.244.1.7'], hostname: 'web' }).at(-1), {
			address: '10.244.1.7',
			names: ['web'],
		});
	});
});
