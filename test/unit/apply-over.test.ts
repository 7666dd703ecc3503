import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyOver } from '../../server/kubernetes/apply/apply-over.ts';
import { kubectlMessage } from '../../server/kubernetes/apply/kubectl-message.ts';
import { type JsonObject, type JsonValue, objectAt } from '../../server/kubernetes/objects/json.ts';
import { defaultContext } from '../../server/kubernetes/validation/context.ts';

const service = (spec: JsonObject, metadata: JsonObject = {}): JsonObject => ({
	apiVersion: 'v1',
	kind: 'Service',
	metadata: { name: 'db', ...metadata },
	spec: { selector: { app: 'db' }, ports: [{ name: 'pg', port: 5432 }], ...spec },
});

const workload = (kind: string, spec: JsonObject, labels: JsonObject = { app: 'db' }): JsonObject => ({
	apiVersion: 'apps/v1',
	kind,
	metadata: { name: 'db' },
	spec: {
		selector: { matchLabels: labels },
		template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'db:1' }] } },
		...spec,
	},
});

const slice = (spec: JsonObject): JsonObject => ({
	apiVersion: 'discovery.k8s.io/v1',
	kind: 'EndpointSlice',
	metadata: { name: 'db' },
	addressType: 'IPv4',
	endpoints: [{ addresses: ['10.1.2.3'] }],
	...spec,
});

function apply(old: JsonValue, next: JsonValue) {
	const transition = applyOver(old, next, defaultContext);
	const { verdict } = transition;
	const kind = String((next as JsonObject).kind);
	return {
		...transition,
		message: kubectlMessage(kind, 'db', verdict),
		spec: verdict.accepted ? verdict.object.spec : {},
	};
}

const outcomes: readonly [
	title: string,
	old: JsonValue,
	next: JsonValue,
	outcome: string,
	message: string,
][] = [
	['the same text', service({}), service({}), 'unchanged', ''],
	[
		'the same text without its namespace',
		service({}),
		service({}, { namespace: 'default' }),
		'unchanged',
		'',
	],
	['another label', service({}), service({}, { labels: { a: 'b' } }), 'configured', ''],
	[
		'headless over ClusterIP',
		service({}),
		service({ clusterIP: 'None' }),
		'rejected',
		'The Service "db" is invalid: spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
	],
	['ClusterIP over headless', service({ clusterIP: 'None' }), service({}), 'configured', ''],
	['nothing that ran', service({ type: 'x' }), service({}), 'created', ''],
	[
		'a text that cannot be read',
		service({}),
		service({ ports: [{ port: 'x' }] }),
		'rejected',
		'Error from server (BadRequest): spec.ports[0].port must be a whole number (int32), not the string "x"',
	],
	[
		'another selector',
		workload('Deployment', {}),
		workload('Deployment', {}, { app: 'web' }),
		'rejected',
		'The Deployment "db" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"web"}}: field is immutable',
	],
	[
		'another serviceName',
		workload('StatefulSet', { serviceName: 'a' }),
		workload('StatefulSet', { serviceName: 'b' }),
		'rejected',
		'The StatefulSet "db" is invalid: spec.serviceName: Invalid value: "b": field is immutable',
	],
	[
		'more replicas',
		workload('StatefulSet', { replicas: 1 }),
		workload('StatefulSet', { replicas: 2 }),
		'configured',
		'',
	],
	[
		'an unknown field that is null',
		workload('Deployment', {}),
		workload('Deployment', { replicas: 2, Replicas: null }),
		'configured',
		'',
	],
	[
		'a selector without labels',
		workload('StatefulSet', {}),
		workload('StatefulSet', { selector: { matchLabels: { app: null } } }),
		'rejected',
		[
			'The StatefulSet "db" is invalid: ',
			'* spec.selector: Invalid value: {}: empty selector is invalid for statefulset',
			'* spec.selector: Invalid value: {}: field is immutable',
		].join('\n'),
	],
	[
		'another addressType',
		slice({}),
		slice({ addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] }),
		'rejected',
		'The EndpointSlice "db" is invalid: addressType: Invalid value: null: field is immutable',
	],
];
for (const [title, old, next, outcome, message] of outcomes) {
	test(`apply of ${title}: ${outcome}`, () => {
		const result = apply(old, next);
		assert.equal(result.outcome, outcome);
		assert.equal(result.message, message);
	});
}

test('before v1.37 a StatefulSet’s forbidden changes are one cause', () => {
	const old = workload('StatefulSet', { serviceName: 'a' });
	const next = workload('StatefulSet', { serviceName: 'b' });
	const { verdict } = applyOver(old, next, { ...defaultContext, kubernetesVersion: '1.34' });
	const causes = verdict.accepted || verdict.code !== 422 ? [] : verdict.causes;
	assert.deepEqual(
		causes.map(({ field, reason }) => [field, reason]),
		[['spec', 'FieldValueForbidden']],
	);
});

