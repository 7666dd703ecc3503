// Verdicts that the recordings do not hold: other releases and cluster settings, kinds without rules, places of errors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../server/kubernetes/admit.ts';
import { type AdmissionContext, defaultContext } from '../../server/kubernetes/validation/context.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../../server/kubernetes/versions.ts';
import { ManifestDocument } from '../../server/manifest/manifest.ts';
import { admitDocument } from '../../server/workspace/admission.ts';

function judge(text: string, context: Partial<AdmissionContext> = {}): Verdict {
	const [judged] = admitDocument(new ManifestDocument(text), { ...defaultContext, ...context });
	assert.ok(judged !== undefined);
	return judged.verdict;
}

const service = (spec: string, name = 'db') =>
	`apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: db}, ${spec}}\n`;
const port = 'ports: [{port: 80}]';

/** The release from which on the API server accepts it. */
const acceptedSince: readonly [title: string, since: KubernetesVersion, text: string][] = [
	['PreferSameNode', '1.34', service(`${port}, trafficDistribution: PreferSameNode`)],
	['a name that begins with a digit', '1.36', service(port, '1st')],
	[
		'restart rules',
		'1.35',
		`apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  restartPolicy: Never
  containers:
  - name: a
    image: a
    restartPolicy: Never
    restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]
`,
	],
];
const releases: readonly KubernetesVersion[] = ['1.33', '1.34', '1.35', '1.36', '1.37'];
for (const [title, since, text] of acceptedSince) {
	test(`${title} is accepted since ${since}`, () => {
		const accepting = releases.filter((kubernetesVersion) => judge(text, { kubernetesVersion }).accepted);
		assert.deepEqual(accepting, releases.slice(releases.indexOf(since)));
	});
}

test('leading zeros are accepted before 1.36', () => {
	const text = service(`${port}, externalIPs: [192.168.010.1]`);
	const accepting = releases.filter((kubernetesVersion) => judge(text, { kubernetesVersion }).accepted);
	assert.deepEqual(accepting, ['1.33', '1.34', '1.35']);
});

test('owner references have no index in errors before 1.37', () => {
	const owners =
		'[{apiVersion: v1, kind: Pod, name: a, uid: u}, {apiVersion: a/b/c, kind: Pod, name: a, uid: ""}]';
	const text = service(port).replace('name: db', `name: db, ownerReferences: ${owners}`);
	const causesOf = (kubernetesVersion: KubernetesVersion) => {
		const verdict = judge(text, { kubernetesVersion });
		assert.ok(!verdict.accepted && verdict.code === 422);
		return verdict.causes.map(({ field, reason }) => `${field} ${reason}`);
	};
	const path = 'metadata.ownerReferences';
	for (const release of releases.slice(0, -1)) {
		assert.deepEqual(causesOf(release), [
			`${path}.apiVersion FieldValueInvalid`,
			`${path}.uid FieldValueInvalid`,
		]);
	}
	assert.deepEqual(causesOf('1.37'), [
		`${path}[1].apiVersion FieldValueInvalid`,
		`${path}[1].uid FieldValueRequired`,
	]);
});

