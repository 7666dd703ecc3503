import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { main } from '../../server/cli/main.ts';
import { readMessage } from '../../server/dns/wire/read-message.ts';

const manifests = `apiVersion: v1
kind: Service
metadata: {name: postgres, namespace: shop}
spec:
  clusterIP: None
  selector: {app: pg}
  ports: [{name: pg, port: 5432}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  clusterIP: 10.0.0.9
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: out, namespace: shop}
spec: {type: ExternalName, externalName: example.com}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: pg, namespace: shop}
spec:
  serviceName: postgres
  replicas: 3
  selector: {matchLabels: {app: pg}}
  template:
    metadata: {labels: {app: pg}}
    spec: {containers: [{name: c, image: postgres}]}
`;

const snapshot = {
	apiVersion: 'v1',
	kind: 'List',
	items: [
		{
			apiVersion: 'v1',
			kind: 'Service',
			metadata: { name: 'web', namespace: 'shop' },
			spec: { type: 'ClusterIP', clusterIP: '10.96.7.7', ports: [{ port: 80, name: 'http' }] },
		},
	],
};

describe('servicescope dns', () => {
	const folder = mkdtempSync(join(tmpdir(), 'servicescope-dns-'));
	const file = (name: string) => join(folder, name);
	/** With `cluster.local` behind it, 255 octets. */
	const longest = [63, 63, 63, 47].map((length) => 'x'.repeat(length)).join('.');

	before(() => {
		writeFileSync(file('shop.yaml'), manifests);
		writeFileSync(file('snapshot.json'), JSON.stringify(snapshot));
		writeFileSync(
			file('snapshot.yaml'),
			'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: web, namespace: shop}\n  spec: {clusterIP: 10.96.7.7, ports: [{port: 80}]}\n',
		);
		writeFileSync(file('Corefile'), '. {\n kubernetes k8s.test {\n ttl 7\n }\n}\n');
		writeFileSync(file('bad.Corefile'), '. {\n kubernetes {\n pods never\n }\n}\n');
		writeFileSync(
			file('queries.txt'),
			'; comment\nweb.shop.svc.cluster.local A\n\nweb.shop.svc.cluster.local AAAA\n',
		);
		writeFileSync(
			file('broken.yaml'),
			`${manifests}---\napiVersion: v1\nkind: Service\nmetadata: {name: Bad_Name}\nspec: {ports: [{port: 80}]}\n---\na: [\n`,
		);
		writeFileSync(file('unreadable.yaml'), '# nothing\n---\na: [b\n');
		writeFileSync(file('no-items.yaml'), 'apiVersion: v1\nkind: List\nitems: 5\n');
		writeFileSync(file('no-items.json'), '{"apiVersion": "v1", "kind": "List", "items": 5}');
		writeFileSync(file('no-queries.txt'), '; nothing\n');
	});
	after(() => rmSync(folder, { recursive: true }));

	async function run(...args: readonly string[]) {
		let stdout = '';
		let stderr = '';
		const status = await main(['dns', ...args], {
			stdout: (text) => {
				stdout += text;
			},
			stderr: (text) => {
				stderr += text;
			},
		});
		return { status, stdout, stderr };
	}
	const short = async (...args: readonly string[]) =>
		(await run('--format', 'short', ...args)).stdout.trim().split('\n');

	it('prints every record as a zone file, with the Pod behind each', async () => {
		const { status, stdout, stderr } = await run(file('shop.yaml'));
		assert.equal(status, 0);
		assert.equal(stderr, '');
		const lines = stdout.split('\n');
		for (const pattern of [
			/^cluster\.local\. 30 IN SOA ns\.dns\.cluster\.local\. hostmaster\.cluster\.local\. \d+ 7200 1800 86400 30$/,
			/^; Service shop\/postgres: headless, 3 ready addresses$/,
			/^postgres\.shop\.svc\.cluster\.local\. 30 IN A 10\.\d+\.\d+\.\d+ ; Pod pg-2$/,
			/^_pg\._tcp\.postgres\.shop\.svc\.cluster\.local\. 30 IN SRV 0 33 5432 pg-0\.postgres\.shop\.svc\.cluster\.local\. ; Pod pg-0$/,
			/^pg-1\.postgres\.shop\.svc\.cluster\.local\. 30 IN A .* ; Pod pg-1$/,
			/^web\.shop\.svc\.cluster\.local\. 30 IN A 10\.0\.0\.9$/,
			/^out\.shop\.svc\.cluster\.local\. 30 IN CNAME example\.com\.$/,
			/^kubernetes\.default\.svc\.cluster\.local\. 30 IN A 10\.96\.0\.1$/,
			/^kube-dns\.kube-system\.svc\.cluster\.local\. 30 IN A 10\.96\.0\.10$/,
			/^9\.0\.0\.10\.in-addr\.arpa\. 30 IN PTR web\.shop\.svc\.cluster\.local\.$/,
		]) {
			assert.ok(
				lines.some((line) => pattern.test(line)),
				String(pattern),
			);
		}
		for (const line of lines) assert.match(line, /^$|^; |^\S+ \d+ IN [A-Z]+ \S/);
	});

	it('answers questions; the type is A where none is written', async () => {
		assert.deepEqual(await short(file('shop.yaml'), '--', 'web.shop.svc.cluster.local'), ['10.0.0.9']);
		assert.equal(
			(
				await short(
					file('shop.yaml'),
					'--',
					'postgres.shop.svc.cluster.local',
					'a',
					'web.shop.svc.cluster.local',
					'SRV',
				)
			).length,
			4,
		);
		assert.deepEqual(await short(file('shop.yaml'), '--queries', file('queries.txt')), ['10.0.0.9']);
	});

	it('takes a snapshot as it is, in JSON and in YAML', async () => {
		for (const name of ['snapshot.json', 'snapshot.yaml']) {
			assert.deepEqual(await short(file(name), '--', 'web.shop.svc.cluster.local'), ['10.96.7.7']);
			// No system Services, no other namespaces.
			const { stdout } = await run(
				file(name),
				'--format',
				'json',
				'--',
				'kubernetes.default.svc.cluster.local',
			);
			assert.equal(JSON.parse(stdout).RCODE, 3);
		}
	});

	it('reads another Corefile', async () => {
		const { stdout } = await run(
			file('shop.yaml'),
			'--corefile',
			file('Corefile'),
			'--format',
			'json',
			'--',
			'web.shop.svc.k8s.test',
		);
		assert.deepEqual(JSON.parse(stdout).answerRRs, [
			{
				NAME: 'web.shop.svc.k8s.test.',
				TYPE: 1,
				TYPEname: 'A',
				CLASS: 1,
				CLASSname: 'IN',
				TTL: 7,
				rdataA: '10.0.0.9',
			},
		]);
	});

	it('prints RFC 8427, one message a line', async () => {
		const { stdout } = await run(
			file('shop.yaml'),
			'--format',
			'json',
			'--',
			'web.shop.svc.cluster.local',
			'SRV',
			'no.shop.svc.cluster.local',
		);
		const [srv, none] = stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		assert.equal(srv.answerRRs[0].rdataSRV, '0 100 80 web.shop.svc.cluster.local.');
		assert.deepEqual(
			[srv.QNAME, srv.QTYPEname, srv.ANCOUNT, srv.ARCOUNT, srv.AA],
			['web.shop.svc.cluster.local.', 'SRV', 1, 2, 1],
		);
		assert.deepEqual([none.RCODE, none.NSCOUNT, none.authorityRRs[0].TYPEname], [3, 1, 'SOA']);
		const { answer } = readMessage(Uint8Array.from(Buffer.from(srv.messageOctetsHEX, 'hex')));
		assert.equal(answer.length, 1);
	});

	it('changes what manifests cannot tell', async () => {
		const question = ['--', 'postgres.shop.svc.cluster.local'];
		assert.equal((await short(file('shop.yaml'), '--replicas', 'sts/pg=5', ...question)).length, 5);
		assert.equal(
			(await short(file('shop.yaml'), '--replicas', 'StatefulSet/shop/pg=1', ...question)).length,
			1,
		);
		assert.equal((await short(file('shop.yaml'), '--not-ready', 'pg-1', ...question)).length, 2);
		assert.equal((await short(file('shop.yaml'), '--configuration', 'clusterip', ...question)).length, 1);
		assert.equal(
			(
				await short(
					file('shop.yaml'),
					'--configuration',
					'headless-publish-not-ready',
					'--not-ready',
					'pg-1',
					...question,
				)
			).length,
			3,
		);
	});

	it('names what does not count', async () => {
		const { status, stdout, stderr } = await run(
			file('broken.yaml'),
			'--format',
			'short',
			'--',
			'web.shop.svc.cluster.local',
		);
		assert.equal(stdout, '10.0.0.9\n');
		assert.equal(status, 1);
		const [first, second, ...more] = stderr.trim().split('\n');
		assert.match(
			first ?? '',
			/broken\.yaml:33: Service Bad_Name is left out, the API server rejects it: metadata\.name: /,
		);
		assert.match(second ?? '', /broken\.yaml:39: a document is left out, it cannot be read: /);
		assert.deepEqual(more, []);
	});

	it('reads no file as a snapshot whose items are no list', async () => {
		for (const name of ['no-items.yaml', 'no-items.json']) {
			const { status, stderr } = await run(file(name), '--', 'kubernetes.default.svc.cluster.local');
			assert.equal(status, 1);
			assert.match(stderr, /no-items\.(?:yaml|json):1: a List is left out, the API server rejects it: .*\n$/);
		}
	});

	it('answers nothing to a file without questions', async () => {
		const { status, stdout, stderr } = await run(file('shop.yaml'), '--queries', file('no-queries.txt'));
		assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
	});

	it('takes a name of 255 octets, as dig does', async () => {
		const { status, stdout } = await run(file('shop.yaml'), '--', `${longest}.cluster.local`);
		assert.equal(status, 0);
		assert.match(stdout, /status: NXDOMAIN/);
	});

	it('says on standard error what would be forwarded', async () => {
		const { stdout, stderr } = await run(file('shop.yaml'), '--', 'example.com');
		assert.match(stdout, /status: SERVFAIL/);
		assert.equal(stderr, 'example.com.: forwarded to /etc/resolv.conf, not simulated\n');
	});

	/** Arguments, the one line on standard error. */
	const wrong: readonly (readonly [readonly string[], RegExp])[] = [
		[['nowhere'], /^servicescope: nowhere: no such file or folder\n$/],
		[['--format', 'xml'], /^servicescope: --format xml: there are dig, json, zone, short\n$/],
		[['--nope'], /^servicescope: Unknown option '--nope'.*\n$/],
		[['--bufsize', '70000'], /--bufsize 70000: a number of bytes/],
		[['--configuration', 'x'], /--configuration x: there are as-written, clusterip/],
		[['--replicas', 'x'], /--replicas x: write KIND\/NAME=N/],
		[['--replicas', 'sts/no=1'], /--replicas sts\/no=1: no StatefulSet no in the input/],
		[['--not-ready', 'no'], /--not-ready no: no such Pod; there are pg-0, pg-1, pg-2/],
		[['--queries', 'nowhere'], /--queries nowhere: no such file/],
		[['--corefile', 'nowhere'], /nowhere: no such Corefile/],
		[['--', 'a..b'], /"a..b" is no domain name/],
		[['--', `a${longest}.cluster.local`], /cluster.local" is no domain name/],
		[['--', `${longest}a.cluster.local`], /cluster.local" is no domain name/],
		[[file('unreadable.yaml')], /unreadable\.yaml:4: cannot be read: Flow sequence in block collection/],
	];
	for (const [args, pattern] of wrong) {
		it(`refuses ${args.join(' ')}`, async () => {
			const paths = args[0]?.startsWith('-') ? [file('shop.yaml')] : [];
			const { status, stdout, stderr } = await run(...paths, ...args);
			assert.equal(status, 2);
			assert.equal(stdout, '');
			assert.match(stderr, pattern);
			assert.equal(stderr.split('\n').length, 2);
		});
	}

	it('tells a wrong Corefile with file and line', async () => {
		const path = file('bad.Corefile');
		const { status, stderr } = await run(file('shop.yaml'), '--corefile', path);
		assert.equal(status, 2);
		assert.equal(
			stderr,
			`servicescope: ${path}:3: plugin/kubernetes: wrong value for pods: never,  must be one of: disabled, verified, insecure\n`,
		);
	});

	it('refuses assumptions about a snapshot', async () => {
		const { status, stderr } = await run(file('snapshot.json'), '--configuration', 'headless');
		assert.equal(status, 2);
		assert.match(stderr, /need manifests/);
	});
});
