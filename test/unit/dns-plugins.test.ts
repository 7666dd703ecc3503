import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NameServer } from '../../server/dns/name-server.ts';
import { ask, serverFor } from './dns-setup.ts';

const kubernetes = 'kubernetes cluster.local in-addr.arpa {\n pods insecure\n ttl 30\n}';
const web = 'web.shop.svc.cluster.local. 30 IN A 10.96.0.7';

type Table = readonly (readonly [question: string, expected: readonly string[]])[];

/** Each row was put to CoreDNS v1.15.0 with the same Corefile. */
function table(server: NameServer, rows: Table): void {
	for (const [question, expected] of rows) {
		it(question, () => assert.deepEqual(ask(server, question), expected));
	}
}

describe('rewrite', () => {
	const server = serverFor(`. {
		rewrite name exact alias.example web.shop.svc.cluster.local
		rewrite name suffix .short. .svc.cluster.local. answer auto
		rewrite name prefix pre. web.
		rewrite continue name substring SUBST shop
		rewrite stop name regex ^(.*)\\.rx\\.$ {1}.svc.cluster.local answer name (.*)\\.svc\\.cluster\\.local\\. {1}.rx.
		rewrite stop {
			name regex (.*)\\.vv\\. {1}.svc.cluster.local.
			answer name (.*)\\.svc\\.cluster\\.local\\. {1}.vv.
			answer value (.*)\\.svc\\.cluster\\.local\\. {1}.vv.
		}
		rewrite continue ttl exact web.shop.svc.cluster.local. 100
		rewrite type HINFO TXT
		rewrite rcode suffix nx. SERVFAIL NXDOMAIN
		${kubernetes}
	}`);
	table(server, [
		['alias.example.', ['NOERROR', 'alias.example. 30 IN A 10.96.0.7']],
		['ALIAS.example.', ['NOERROR', 'alias.example. 30 IN A 10.96.0.7']],
		['web.shop.short.', ['NOERROR', 'web.shop.short. 30 IN A 10.96.0.7']],
		[
			'db.shop.short. SRV',
			[
				'NOERROR',
				...[0, 1, 2].map((n) => `db.shop.short. 30 IN SRV 0 33 5432 db-${n}.db.shop.short.`),
				...[0, 1, 2].map((n) => `db-${n}.db.shop.short. 30 IN A 10.244.0.1${n}`),
			],
		],
		['pre.shop.svc.cluster.local.', ['NOERROR', web]],
		['web.subst.svc.cluster.local.', ['NOERROR', 'web.shop.svc.cluster.local. 100 IN A 10.96.0.7']],
		['web.shop.rx.', ['NOERROR', 'web.shop.rx. 30 IN A 10.96.0.7']],
		[
			'web.shop.rx. SRV',
			[
				'NOERROR',
				'web.shop.rx. 30 IN SRV 0 100 80 web.shop.svc.cluster.local.',
				'web.shop.rx. 30 IN A 10.96.0.7',
			],
		],
		[
			'web.shop.vv. SRV',
			['NOERROR', 'web.shop.vv. 30 IN SRV 0 100 80 web.shop.vv.', 'web.shop.vv. 30 IN A 10.96.0.7'],
		],
		['web.shop.svc.cluster.local.', ['NOERROR', 'web.shop.svc.cluster.local. 100 IN A 10.96.0.7']],
		['a.nx.', ['NXDOMAIN']],
		['a.other.', ['SERVFAIL']],
	]);

	it('keeps the question as asked', () => {
		const { message } = server.ask({ name: 'Alias.EXAMPLE.', type: 1, class: 1 });
		assert.deepEqual(message?.question, { name: 'Alias.EXAMPLE.', type: 1, class: 1 });
	});

	it('without a rule for the answer shows the rewritten question', () => {
		const other = serverFor(`. {\n rewrite continue name prefix x. web.\n ${kubernetes}\n}`);
		const { message } = other.ask({ name: 'x.shop.svc.cluster.local.', type: 1, class: 1 });
		assert.equal(message?.question?.name, 'web.shop.svc.cluster.local.');
	});
});

