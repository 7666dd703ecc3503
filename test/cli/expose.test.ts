import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { main } from '../../server/cli/main.ts';

const folder = mkdtempSync(join(tmpdir(), 'expose-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const manifest = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  labels:
    version: "1"
    'on': 'yes'
spec:
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      containers:
      - name: main
        image: db:1
        ports: [{containerPort: 5432}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: a}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: b}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec: {}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: wrong}
spec: {selector: {matchLabels: {app: 1}}}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: wrong}
spec: {selector: {app: yes}, template: {spec: {containers: []}}}
`;
const file = join(folder, 'all.yaml');
writeFileSync(file, manifest);
writeFileSync(join(folder, 'broken.yaml'), 'a: [');

async function run(...args: string[]) {
	let stdout = '';
	let stderr = '';
	const status = await main(['expose', ...args], {
		stdout: (text) => {
			stdout += text;
		},
		stderr: (text) => {
			stderr += text;
		},
	});
	return { status, stdout, stderr };
}

const headless = `apiVersion: v1
kind: Service
metadata:
  labels:
    "on": "yes"
    version: "1"
  name: db
spec:
  clusterIP: None
  ports:
  - port: 5432
    protocol: TCP
    targetPort: 5432
  selector:
    app: db
status:
  loadBalancer: {}
`;

for (const resource of ['StatefulSet/db', 'statefulsets/db', 'sts/db', 'sts.apps/db']) {
	test(`${resource} as YAML`, async () => {
		assert.deepEqual(await run(resource, file, '--cluster-ip=None'), {
			status: 0,
			stdout: headless,
			stderr: '',
		});
	});
}

test('a folder is searched, and what cannot be read there does not matter', async () => {
	assert.equal((await run('sts/db', folder, '--cluster-ip', 'None')).stdout, headless);
});

test('as JSON', async () => {
	const { stdout } = await run('sts/db', file, '-o', 'json', '--port=80', '--name=other');
	const service = JSON.parse(stdout);
	assert.deepEqual(Object.keys(service), ['kind', 'apiVersion', 'metadata', 'spec', 'status']);
	assert.equal(service.metadata.name, 'other');
	assert.equal(stdout.startsWith('{\n    "kind": "Service",\n'), true);
});

test('-l=a=b as kubectl reads it', async () => {
	const { stdout } = await run('sts/db', file, '-l=a=b', '-o=json');
	assert.deepEqual(JSON.parse(stdout).metadata.labels, { a: 'b' });
});

test('<< is no merge key to go-yaml’s writer', async () => {
	const { stdout } = await run('sts/db', file, '--selector=app=<<');
	assert.match(stdout, /^ {4}app: <<$/m);
});

test('a value may begin with a dash', async () => {
	const { stdout } = await run('sts/db', file, '--target-port', '-1', '--port', '80', '-o', 'json');
	assert.equal(JSON.parse(stdout).spec.ports[0].targetPort, -1);
});

const failures: readonly [args: readonly string[], status: number, stderr: RegExp][] = [
	[['job/once', file], 1, /^error: cannot expose a Job\.batch\n$/],
	[['deploy/none', file], 1, /^error: no deploy\/none in /],
	[['deploy/wrong', file], 1, /^error: unable to decode Deployment: .*matchLabels/],
	[['sts/db', file, '-l='], 1, /^error: unexpected empty label key\n$/],
	[['rc/wrong', file], 1, /^error: unable to decode ReplicationController: .*selector/],
	[['sts/db', file, '--port=x'], 1, /^error: strconv\.Atoi: parsing "x": invalid syntax\n$/],
	[['deploy/web', file], 2, /several namespaces/],
	[['deploy/web', file, '-n', 'b'], 1, /couldn't find port/],
	[['deploy/none', folder], 2, /not all could be read: .*broken\.yaml/],
	[['sts/db', join(folder, 'missing.yaml')], 2, /no such file or folder/],
	[['sts/db', file, '-o', 'wide'], 2, /yaml and json/],
	[['sts/db', file, '--nonsense'], 2, /--nonsense/],
	[['sts/db', file, '--kubernetes-version=1.20'], 2, /1\.33/],
	[['db'], 2, /no KIND\/NAME/],
	[[], 2, /no KIND\/NAME/],
];
for (const [args, status, stderr] of failures) {
	test(`expose ${args.map((argument) => argument.replace(folder, '…')).join(' ')}: ${status}`, async () => {
		const result = await run(...args);
		assert.equal(result.status, status);
		assert.match(result.stderr, stderr);
		assert.equal(result.stdout, '');
		assert.equal(result.stderr.trimEnd().includes('\n'), false);
	});
}