test('a Job’s generated labels are its own when its selector is written by hand', () => {
	const job = (spec: JsonObject): JsonObject => ({
		apiVersion: 'batch/v1',
		kind: 'Job',
		metadata: { name: 'db' },
		spec: {
			template: {
				metadata: { labels: { app: 'db' } },
				spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'db:1' }] },
			},
			...spec,
		},
	});
	const { verdict } = apply(job({}), job({ manualSelector: true, selector: { matchLabels: { app: 'x' } } }));
	const causes = verdict.accepted || verdict.code !== 422 ? [] : verdict.causes;
	assert.deepEqual(
		causes.map(({ field }) => field),
		['spec.template.metadata.labels', 'spec.selector'],
	);
	assert.match(causes[0]?.message ?? '', /"controller-uid":"<allocated>"/);
});

const ports: readonly [title: string, old: JsonValue, next: JsonValue, after: JsonValue][] = [
	[
		'of two ports with one number only the first is left',
		[{ name: 'dns-tcp', port: 53 }],
		[
			{ name: 'dns', port: 53, protocol: 'UDP' },
			{ name: 'dns-tcp', port: 53 },
		],
		[{ name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 }],
	],
	[
		'a port that is gone from the text goes',
		[
			{ name: 'a', port: 80 },
			{ name: 'b', port: 81 },
		],
		[{ name: 'b', port: 81 }],
		[{ name: 'b', port: 81, protocol: 'TCP', targetPort: 81 }],
	],
	[
		'the order is the new text’s',
		[
			{ name: 'a', port: 80 },
			{ name: 'b', port: 81 },
		],
		[
			{ name: 'b', port: 81 },
			{ name: 'c', port: 82 },
			{ name: 'a', port: 80 },
		],
		[
			{ name: 'b', port: 81, protocol: 'TCP', targetPort: 81 },
			{ name: 'c', port: 82, protocol: 'TCP', targetPort: 82 },
			{ name: 'a', port: 80, protocol: 'TCP', targetPort: 80 },
		],
	],
];
for (const [title, old, next, after] of ports) {
	test(title, () => {
		const { spec } = apply(service({ ports: old }), service({ ports: next }));
		assert.deepEqual((spec as JsonObject).ports, after);
	});
}

test('ports of one number that stand apart cannot be merged', () => {
	const { outcome, message } = apply(
		service({ ports: [{ name: 'a', port: 53 }] }),
		service({
			ports: [
				{ name: 'a', port: 53 },
				{ name: 'b', port: 80 },
				{ name: 'c', port: 53, protocol: 'UDP' },
			],
		}),
	);
	assert.equal(outcome, 'rejected');
	assert.match(message, /must stand next to each other/);
});

test('a node port that nobody wrote is carried over', () => {
	const old = service({ type: 'NodePort' });
	const { spec } = apply(old, service({ type: 'LoadBalancer' }));
	assert.deepEqual((spec as JsonObject).ports, [
		{ name: 'pg', port: 5432, protocol: 'TCP', targetPort: 5432, nodePort: '<allocated>' },
	]);
});

test('a node port that the cluster picks stays clear of those that the manifest writes', () => {
	for (const first of [30991, 30000]) {
		const ports = [
			{ name: 'a', port: 80, nodePort: first },
			{ name: 'b', port: 443, protocol: 'UDP' },
			{ name: 'c', port: 5432, nodePort: first + 1 },
		];
		const old = service({ type: 'NodePort', ports });
		assert.equal(
			apply(old, service({ type: 'NodePort', ports, selector: { app: 'x' } })).outcome,
			'configured',
		);
	}
});

test('a node port outside the range is refused', () => {
	const ports = [{ name: 'pg', port: 5432, nodePort: 80 }];
	assert.match(
		apply(service({ type: 'NodePort' }), service({ type: 'NodePort', ports })).message,
		/spec\.ports\[0\]\.nodePort: Invalid value: 80: provided port is not in the valid range/,
	);
});

test('finalizers are merged, not replaced', () => {
	const old = service({}, { finalizers: ['a.example/x', 'a.example/y'] });
	const { verdict } = apply(old, service({}, { finalizers: ['a.example/y', 'a.example/z'] }));
	assert.equal(verdict.accepted, true);
	const metadata = verdict.accepted ? verdict.object.metadata : {};
	assert.deepEqual((metadata as JsonObject).finalizers, ['a.example/y', 'a.example/z']);
});

test('members that are null are not sent when an object is created', () => {
	const old = service(
		{ selector: { app: null, tier: 'x' } },
		{ labels: { a: null }, annotations: { b: null } },
	);
	const { before } = apply(old, service({}));
	assert.deepEqual(before?.metadata, { name: 'db', namespace: 'default', annotations: { b: '' } });
	assert.deepEqual(objectAt(before, 'spec').selector, { tier: 'x' });
});

test('any values get a verdict', () => {
	const values: readonly JsonValue[] = [
		null,
		1,
		'x',
		[],
		{},
		{ kind: 'Service' },
		service({}),
		slice({ ports: [null] }),
	];
	for (const old of values) {
		for (const next of values) assert.equal(typeof applyOver(old, next, defaultContext).outcome, 'string');
	}
});