describe('hosts', () => {
	const files: Readonly<Record<string, string>> = {
		'hosts.txt':
			'# c\n10.2.2.2 file.hosts FILE2.hosts # d\nfe80::1%eth0 file.hosts\nnonsense x\n10.1.1.1 a.hosts\n',
	};
	const server = serverFor(
		`. {
		hosts hosts.txt hosts more {
			10.1.1.1 a.hosts b.hosts
			fd00::9 a.hosts
			10.1.1.2 *.wild.hosts
			1.2.3.4 outside.org
			ttl 77
			fallthrough more
		}
		${kubernetes}
	}`,
		{ readFile: (path) => files[path] },
	);
	table(server, [
		['a.hosts.', ['NOERROR', 'a.hosts. 77 IN A 10.1.1.1', 'a.hosts. 77 IN A 10.1.1.1']],
		['A.Hosts. AAAA', ['NOERROR', 'a.hosts. 77 IN AAAA fd00::9']],
		['a.hosts. TXT', ['NOERROR']],
		['b.hosts. AAAA', ['NOERROR']],
		['q.wild.hosts.', ['NOERROR', 'q.wild.hosts. 77 IN A 10.1.1.2']],
		['wild.hosts.', ['SERVFAIL']],
		['file2.hosts.', ['NOERROR', 'file2.hosts. 77 IN A 10.2.2.2']],
		['file.hosts. AAAA', ['NOERROR', 'file.hosts. 77 IN AAAA fe80::1']],
		[
			'2.2.2.10.in-addr.arpa. PTR',
			[
				'NOERROR',
				'2.2.2.10.in-addr.arpa. 77 IN PTR file.hosts.',
				'2.2.2.10.in-addr.arpa. 77 IN PTR file2.hosts.',
			],
		],
		[
			'7.0.96.10.in-addr.arpa. PTR',
			['NOERROR', '7.0.96.10.in-addr.arpa. 30 IN PTR web.shop.svc.cluster.local.'],
		],
		['none.hosts.', ['SERVFAIL']],
		['none.more.', ['SERVFAIL']],
		['outside.org.', ['SERVFAIL']],
		['web.shop.svc.cluster.local.', ['NOERROR', web]],
	]);
});

describe('template', () => {
	const server = serverFor(`. {
		template IN A tmpl {
			match ^ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)[.]tmpl[.]$
			answer "{{ .Name }} 60 IN A 10.0.{{ .Group.a }}.{{ .Group.b }}"
			additional "ns.tmpl. 70 IN AAAA fd00::1"
			authority "tmpl. 80 IN NS ns.tmpl."
			fallthrough
		}
		template IN ANY tmpl {
			match ^cname
			answer "{{ .Name }} 60 IN CNAME web.shop.svc.cluster.local"
			fallthrough
		}
		template ANY ANY tmpl {
			match ^x
			rcode NXDOMAIN
			authority "tmpl. 60 IN SOA ns.tmpl. host.tmpl. (1 60 60 60 60)"
			fallthrough
		}
		template IN SRV tmpl {
			match ^_(?P<p>[a-z]+)
			answer "{{ .Name }} IN SRV 1 2 {{ parseInt \\"10\\" 16 32 }} {{ .Group.p }}.{{ .Type }}.{{ .Class }}.{{ .Zone }}"
			fallthrough
		}
		template IN ANY type.tmpl {
			answer "{{ .Name }} 60 IN TXT \\"{{ .Type }}/{{ .Class }}\\""
		}
		template IN PTR 10.in-addr.arpa {
			match ^([0-9]+)[.]255
			answer "{{ .Name }} 1h IN PTR h-{{ index .Match 1 }}.tmpl."
			fallthrough
		}
		template IN TXT tmpl {
			answer "{{ .Name }} 60 IN TXT \\"hello; world\\" {{ .Question.Qtype }} {{ .Remote }}"
			match ^t
			fallthrough
		}
		template IN A bad {
			answer "{{ .Name }} 60 IN A nope"
		}
		${kubernetes}
	}`);
	table(server, [
		[
			'ip-1-2.tmpl.',
			['NOERROR', 'ip-1-2.tmpl. 60 IN A 10.0.1.2', 'tmpl. 80 IN NS ns.tmpl.', 'ns.tmpl. 70 IN AAAA fd00::1'],
		],
		[
			'IP-1-2.tmpl.',
			['NOERROR', 'ip-1-2.tmpl. 60 IN A 10.0.1.2', 'tmpl. 80 IN NS ns.tmpl.', 'ns.tmpl. 70 IN AAAA fd00::1'],
		],
		['ip-1-999.tmpl.', ['SERVFAIL']],
		['cname1.tmpl.', ['NOERROR', 'cname1.tmpl. 60 IN CNAME web.shop.svc.cluster.local.', web]],
		['cname1.tmpl. TXT', ['NOERROR', 'cname1.tmpl. 60 IN CNAME web.shop.svc.cluster.local.']],
		['xyz.tmpl. MX', ['NXDOMAIN', 'tmpl. 60 SOA']],
		['_http.tmpl. SRV', ['NOERROR', '_http.tmpl. 3600 IN SRV 1 2 16 http.SRV.IN.tmpl.']],
		['5.255.10.in-addr.arpa. PTR', ['NOERROR', '5.255.10.in-addr.arpa. 3600 IN PTR h-5.tmpl.']],
		['type.tmpl. TYPE65280', ['NOERROR', 'type.tmpl. 60 IN TXT "/IN"']],
		['t.tmpl. TXT', ['NOERROR', 't.tmpl. 60 IN TXT "hello; world" "16" "127.0.0.1"']],
		['zz.tmpl.', ['SERVFAIL']],
		['a.bad.', ['SERVFAIL']],
		['a.bad. AAAA', ['SERVFAIL']],
		['web.shop.svc.cluster.local.', ['NOERROR', web]],
	]);
});

