import { stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { editFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { entryNames } from '../entry-names.ts';
import { asLabel, labelFault } from '../name-forms.ts';
import { shown, valueAt, writtenText } from '../written-value.ts';

const workload = exampleWorkload({ name: 'web' });

export const containerName = apiRule({
	id: 'container-name',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Container without a proper name',
		what: 'A container has no name, or one with capitals, underscores, dots or more than 63 characters.',
		why: 'Each container of a Pod is known by its name, which must be a DNS label: a-z, 0-9 and hyphens. The API server refuses the object.',
		whatToDo: 'Give it a name in lower case.',
		invalid: workload.replace('- name: web\n', '- name: Web_App\n'),
		valid: workload,
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names'],
	},
	claims: ({ shape, reason }) =>
		/^pod\.spec\.(?:c|initC|ephemeralC)ontainers\[\*\]\.name$/.test(shape) &&
		(reason === 'FieldValueInvalid' || reason === 'FieldValueRequired'),
	judge: (subject) => {
		const written = writtenText(subject);
		const { path } = subject.statement;
		if (written === '') {
			const name = nameFromImage(subject);
			return {
				message: 'This container has no name.',
				fixes:
					name === undefined
						? []
						: [
								editFix(subject, `Add name: ${name}`, false, (editor) =>
									editor.set(path, name, { first: true }),
								),
							],
			};
		}
		const valid = asLabel(written);
		return {
			message: `No container can be called ${shown(written)}: ${labelFault(written)}.`,
			fixes: valid === undefined ? [] : [setFix(subject, path, valid)],
		};
	},
});

/** `registry.example/shop/web:1.8` → `web`, unless another container has that name. */
function nameFromImage({ value, statement }: ApiSubject): string | undefined {
	const image = stringAt(valueAt(value, statement.path.slice(0, -1)), 'image') ?? '';
	const name = asLabel(image.replace(/[@:][^/]*$/, '').replace(/^.*\//, ''));
	const taken = entryNames(valueAt(value, statement.path.slice(0, -2)));
	return name === undefined || taken.has(name) ? undefined : name;
}
