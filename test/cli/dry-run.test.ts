import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { main } from '../../server/cli/main.ts';
import { isObject } from '../../server/kubernetes/objects/json.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';

const started = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'dry-run-'));
before(() => process.chdir(folder));
after(() => {
	process.chdir(started);
	rmSync(folder, { recursive: true, force: true });
});

const service = (name: string, spec: string) =>
	`apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: db}, ${spec}}\n`;

writeFileSync(
	join(folder, 'all.yaml'),
	`${service('db', 'ports: [{port: 80}]')}---
# only a comment
---
${service('1x', 'ports: [{port: 0}]')}---
- a list
---
a: [broken
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
- apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: shop}
  spec:
    ports:
    - prot: 80
---
apiVersion: example.org/v1
kind: Thing
`,
);
writeFileSync(join(folder, 'headless.yaml'), service('db', 'clusterIP: None, loadBalancerIP: 10.0.0.1'));
writeFileSync(join(folder, 'old.yaml'), service('db', 'clusterIP: None'));
writeFileSync(join(folder, 'same.yaml'), service('db', 'clusterIP: None'));
mkdirSync(join(folder, 'clean'));
writeFileSync(join(folder, 'clean', 'a.yaml'), service('a', 'clusterIP: None'));
writeFileSync(join(folder, 'clean', 'b.yaml'), service('b', 'clusterIP: 172.20.0.9, ports: [{port: 80}]'));

async function run(...args: string[]) {
	const output = { stdout: '', stderr: '' };
	const status = await main(['dry-run', ...args], {
		stdout: (text) => {
			output.stdout += text;
		},
		stderr: (text) => {
			output.stderr += text;
		},
	});
	return { status, ...output };
}

async function lines(...args: string[]): Promise<Record<string, unknown>[]> {
	const { stdout } = await run(...args, '-o', 'jsonl');
	return stdout
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('jsonl prints a line for each object, and none for an empty document', async () => {
	const found = await lines('all.yaml');
	assert.deepEqual(
		found.map(({ document, item, kind, name, namespace, accepted, code }) => {
			return [document, item, kind, name, namespace, accepted, code];
		}),
		[
			[0, undefined, 'Service', 'db', 'default', true, undefined],
			[2, undefined, 'Service', '1x', 'default', false, 422],
			[3, undefined, null, null, null, false, 400],
			[4, undefined, null, null, null, false, 400],
			[5, 0, 'ConfigMap', 'settings', null, true, undefined],
			[5, 1, 'Service', 'web', 'shop', false, 400],
			[6, undefined, 'Thing', null, null, true, undefined],
		],
	);
	assert.deepEqual(Object.keys(found[0] ?? {}), [
		...['file', 'document', 'kind', 'name', 'namespace', 'accepted', 'object', 'warnings'],
	]);
	const message = 'Invalid value: 0: must be between 1 and 65535, inclusive';
	assert.deepEqual(found[1], {
		file: 'all.yaml',
		document: 2,
		kind: 'Service',
		name: '1x',
		namespace: 'default',
		accepted: false,
		code: 422,
		reason: 'Invalid',
		causes: [
			{ field: 'spec.ports[0].port', reason: 'FieldValueInvalid', message },
			{ field: 'spec.ports[0].targetPort', reason: 'FieldValueInvalid', message },
		],
	});
	assert.match(String(found[5]?.message), /spec\.ports\[0\]\.prot/);
});

test('the status is 1 for a rejection, 0 without one, 2 for what cannot be read', async () => {
	assert.equal((await run('all.yaml')).status, 1);
	assert.equal((await run('headless.yaml')).status, 0);
	assert.equal((await run('headless.yaml', 'missing.yaml')).status, 2);
	assert.equal((await run('--from')).status, 2);
	assert.equal((await run('headless.yaml', '-o', 'xml')).status, 2);
	assert.equal((await run('headless.yaml', '--kubernetes-version', '1.20')).status, 2);
});

test('standard input cannot be the manifest and its predecessor', async () => {
	for (const args of [
		['-', '--from', '-'],
		['-', '-'],
	]) {
		const { status, stdout, stderr } = await run(...args);
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /^servicescope: -: standard input can be read only once\n$/);
	}
});

test('a short option takes its value after an equals sign', async () => {
	const { status, stdout } = await run('clean/a.yaml', '-o=jsonl');
	assert.deepEqual([status, stdout.slice(0, 8)], [0, '{"file":']);
	assert.match((await run('clean/a.yaml', '-o=')).stderr, /-o =: the formats are/);
});

test('whole numbers keep all their digits', async () => {
	const big = '{whole: 9223372036854775807, low: -9007199254740993}';
	const text = `apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: "#1"}\nspec: ${big}\n`;
	writeFileSync(join(folder, 'big.yaml'), text);
	const compact = '{"whole":9223372036854775807,"low":-9007199254740993}';
	assert.equal((await run('big.yaml', '-o', 'jsonl')).stdout.includes(compact), true);
	assert.match((await run('big.yaml', '-o', 'json')).stdout, /"whole": 9223372036854775807,\n/);
	assert.match((await run('big.yaml', '-o', 'yaml')).stdout, /whole: 9223372036854775807\n/);
});