describe('forward', () => {
	const server = serverFor(
		`. {\n forward . 9.9.9.9 /etc/resolv.conf {\n except internal.example\n }\n ${kubernetes}\n}`,
	);

	it('fails, and says where it would have gone', () => {
		const { message, notes } = server.ask({ name: 'example.com.', type: 1, class: 1 });
		assert.equal(message?.rcode, 2);
		assert.equal(message?.authoritative, false);
		assert.deepEqual(notes, ['forwarded to 9.9.9.9 /etc/resolv.conf, not simulated']);
	});

	it('leaves a bare alias of a name outside', () => {
		assert.deepEqual(ask(server, 'out.shop.svc.cluster.local.'), [
			'NOERROR',
			'out.shop.svc.cluster.local. 30 IN CNAME www.example.com.',
		]);
	});

	it('does not touch what is excepted', () => {
		assert.deepEqual(server.ask({ name: 'a.internal.example.', type: 1, class: 1 }).notes, [
			'plugin/forward: no next plugin found',
		]);
	});
});

describe('cache', () => {
	const server = () => serverFor(`. {\n cache 20\n ${kubernetes}\n}`);

	it('caps TTLs and counts them down', () => {
		const one = server();
		const expected = (ttl: number) => ['NOERROR', `web.shop.svc.cluster.local. ${ttl} IN A 10.96.0.7`];
		for (const [now, ttl] of [
			[100, 20],
			[100.9, 20],
			[101, 19],
			[119.5, 1],
			[120, 20],
			[130, 10],
		] as const) {
			assert.deepEqual(ask(one, 'web.shop.svc.cluster.local.', now), expected(ttl), `at ${now}`);
		}
	});

	it('gives records in the spelling of the query that filled it', () => {
		const one = server();
		ask(one, 'WEB.shop.svc.cluster.local.');
		assert.deepEqual(ask(one, 'web.shop.svc.cluster.local.'), [
			'NOERROR',
			'WEB.shop.svc.cluster.local. 20 IN A 10.96.0.7',
		]);
	});

	it('keeps denials apart from answers', () => {
		const one = server();
		assert.deepEqual(ask(one, 'no.shop.svc.cluster.local.', 0), ['NXDOMAIN', 'cluster.local. 20 SOA']);
		assert.deepEqual(ask(one, 'no.shop.svc.cluster.local.', 5), ['NXDOMAIN', 'cluster.local. 15 SOA']);
	});

	it('lifts a TTL of 0 to 5', () => {
		const one = serverFor('. {\n cache\n kubernetes cluster.local {\n ttl 0\n }\n}');
		assert.deepEqual(ask(one, 'web.shop.svc.cluster.local.', 0), [
			'NOERROR',
			'web.shop.svc.cluster.local. 5 IN A 10.96.0.7',
		]);
		assert.deepEqual(ask(one, 'web.shop.svc.cluster.local.', 4), [
			'NOERROR',
			'web.shop.svc.cluster.local. 1 IN A 10.96.0.7',
		]);
	});

	it('with the zone disabled caps and keeps nothing', () => {
		const one = serverFor(
			`. {\n cache 10 {\n disable success cluster.local\n disable denial cluster.local\n }\n ${kubernetes}\n}`,
		);
		for (const now of [0, 5]) {
			assert.deepEqual(ask(one, 'web.shop.svc.cluster.local.', now), [
				'NOERROR',
				'web.shop.svc.cluster.local. 10 IN A 10.96.0.7',
			]);
		}
	});

	it('does not keep a bare alias', () => {
		const one = server();
		for (const now of [0, 5]) {
			assert.deepEqual(ask(one, 'out.shop.svc.cluster.local.', now), [
				'NOERROR',
				'out.shop.svc.cluster.local. 20 IN CNAME www.example.com.',
			]);
		}
	});
});

