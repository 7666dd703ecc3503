import { isObject, objectAt, objectsAt } from '../../kubernetes/objects/json.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { listText, nameOf } from '../wording.ts';
import { knownBackingOf, likelyTargets, portName, unservedTargets } from './known-backing.ts';

export const targetPortNumber: Rule = {
	id: 'target-port-number',
	severity: 'hint',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'targetPort that no container declares',
		what: 'The Service’s `targetPort` is a number that no container behind it declares, although the containers do declare ports.',
		why: 'Declaring a port is documentation: a program may listen on others too. But where ports are declared, one that is not among them is often a slip.',
		whatToDo: 'Check which port the program listens on; use the declared one, or declare this one as well.',
		invalid: exampleFiles(
			exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: 80' }),
			{ 'deployment.yaml': exampleWorkload({ name: 'web' }) },
		),
		valid: exampleFiles(
			exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: 8080' }),
			{ 'deployment.yaml': exampleWorkload({ name: 'web' }) },
		),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	*check(object, context) {
		const known = knownBackingOf(object, context);
		// Without a virtual IP nothing is sent to targetPort.
		if (known === undefined || isHeadless(known.service.spec)) return;
		const written = objectsAt(objectAt(object.object.value, 'spec'), 'ports');
		for (const [index, port] of known.service.spec.ports.entries()) {
			const entry = written[index];
			if (!isObject(entry) || typeof entry.targetPort !== 'number' || entry.targetPort === 0) continue;
			if (!known.declaresAll(port.protocol)) continue;
			if (known.declared.some((declaration) => declaration.port.containerPort === port.targetPort)) continue;
			const path = ['spec', 'ports', index, 'targetPort'] as const;
			const targets = unservedTargets(known, port);
			if (targets.length === 0) continue;
			yield {
				path,
				message: `No container behind ${nameOf(object)} declares port ${port.targetPort}; they declare ${listText(likelyTargets(known, port).map(portName))}. Connections are refused unless something listens there all the same.`,
				related: targets.slice(0, 3).map((target) => ({
					object: target.object,
					path: target.path,
					message: `Container port ${portName(target)} of ${nameOf(target.object)}`,
				})),
				fixes: targets.slice(0, 3).map((target) => ({
					title: `Set targetPort to ${target.port.containerPort}, which ${nameOf(target.object)} declares`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						return editor.set(path, target.port.containerPort) ? editor.edits() : undefined;
					},
				})),
			};
		}
	},
};