test('an owner that stands twice is stored once, with a warning', () => {
	const owner = '{apiVersion: v1, kind: Pod, name: a, uid: u}';
	const owners = `[${owner}, {apiVersion: v1, kind: Pod, name: b, uid: u}, ${owner}]`;
	const verdict = judge(service(port).replace('name: db', `name: db, ownerReferences: ${owners}`));
	assert.ok(verdict.accepted);
	assert.deepEqual(verdict.object.metadata, {
		name: 'db',
		namespace: 'default',
		ownerReferences: [
			{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u' },
			{ apiVersion: 'v1', kind: 'Pod', name: 'b', uid: 'u' },
		],
	});
	assert.deepEqual(
		verdict.warnings.map(({ field, message }) => [field, message.slice(-2)]),
		[['metadata.ownerReferences', ' u']],
	);
});

const times: readonly [text: string, isTime: boolean][] = [
	['2020-01-01T00:00:00Z', true],
	['2020-01-01T0:00:00Z', true],
	['2020-01-01T00:00:00,5+24:00', true],
	['2020-01-01T24:00:00Z', false],
	['2020-02-30T00:00:00Z', false],
	['2020-01-01', false],
];
for (const [text, isTime] of times) {
	test(`'${text}' is ${isTime ? 'a' : 'no'} time`, () => {
		const verdict = judge(service(port).replace('name: db', `name: db, deletionTimestamp: "${text}"`));
		assert.equal(verdict.accepted, isTime);
	});
}

test('an unknown field is named as it is written, whatever its key holds', () => {
	for (const key of ['a.b', 'a b', '1', '', 'é', 'a[0]']) {
		const verdict = judge(service(`${port}, "${key}": 1`));
		assert.ok(!verdict.accepted && verdict.code === 400);
		assert.equal(verdict.message, `unknown field "spec.${key}"`);
	}
});

test("a StatefulSet's template is judged since 1.34", () => {
	const pod = 'spec: {containers: [{name: a, image: a, ports: [{containerPort: 80, name: a_b}]}]}';
	const template = `{metadata: {labels: {app: db}}, ${pod}}`;
	const spec = `{serviceName: db, selector: {matchLabels: {app: db}}, template: ${template}}`;
	const text = `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: ${spec}\n`;
	const accepting = releases.filter((kubernetesVersion) => judge(text, { kubernetesVersion }).accepted);
	assert.deepEqual(accepting, ['1.33']);
});

const daemonStrategies: readonly [written: string, stored: unknown][] = [
	['{type: OnDelete}', { type: 'OnDelete' }],
	['{type: OnDelete, rollingUpdate: {}}', { maxSurge: 0, maxUnavailable: 0 }],
	['{type: OnDelete, rollingUpdate: {maxUnavailable: 10%}}', { maxSurge: 0, maxUnavailable: '10%' }],
	['{rollingUpdate: {}}', { maxSurge: 0, maxUnavailable: 1 }],
];
for (const [written, stored] of daemonStrategies) {
	test(`a DaemonSet's strategy ${written} as stored`, () => {
		const template = '{metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: a}]}}';
		const spec = `{selector: {matchLabels: {app: db}}, template: ${template}, updateStrategy: ${written}}`;
		const verdict = judge(`apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: db}\nspec: ${spec}\n`);
		assert.ok(verdict.accepted);
		const { updateStrategy } = verdict.object.spec as { updateStrategy: { rollingUpdate?: unknown } };
		assert.deepEqual(updateStrategy.rollingUpdate ?? updateStrategy, stored);
	});
}

const generations: readonly [annotations: string, stored: string][] = [
	['{}', '1'],
	['{deprecated.daemonset.template.generation: "5"}', '5'],
	['{deprecated.daemonset.template.generation: "-1"}', '1'],
	[`{a: ${'x'.repeat(262143)}}`, '1'],
];
for (const [annotations, stored] of generations) {
	test(`the template generation of a DaemonSet with ${annotations.slice(0, 60)} is ${stored}`, () => {
		const template = '{metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: a}]}}';
		const spec = `{selector: {matchLabels: {app: db}}, template: ${template}}`;
		const metadata = `{name: db, annotations: ${annotations}}`;
		const verdict = judge(`apiVersion: apps/v1\nkind: DaemonSet\nmetadata: ${metadata}\nspec: ${spec}\n`);
		assert.ok(verdict.accepted);
		const kept = (verdict.object.metadata as { annotations: Record<string, string> }).annotations;
		assert.equal(kept['deprecated.daemonset.template.generation'], stored);
	});
}

test('a Job whose name is generated shares no labels with its template', () => {
	const template =
		'{metadata: {labels: {app: db}}, spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}';
	const labelsOf = (name: string) => {
		const verdict = judge(
			`apiVersion: batch/v1\nkind: Job\nmetadata: ${name}\nspec: {template: ${template}}\n`,
		);
		assert.ok(verdict.accepted);
		return Object.keys((verdict.object.metadata as { labels: object }).labels).length;
	};
	assert.equal(labelsOf('{name: a}'), 5);
	assert.equal(labelsOf('{generateName: a-}'), 1);
});

test('a dry run counts node ports from 0 upwards', () => {
	const ports = 'ports: [{port: 80, nodePort: -1}]';
	const verdict = judge(
		service(`type: LoadBalancer, externalTrafficPolicy: Local, clusterIP: None, ${ports}`),
	);
	assert.ok(!verdict.accepted && verdict.code === 422);
	assert.deepEqual(
		verdict.causes.map(({ field }) => field),
		['spec.clusterIPs[0]'],
	);
});

test('a release is read with v and patch, others are refused', () => {
	const read = ['1.33', 'v1.35', '1.37.2', ' 1.34 ', '1.32', '1.38', '2', ''].map(parseKubernetesVersion);
	assert.deepEqual(read, ['1.33', '1.35', '1.37', '1.34', undefined, undefined, undefined, undefined]);
});

test('addresses come from the ranges of the settings', () => {
	const serviceCIDRs = ['fd00:1::/112', '172.20.0.0/16'];
	const verdict = judge(service(`${port}, ipFamilyPolicy: RequireDualStack`), { serviceCIDRs });
	assert.ok(verdict.accepted);
	const { clusterIPs, ipFamilies } = verdict.object.spec as { clusterIPs: string[]; ipFamilies: string[] };
	assert.deepEqual(ipFamilies, ['IPv6', 'IPv4']);
	assert.deepEqual(clusterIPs, ['<allocated IPv6>', '<allocated IPv4>']);
	assert.ok(judge(service(`${port}, clusterIP: 172.20.3.4`), { serviceCIDRs }).accepted);
	const outside = judge(service(`${port}, clusterIP: 10.96.0.10`), { serviceCIDRs });
	assert.ok(!outside.accepted && outside.code === 422);
	assert.deepEqual(
		outside.causes.map(({ field, reason, message }) => [field, reason, message]),
		[
			[
				'spec.clusterIPs',
				'FieldValueInvalid',
				'Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: the provided IP (10.96.0.10) is not in the valid range. The range of valid IPs is 172.20.0.0/16',
			],
		],
	);
});

test('node ports come from the range of the settings, which a dry run does not look at', () => {
	const nodePortRange = { from: 20000, to: 20100 };
	const chosen = (nodePort: number) => service(`type: NodePort, ports: [{port: 80, nodePort: ${nodePort}}]`);
	assert.ok(judge(chosen(30000), { nodePortRange }).accepted);
	assert.ok(judge(chosen(20100), { nodePortRange, dryRun: false }).accepted);
	const outside = judge(chosen(30000), { nodePortRange, dryRun: false });
	assert.ok(!outside.accepted && outside.code === 422);
	assert.match(outside.causes[0]?.message ?? '', /valid ports is 20000-20100/);
});

/** Accepted as they are, or refused at a field. */
const kinds: readonly [head: string, refusedAt: string | undefined][] = [
	['apiVersion: v1\nkind: ConfigMap', undefined],
	['apiVersion: serving.knative.dev/v1\nkind: Service', undefined],
	['apiVersion: example.org/v1\nkind: Anything', undefined],
	['apiVersion: networking.k8s.io/v1\nkind: Ingress', undefined],
	['apiVersion: v1\nkind: Services', 'kind'],
	['apiVersion: v1\nkind: service', 'kind'],
	['apiVersion: apps/v1\nkind: Service', 'kind'],
	['apiVersion: core/v1\nkind: Service', 'apiVersion'],
	['apiVersion: V1\nkind: Service', 'apiVersion'],
	['apiVersion: extensions/v1beta1\nkind: Deployment', 'apiVersion'],
	['apiVersion: 1\nkind: Service', 'apiVersion'],
	['apiVersion: v1', 'kind'],
	['kind: Service', 'apiVersion'],
];
for (const [head, refusedAt] of kinds) {
	test(`${head.replace('\n', ', ')} is ${refusedAt === undefined ? 'accepted' : `refused at ${refusedAt}`}`, () => {
		const verdict = judge(`${head}\nmetadata: {name: a}\nx: [1, null]\n`);
		if (refusedAt === undefined) {
			assert.ok(verdict.accepted);
			assert.deepEqual([verdict.object.x, verdict.warnings], [[1, null], []]);
		} else {
			assert.ok(!verdict.accepted && verdict.code === 400);
			assert.deepEqual(
				verdict.fields.map(({ path }) => path),
				[refusedAt],
			);
		}
	});
}

/** Every place that is wrong, those that the message names first. */
const undecodable: readonly [title: string, text: string, paths: readonly string[]][] = [
	['an unknown field', service('ports: [{port: 80, prot: TCP}]'), ['spec.ports[0].prot']],
	['a field in the wrong case', service('ports: [{Port: 80}]'), ['spec.ports[0].Port']],
	['a text for a number', service('ports: [{port: 80}, {port: "80"}]'), ['spec.ports[1].port']],
	[
		'a number for a text',
		service('selector: {tier: 1}').replace('{app: db}, selector: ', ''),
		['spec.selector[tier]'],
	],
	['a text for a list', service('ports: http'), ['spec.ports']],
	['a broken number', service('ports: [{port: 80.5}]'), ['spec.ports[0].port']],
	['a number beyond 32 bits', service('ports: [{port: 99999999999}]'), ['spec.ports[0].port']],
	['a key that stands twice', service('type: ClusterIP, type: NodePort'), ['spec.type']],
	['a label key with dots', service(port, 'db, labels: {a.b/c: true}'), ['metadata.labels[a.b/c]']],
	['two errors', service('foo: 1, ports: [{port: x}]'), ['spec.ports[0].port', 'spec.foo']],
	['no mapping', '- a\n', ['']],
	['no YAML', 'a: [\n', ['']],
];
for (const [title, text, paths] of undecodable) {
	test(`${title} is told with its place`, () => {
		const verdict = judge(text);
		assert.ok(!verdict.accepted && verdict.code === 400);
		assert.deepEqual(
			verdict.fields.map(({ path }) => path),
			paths,
		);
		assert.ok(verdict.message.includes(paths[0] ?? '') || title.includes('twice'));
	});
}

test('a field that a release does not know is unknown there', () => {
	const text =
		'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostnameOverride: b, containers: [{name: a, image: a}]}\n';
	const [oldest, newest] = (['1.33', '1.37'] as const).map((kubernetesVersion) =>
		judge(text, { kubernetesVersion }),
	);
	assert.ok(oldest !== undefined && !oldest.accepted && oldest.code === 400);
	assert.equal(oldest.fields[0]?.path, 'spec.hostnameOverride');
	assert.ok(newest?.accepted);
});

const quantities: readonly [written: string, stored: string][] = [
	['0.5', '500m'],
	['"0.5"', '500m'],
	['1000', '1k'],
	['100m', '100m'],
	['1024Mi', '1Gi'],
	['1.5Gi', '1536Mi'],
	['0.5Ki', '512'],
	['007Mi', '007Mi'],
	['1e3', '1k'],
	['"1e3"', '1e3'],
	['1.1m', '2m'],
	['1.000000', '1'],
	['"0"', '0'],
	['9223372036854775808Ki', '9223372036854775807'],
];
for (const [written, stored] of quantities) {
	test(`the limit ${written} is stored as ${stored}, and so is the request`, () => {
		const limits = `{resources: {limits: {cpu: ${written}}}, name: a, image: a}`;
		const verdict = judge(
			`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [${limits}]}\n`,
		);
		assert.ok(verdict.accepted);
		const { containers } = verdict.object.spec as { containers: { resources: unknown }[] };
		assert.deepEqual(containers[0]?.resources, { limits: { cpu: stored }, requests: { cpu: stored } });
	});
}
