import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { labelFindings } from '../bad-labels.ts';
import { asLabelValue } from '../name-forms.ts';

const labelled = (pair: string) =>
	exampleService({ name: 'web' }).replace('  name: web\n', `  name: web\n  labels:\n    ${pair}\n`);

const shapes: readonly string[] = [
	'metadata.labels',
	'template.metadata.labels',
	'spec.selector.matchLabels',
];

export const labelFormat = apiRule({
	id: 'label-format',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Label that the API server refuses',
		what: 'A label’s key or value holds characters that labels cannot have, or is too long.',
		why: 'Values of labels have at most 63 characters: letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends. Keys may have a DNS name and a `/` in front.',
		whatToDo: 'Write a value without blanks and other signs, or use an annotation: that takes any text.',
		invalid: labelled('team: web shop'),
		valid: labelled('team: web-shop'),
		links: [
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
		],
	},
	claims: ({ shape, reason, kind }) =>
		reason === 'FieldValueInvalid' && kind === undefined && shapes.includes(shape),
	wholeField: true,
	judge: (subject) =>
		labelFindings(subject, ({ key, value, part }) => {
			const valid = part === 'value' ? asLabelValue(value) : undefined;
			if (valid === undefined) return [];
			const path = [...subject.statement.path, key];
			return [setFix(subject, path, valid, { title: `Write ${valid}` })];
		}),
});
