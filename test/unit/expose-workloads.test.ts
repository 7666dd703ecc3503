import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findExposableKind } from '../../server/kubernetes/expose/exposable-kinds.ts';
import { type ExposeOptions, expose } from '../../server/kubernetes/expose/expose.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';

function workload(
	kind: string,
	ports: readonly JsonObject[],
	selector: JsonObject = { matchLabels: { app: 'db' } },
) {
	return {
		apiVersion: 'apps/v1',
		kind,
		metadata: { name: 'db', namespace: 'shop' },
		spec: {
			selector,
			template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'main', ports }] } },
		},
	};
}

const pg = [{ name: 'pg', containerPort: 5432 }];

for (const kind of ['StatefulSet', 'DaemonSet', 'Deployment', 'ReplicaSet']) {
	test(`a ${kind} is exposed by its selector and ports, without its namespace`, () => {
		const { service } = expose(workload(kind, pg), { clusterIP: 'None' });
		assert.deepEqual(service, {
			kind: 'Service',
			apiVersion: 'v1',
			metadata: { name: 'db' },
			spec: {
				ports: [{ protocol: 'TCP', port: 5432, targetPort: 5432 }],
				selector: { app: 'db' },
				clusterIP: 'None',
			},
			status: { loadBalancer: {} },
		});
	});
}

const errors: readonly [title: string, object: JsonObject, options: ExposeOptions, error: string][] = [
	['a kind without Pods', { apiVersion: 'v1', kind: 'ConfigMap' }, {}, 'cannot expose a ConfigMap'],
	['a Job', { apiVersion: 'batch/v1', kind: 'Job' }, {}, 'cannot expose a Job.batch'],
	[
		'a kind of another group',
		{ apiVersion: 'example.com/v1', kind: 'Deployment' },
		{},
		'cannot expose a Deployment.example.com',
	],
	[
		'no selector',
		workload('StatefulSet', pg, {}),
		{},
		"couldn't retrieve selectors via --selector flag or introspection: invalid statefulset: no selectors, therefore cannot be exposed",
	],
	[
		'expressions',
		workload('StatefulSet', pg, {
			matchLabels: { app: 'db' },
			matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }],
		}),
		{},
		'couldn\'t retrieve selectors via --selector flag or introspection: couldn\'t convert expressions - "[{Key:a Operator:In Values:[b c]}]" to map-based selector format',
	],
	['no port', workload('StatefulSet', []), {}, "couldn't find port via --port flag or introspection"],
	[
		'a port that is no number',
		workload('StatefulSet', pg),
		{ port: 'pg' },
		'strconv.Atoi: parsing "pg": invalid syntax',
	],
	['a label without value', workload('StatefulSet', pg), { labels: 'a' }, 'unexpected label spec: a'],
	[
		'an unknown affinity',
		workload('StatefulSet', pg),
		{ sessionAffinity: 'x' },
		'unknown session affinity: x',
	],
];
for (const [title, object, options, error] of errors) {
	test(`${title} is refused in kubectl’s words`, () => assert.equal(expose(object, options).error, error));
}

test('a headless Service needs no port', () => {
	const { service } = expose(workload('StatefulSet', []), { clusterIP: 'None' });
	assert.deepEqual(service?.spec, { selector: { app: 'db' }, clusterIP: 'None' });
});

const kinds: readonly [text: string, kind: string | undefined][] = [
	['StatefulSet', 'StatefulSet'],
	['statefulsets', 'StatefulSet'],
	['STS', 'StatefulSet'],
	['sts.apps', 'StatefulSet'],
	['statefulsets.v1.apps', 'StatefulSet'],
	['deploy', 'Deployment'],
	['rs', 'ReplicaSet'],
	['rc', 'ReplicationController'],
	['po', 'Pod'],
	['svc', 'Service'],
	['ds', 'DaemonSet'],
	['deployment.example.com', undefined],
	['job', undefined],
	['', undefined],
];
for (const [text, kind] of kinds) {
	test(`'${text}' names ${kind ?? 'nothing'}`, () => assert.equal(findExposableKind(text)?.kind, kind));
}
