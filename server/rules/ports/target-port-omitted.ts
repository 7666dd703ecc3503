import { suggest } from '../../kubernetes/decoding/suggestion.ts';
import { isObject, objectAt, objectsAt } from '../../kubernetes/objects/json.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { listText, nameOf } from '../wording.ts';
import { knownBackingOf, likelyTargets, portName, unservedTargets } from './known-backing.ts';

export const targetPortOmitted: Rule = {
	id: 'target-port-omitted',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'No targetPort, and the containers declare other ports',
		what: 'A Service port has no `targetPort`, so it is sent to the same number on the Pods; the containers declare ports, but not that one.',
		why: 'Where `targetPort` is left out, it is the `port`. Unless the program also listens there, connections are refused.',
		whatToDo: 'Write the container’s port (or its name) as `targetPort`.',
		invalid: exampleFiles(exampleService({ name: 'web', ports: '- name: http\n  port: 80' }), {
			'deployment.yaml': exampleWorkload({ name: 'web' }),
		}),
		valid: exampleFiles(
			exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: http' }),
			{ 'deployment.yaml': exampleWorkload({ name: 'web' }) },
		),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	*check(object, context) {
		const known = knownBackingOf(object, context);
		if (known === undefined) return;
		const headless = isHeadless(known.service.spec);
		const written = objectsAt(objectAt(object.object.value, 'spec'), 'ports');
		for (const [index, port] of known.service.spec.ports.entries()) {
			const entry = written[index];
			if (!isObject(entry) || (entry.targetPort !== undefined && entry.targetPort !== null)) continue;
			if (Object.keys(entry).some(meansTargetPort)) continue;
			if (port.port === 0 || !known.declaresAll(port.protocol)) continue;
			if (known.declared.some((declaration) => declaration.port.containerPort === port.port)) continue;
			const targets = unservedTargets(known, port);
			if (targets.length === 0) continue;
			const base = ['spec', 'ports', index] as const;
			yield {
				path: [...base, 'targetPort'],
				message: `${headless ? `${nameOf(object)} is headless: clients dial port ${port.port} of the Pods themselves` : `Without targetPort, port ${port.port} is sent to ${port.port} on the Pods`}, but the containers behind it declare ${listText(likelyTargets(known, port).map(portName))}.`,
				related: targets.slice(0, 3).map((target) => ({
					object: target.object,
					path: target.path,
					message: `Container port ${portName(target)} of ${nameOf(target.object)}`,
				})),
				fixes: targets.slice(0, 3).map((target) => {
					const { name, containerPort } = target.port;
					return {
						title: headless
							? `Set port to ${containerPort}, the Pods' port (headless does not translate ports)`
							: `Add targetPort: ${name || containerPort}${name === '' ? '' : ` (${containerPort})`}`,
						safe: false,
						edits: () => {
							const editor = new FieldEditor(context.workspace, object);
							const done = headless
								? editor.set([...base, 'port'], containerPort)
								: editor.set([...base, 'targetPort'], name || containerPort, { after: ['port'] });
							return done ? editor.edits() : undefined;
						},
					};
				}),
			};
		}
	},
};

/** True for a misspelled targetPort, or for its name in Pods: another rule speaks of it. */
function meansTargetPort(key: string): boolean {
	return key === 'containerPort' || suggest(key, ['targetPort']) !== undefined;
}
