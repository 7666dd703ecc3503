import { exampleService } from '../../example-manifests.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';

const service = exampleService({ name: 'web' });

export const nameMissing = apiRule({
	id: 'name-missing',
	kinds: ruledKinds,
	fixable: false,
	docs: {
		title: 'Object without a name',
		what: 'The object has neither `metadata.name` nor `metadata.generateName`.',
		why: 'Every object is stored under its name, so the API server refuses one without.',
		whatToDo: 'Give it a `metadata.name`.',
		invalid: service.replace('  name: web\n', '  labels:\n    app: web\n'),
		valid: service,
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/'],
	},
	claims: ({ shape, reason }) => shape === 'metadata.name' && reason === 'FieldValueRequired',
	judge: ({ object }) => ({
		place: ['metadata'],
		on: 'key',
		message: `This ${object.object.kind} has no name: the API server refuses it without metadata.name or generateName.`,
	}),
});