describe('loadbalance', () => {
	const server = serverFor(`. {\n loadbalance\n ${kubernetes}\n}`);
	const question = { name: 'db.shop.svc.cluster.local.', type: 1, class: 1 };

	it('without random numbers keeps the order', () => {
		assert.deepEqual(
			ask(server, 'db.shop.svc.cluster.local.')
				.slice(1)
				.map((line) => line.split(' ').at(-1)),
			['10.244.0.10', '10.244.0.11', '10.244.0.12'],
		);
	});

	it('gives every order about as often', () => {
		let seed = 1;
		const random = () => {
			seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
			return seed / 0x80000000;
		};
		const seen = new Map<string, number>();
		for (let round = 0; round < 6000; round++) {
			const { message } = server.ask(question, { random });
			const order = (message?.answer ?? [])
				.map(({ data }) => (data.form === 'address' ? data.address.text.slice(-1) : ''))
				.join('');
			seen.set(order, (seen.get(order) ?? 0) + 1);
		}
		assert.equal(seen.size, 6);
		for (const [order, count] of seen) assert.ok(count > 800 && count < 1200, `${order} ${count}`);
	});

	it('prefers subnets', () => {
		const one = serverFor(
			`. {\n loadbalance round_robin {\n prefer 10.244.0.12/32 10.244.0.11/32\n }\n ${kubernetes}\n}`,
		);
		assert.deepEqual(
			ask(one, 'db.shop.svc.cluster.local.')
				.slice(1)
				.map((line) => line.split(' ').at(-1)),
			['10.244.0.12', '10.244.0.11', '10.244.0.10'],
		);
	});
});

describe('server blocks', () => {
	const server = serverFor(
		`shop.svc.cluster.local {\n kubernetes cluster.local\n}\ncluster.local {\n kubernetes {\n ttl 7\n }\n}\nbare.example {\n bind 127.0.0.1\n}`,
	);
	table(server, [
		['web.shop.svc.cluster.local.', ['NOERROR', 'web.shop.svc.cluster.local. 5 IN A 10.96.0.7']],
		['web.shop.svc.cluster.local. DS', ['NOERROR', 'cluster.local. 7 SOA']],
		['cluster.local. SOA', ['NOERROR', 'cluster.local. 7 SOA']],
		['a.bare.example.', ['REFUSED']],
		['example.com.', ['REFUSED']],
	]);

	it('aliases that lead in a circle through two zones end', () => {
		const one = serverFor('. {\n kubernetes a b\n}');
		assert.deepEqual(ask(one, 'alias.shop.svc.a.'), [
			'NOERROR',
			'alias.shop.svc.a. 5 IN CNAME web.shop.svc.cluster.local.',
		]);
	});
});
