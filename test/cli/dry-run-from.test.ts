import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { main } from '../../server/cli/main.ts';

const folder = mkdtempSync(join(tmpdir(), 'dry-run-from-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const old = `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
# The items of a list count one by one.
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: web}
  spec: {clusterIP: None, selector: {app: web}}
- apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: other}
  spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: left-alone}
spec: {selector: {app: x}, ports: [{port: 80}]}
---
a: [broken
`;
mkdirSync(join(folder, 'old'));
const oldFile = join(folder, 'old', 'all.yaml');
writeFileSync(oldFile, old);

async function dryRun(text: string, from: string, ...args: string[]) {
	const file = join(folder, 'new.yaml');
	writeFileSync(file, text);
	let stdout = '';
	let stderr = '';
	const status = await main(['dry-run', file, '--from', from, ...args], {
		stdout: (piece) => {
			stdout += piece;
		},
		stderr: (piece) => {
			stderr += piece;
		},
	});
	return { status, stdout, stderr };
}

const service = (name: string, spec: string, namespace = '') =>
	`apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${namespace && `, namespace: ${namespace}`}}\nspec: ${spec}\n`;

const cases: readonly [title: string, text: string, outcome: string, status: number][] = [
	['the same object', service('db', '{selector: {app: db}, ports: [{port: 5432}]}'), 'unchanged', 0],
	['an object of another name', service('new', '{ports: [{port: 80}]}'), 'created', 0],
	['an invalid new object', service('new', '{}'), 'rejected', 1],
	['another kind of the same name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\n', 'created', 0],
	[
		'an item of a list',
		service('web', '{clusterIP: None, selector: {app: web}, publishNotReadyAddresses: true}'),
		'configured',
		0,
	],
	[
		'its namespace in full',
		service('web', '{clusterIP: None, selector: {app: web}}', 'default'),
		'unchanged',
		0,
	],
	[
		'the namesake in another namespace',
		service('web', '{clusterIP: None, selector: {app: web}}', 'other'),
		'rejected',
		1,
	],
	['headless over an address', service('db', '{clusterIP: None, selector: {app: db}}'), 'rejected', 1],
	['an unreadable text', 'a: [', 'rejected', 1],
];
for (const [title, text, outcome, status] of cases) {
	test(`dry-run --from: ${title} is ${outcome}`, async () => {
		for (const from of [oldFile, join(folder, 'old')]) {
			const result = await dryRun(text, from, '-o', 'jsonl');
			assert.equal(result.status, status);
			const lines = result.stdout.trim().split('\n');
			assert.equal(lines.length, 1);
			assert.equal(JSON.parse(lines[0] ?? '').outcome, outcome);
		}
	});
}

test('what the cluster has picked keeps its mark', async () => {
	const { stdout } = await dryRun(
		service('db', '{type: NodePort, selector: {app: db}, ports: [{port: 5432}]}'),
		oldFile,
		'-o',
		'jsonl',
	);
	const { spec } = JSON.parse(stdout).object;
	assert.equal(spec.clusterIP, '<allocated IPv4>');
	assert.equal(spec.ports[0].nodePort, '<allocated>');
});

test('a rejection names the field and the cause', async () => {
	const { stdout } = await dryRun(service('db', '{clusterIP: None, selector: {app: db}}'), oldFile);
	assert.match(stdout, /spec\.clusterIPs\[0\]: Invalid value: \["None"\]: may not change once set/);
});

test('OLD must be there', async () => {
	const result = await dryRun(service('db', '{}'), join(folder, 'missing'));
	assert.equal(result.status, 2);
	assert.match(result.stderr, /missing: no such file or folder/);
});

test('a document of OLD that cannot be read is told', async () => {
	const { stderr } = await dryRun(service('db', '{ports: [{port: 5432}]}'), oldFile);
	assert.match(stderr, /all\.yaml:23: this document cannot be read; it counts as never applied\n$/);
});
