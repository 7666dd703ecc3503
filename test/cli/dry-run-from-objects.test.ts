import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunningObjects } from '../../server/cli/running-objects.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { defaultContext } from '../../server/kubernetes/validation/context.ts';

const old = `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 5432}]}
---
# The list's second item is in another namespace.
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
a: [broken
`;

const service = (name: string, spec: JsonObject, namespace?: string): JsonObject => ({
	apiVersion: 'v1',
	kind: 'Service',
	metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
	spec,
});

const headless = { clusterIP: 'None', selector: { app: 'web' } };
const cases: readonly [title: string, next: JsonObject, outcome: string][] = [
	['the same object', service('db', { selector: { app: 'db' }, ports: [{ port: 5432 }] }), 'unchanged'],
	['an object of another name', service('new', { ports: [{ port: 80 }] }), 'created'],
	['another kind of the same name', { ...service('db', {}), kind: 'ConfigMap' }, 'created'],
	['an item of a list', service('web', { ...headless, publishNotReadyAddresses: true }), 'configured'],
	['its namespace in full', service('web', headless, 'default'), 'unchanged'],
	['the namesake of another namespace', service('web', headless, 'other'), 'rejected'],
	['headless over an address', service('db', { clusterIP: 'None', selector: { app: 'db' } }), 'rejected'],
];
for (const [title, next, outcome] of cases) {
	test(`--from: ${title} is ${outcome}`, () => {
		const running = new RunningObjects([{ name: 'old.yaml', text: old }]);
		assert.equal(running.apply(next, defaultContext).outcome, outcome);
	});
}