test('the items of a typed list are of its kind', async () => {
	const item = '{metadata: {name: a}, spec: {ports: [{port: 80}]}}';
	writeFileSync(join(folder, 'typed.yaml'), `apiVersion: v1\nkind: ServiceList\nitems: [${item}]\n`);
	const [found] = await lines('typed.yaml');
	assert.deepEqual([found?.item, found?.kind, found?.accepted], [0, 'Service', true]);
	writeFileSync(join(folder, 'untyped.yaml'), `apiVersion: v1\nkind: List\nitems: [${item}]\n`);
	assert.equal((await lines('untyped.yaml'))[0]?.code, 400);
});

test('text names the lines of what is wrong', async () => {
	const { stdout } = await run('all.yaml', 'headless.yaml');
	assert.deepEqual(stdout.split('\n').slice(0, 5), [
		'all.yaml:1: Service default/db  accepted',
		'all.yaml:8: Service default/1x  rejected (422 Invalid)',
		'  line 11: spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
		'  line 11: spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
		'all.yaml:13: a document  rejected (400 BadRequest)',
	]);
	assert.match(stdout, /line 26: unknown field "spec\.ports\[0\]\.prot/);
	assert.match(stdout, /^headless\.yaml:1: .* accepted\n {2}warning: spec\.loadBalancerIP.* \(line 4\)$/m);
	assert.match(stdout, /\n4 accepted, 4 rejected, \d warnings?\n$/);
});

test('yaml prints the accepted objects as stored, and the rest as comments', async () => {
	const { stdout, stderr } = await run('clean/a.yaml', 'all.yaml', '-o', 'yaml');
	assert.equal(stderr, '');
	assert.match(stdout, /^apiVersion: v1\nkind: Service\n/);
	assert.match(stdout, /clusterIP: <allocated IPv4>\n/);
	assert.match(stdout, /\n---\n# all.yaml:8: Service default\/1x {2}rejected .*\n# {3}line 11: spec\.ports/);
	const kinds = parseManifest(stdout).documents.map(({ document: { problems, decoded } }) => {
		assert.deepEqual([problems, decoded.problems], [[], []]);
		return isObject(decoded.value) ? decoded.value.kind : decoded.value;
	});
	assert.deepEqual(kinds, [
		'Service',
		'Service',
		undefined,
		undefined,
		undefined,
		'ConfigMap',
		undefined,
		'Thing',
	]);
});

test('json prints the accepted objects as stored, and the rest to standard error', async () => {
	assert.match((await run('all.yaml', '-o', 'json')).stderr, /Service default\/1x {2}rejected/);
	const one = JSON.parse((await run('clean/a.yaml', '-o', 'json')).stdout);
	assert.equal(one.spec.clusterIP, 'None');
	const several = JSON.parse((await run('clean/a.yaml', 'headless.yaml', '-o', 'json')).stdout);
	assert.deepEqual([several.kind, several.items.length], ['List', 2]);
});

test('the version decides', async () => {
	writeFileSync(
		join(folder, 'zone.yaml'),
		service('db', 'ports: [{port: 80}], trafficDistribution: PreferSameNode'),
	);
	assert.equal((await run('zone.yaml')).status, 0);
	assert.equal((await run('zone.yaml', '--kubernetes-version', '1.33')).status, 1);
});

test('the settings of the folder decide, and the option wins', async () => {
	assert.equal((await run('clean')).status, 1);
	const settings = join(folder, '.servicescope.yaml');
	writeFileSync(settings, 'serviceCIDRs: [172.20.0.0/16]\nkubernetesVersion: "1.33"\n');
	try {
		assert.equal((await run('clean')).status, 0);
		assert.equal((await run('zone.yaml')).status, 1);
		assert.equal((await run('zone.yaml', '--kubernetes-version=1.37')).status, 0);
		writeFileSync(settings, 'kubernetesVersion: 1.2\n');
		assert.match((await run('headless.yaml')).stderr, /^\.servicescope\.yaml: kubernetesVersion /);
	} finally {
		rmSync(settings);
	}
});

test('--from judges the change', async () => {
	const outcomes = async (path: string) =>
		(await lines(path, '--from', 'old.yaml')).map(({ outcome, accepted }) => [outcome, accepted]);
	assert.deepEqual(await outcomes('same.yaml'), [['unchanged', true]]);
	assert.deepEqual(await outcomes('headless.yaml'), [['configured', true]]);
	assert.deepEqual(await outcomes('clean/a.yaml'), [['created', true]]);
	writeFileSync(join(folder, 'virtual.yaml'), service('db', 'clusterIP: 10.96.0.9, ports: [{port: 80}]'));
	const [change] = await lines('virtual.yaml', '--from', 'old.yaml');
	assert.deepEqual([change?.outcome, change?.code], ['rejected', 422]);
	assert.match((await run('same.yaml', '--from', 'old.yaml')).stdout, /default\/db {2}unchanged\n/);
});

test('templates are judged as they stand', async () => {
	writeFileSync(join(folder, 'template.yaml'), service('{{ .name }}', 'ports: [{port: 80}]'));
	const note = '"{{ $labels.pod }} is down"';
	writeFileSync(
		join(folder, 'quoted.yaml'),
		`apiVersion: v1\nkind: Service\nmetadata: {name: db, annotations: {note: ${note}}}\nspec: {clusterIP: None}\n`,
	);
	assert.equal((await lines('template.yaml'))[0]?.code, 400);
	assert.match((await run('quoted.yaml', '-o', 'yaml')).stdout, /note: '?{{ \$labels\.pod }} is down/);
});
