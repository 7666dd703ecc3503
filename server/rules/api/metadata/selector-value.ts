import { exampleFiles, exampleService, exampleWorkload } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { labelFindings } from '../bad-labels.ts';
import { asLabelValue } from '../name-forms.ts';
import { labelValuesOf } from '../pods-behind.ts';

const workload = exampleWorkload({ name: 'web' });

export const selectorValue = apiRule({
	id: 'selector-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Selector with a value that no label can have',
		what: 'The selector of a Service holds a key or a value that labels cannot have: a blank, another sign, or more than 63 characters.',
		why: 'No Pod can carry such a label, so the API server refuses the Service.',
		whatToDo: 'Write the label as the Pods carry it.',
		invalid: exampleFiles(exampleService({ name: 'web', selector: 'app: web frontend' }), {
			'deployment.yaml': workload,
		}),
		valid: exampleFiles(exampleService({ name: 'web' }), { 'deployment.yaml': workload }),
		links: [
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
		],
	},
	claims: ({ shape, reason }) => shape === 'spec.selector' && reason === 'FieldValueInvalid',
	wholeField: true,
	judge: (subject) =>
		labelFindings(subject, ({ key, value, part }) => {
			if (part === 'key') return [];
			const path = [...subject.statement.path, key];
			const carried = labelValuesOf(key, subject).filter((label) => asLabelValue(label) === label);
			const likely = carried.toSorted((a, b) => distance(a, value) - distance(b, value)).slice(0, 3);
			const valid = asLabelValue(value);
			const others = valid === undefined || likely.length > 0 ? [] : [valid];
			return [
				...likely.map((label) =>
					setFix(subject, path, label, {
						title: `Set ${key} to ${label}, as Pods of the namespace carry it`,
					}),
				),
				...others.map((label) => setFix(subject, path, label, { title: `Write ${label}` })),
			];
		}),
});

/** A value that the written one begins with or holds is likelier than any other. */
function distance(label: string, written: string): number {
	if (written.startsWith(label)) return 0;
	return written.includes(label) || label.includes(written) ? 1 : 2;
}
