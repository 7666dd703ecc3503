import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';

const service = (finalizer: string) =>
	exampleService({ name: 'web' }).replace(
		'  name: web\n',
		`  name: web\n  finalizers:\n    - ${finalizer}\n`,
	);

export const finalizerFormat = apiRule({
	id: 'finalizer-format',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Finalizer that is no qualified name',
		what: 'An entry of `metadata.finalizers` has no domain in front, or is no name at all.',
		why: 'A finalizer names the controller that must clean up before the object goes: `example.com/cleanup`. The API server refuses the object.',
		whatToDo: 'Remove the entry; controllers add their finalizers themselves.',
		invalid: service('cleanup'),
		valid: service('example.com/cleanup'),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'metadata.finalizers' || shape === 'metadata.finalizers[*]') && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const isEntry = path.length > 2;
		return {
			...(isEntry ? {} : { on: 'key' as const }),
			message: isEntry
				? `${shown(writtenText(subject))} is no finalizer: it needs a domain and a slash in front.`
				: 'These finalizers hold one that is no qualified name, or two that exclude each other.',
			fixes: [
				removeFix(subject, path, { title: isEntry ? 'Remove this finalizer' : 'Remove the finalizers' }),
			],
		};
	},
});
