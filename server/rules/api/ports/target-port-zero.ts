import { isList, isObject, objectAt } from '../../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { isTemplated, type RuleContext } from '../../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../../example-manifests.ts';
import type { Rule } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { portsBehind } from '../pods-behind.ts';

const ports = (target: string) => `- name: http\n  port: 80\n  targetPort: ${target}`;
const workload = exampleWorkload({ name: 'web' });

export const targetPortZero: Rule = {
	id: 'target-port-zero',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'targetPort 0',
		what: 'A port of a Service has `targetPort: 0`.',
		why: 'The API server reads 0 as “not set” and puts `port` in its place: connections go to that number on the Pods, whatever was meant.',
		whatToDo:
			'Write the port that the container listens on, or leave `targetPort` out where it is the same as `port`.',
		invalid: exampleFiles(exampleService({ name: 'web', ports: ports('0') }), {
			'deployment.yaml': workload,
		}),
		valid: exampleFiles(exampleService({ name: 'web', ports: ports('http') }), {
			'deployment.yaml': workload,
		}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	*check(object, context) {
		const list = objectAt(object.object.value, 'spec').ports;
		if (!isList(list)) return;
		for (const [index, entry] of list.entries()) {
			if (!isObject(entry) || entry.targetPort !== 0) continue;
			const path = ['spec', 'ports', index, 'targetPort'];
			if (isTemplated(object, path)) continue;
			const port = typeof entry.port === 'number' ? entry.port : 0;
			yield {
				path,
				message: `targetPort 0 means “not set”: connections go to port ${port} of the Pods.`,
				fixes: fixesFor({ object, context }, path, port),
			};
		}
	},
};

function fixesFor(
	target: { readonly object: IndexedObject; readonly context: RuleContext },
	path: readonly (string | number)[],
	port: number,
) {
	const subject = { ...target, value: target.object.object.value };
	const declared = portsBehind(subject).slice(0, 3);
	return [
		...declared.map(({ name, containerPort }) =>
			setFix(subject, path, name || containerPort, {
				title: `Set targetPort to ${name || containerPort}, the container's port${name === '' ? '' : ` (${containerPort})`}`,
			}),
		),
		removeFix(subject, path, { title: `Remove targetPort: the Pods listen on ${port}` }),
	];
}
