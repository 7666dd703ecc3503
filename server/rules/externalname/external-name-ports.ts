import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService } from '../../workspace/service-backing.ts';
import { isTemplated } from '../context.ts';
import { exampleService } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';

const service = (ports: string) =>
	exampleService({
		name: 'crm',
		spec: 'type: ExternalName\nexternalName: crm.example.com',
		selector: '',
		ports,
	});

export const externalNamePorts: Rule = {
	id: 'external-name-ports',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'ExternalName that is expected to translate ports',
		what: 'A Service of type ExternalName has a port whose `targetPort` is another one.',
		why: 'ExternalName is a DNS alias and nothing else: no proxy stands in between, and `ports` are ignored. Clients that dial the `port` reach that port of the external host, not `targetPort`.',
		whatToDo:
			'Remove `ports` and let clients dial the external host’s port. Where a translation is needed, use a Service without selector and an EndpointSlice.',
		invalid: service('- name: https\n  port: 80\n  targetPort: 8443'),
		valid: service(''),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	*check(object, { workspace }) {
		const target = asService(object);
		if (target === undefined || target.service.spec.type !== 'ExternalName') return;
		const path = ['spec', 'ports'] as const;
		if (isTemplated(object, path) || isTemplated(object, ['spec', 'type'])) return;
		const { ports, externalName = '' } = target.service.spec;
		if (externalName === '') return;
		const translated = ports.find(({ port, targetPort }) => targetPort !== port && port !== 0);
		if (translated === undefined) return;
		const { port, targetPort } = translated;
		yield {
			path,
			on: 'key',
			message: `An ExternalName Service ignores its ports: clients of ${object.name}:${port} dial port ${port} of ${externalName}, not ${targetPort}.`,
			fixes: [
				{
					title: `Remove ports (clients must dial ${typeof targetPort === 'number' ? targetPort : 'the external port'} themselves)`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(workspace, object);
						return editor.remove(path) ? editor.edits() : undefined;
					},
				},
			],
		};
	},
};
