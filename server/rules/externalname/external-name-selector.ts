import { FieldEditor } from '../../workspace/field-editor.ts';
import { asService } from '../../workspace/service-backing.ts';
import { isTemplated } from '../context.ts';
import { exampleService } from '../example-manifests.ts';
import type { Fix, Rule } from '../rule.ts';
import { pairsText } from '../wording.ts';

const service = (selector: string) =>
	exampleService({
		name: 'web',
		spec: 'type: ExternalName\nexternalName: web.example.com',
		selector,
		ports: '',
	});

export const externalNameSelector: Rule = {
	id: 'external-name-selector',
	severity: 'info',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Selector on an ExternalName Service',
		what: 'A Service of type ExternalName has a `selector`.',
		why: 'The selector is ignored: DNS answers with the alias, never with Pods, and no EndpointSlices are made.',
		whatToDo: 'Remove the selector, or `type: ExternalName` if the Pods are meant.',
		invalid: service('app: web'),
		valid: service(''),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	*check(object, { workspace }) {
		const target = asService(object);
		if (target === undefined || target.service.spec.type !== 'ExternalName') return;
		const { selector = {}, externalName = '', ports } = target.service.spec;
		const path = ['spec', 'selector'] as const;
		// A kustomization's labels are no decision about this Service.
		const written = object.object.value.spec;
		if (typeof written !== 'object' || written === null || !('selector' in written)) return;
		if (Object.keys(selector).length === 0 || isTemplated(object, path)) return;
		const edit =
			(...fields: readonly string[]) =>
			() => {
				const editor = new FieldEditor(workspace, object);
				for (const field of fields) editor.remove(['spec', field]);
				return editor.edits();
			};
		const drop: Fix = {
			title: `Remove the selector: ${object.name} stays an alias of ${externalName}`,
			safe: false,
			edits: edit('selector'),
		};
		const select: Fix = {
			title: `Remove type and externalName: ${object.name} then leads to its Pods`,
			safe: false,
			edits: edit('type', 'externalName'),
		};
		yield {
			path,
			on: 'key',
			tag: 'unnecessary',
			message: `The selector of an ExternalName Service is ignored: ${object.name} is an alias of ${externalName} and never answers with the Pods that carry ${pairsText(Object.entries(selector))}.`,
			// A virtual IP needs ports.
			fixes: ports.length > 0 ? [drop, select] : [drop],
		};
	},
};
