import { isObject, objectAt, stringMapAt } from '../../../kubernetes/objects/json.ts';
import { labelValueErrors } from '../../../kubernetes/validation/names.ts';
import type { PathStep } from '../../../manifest/path.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { listText, pairText } from '../../wording.ts';
import { editFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, selectingKinds } from '../api-rule.ts';
import { at } from '../statement.ts';
import { valueAt } from '../written-value.ts';
import { isAboutJobSelector } from './job-selector.ts';
import { isEmpty, isWithoutSelector } from './workload-selector-missing.ts';

const workload = exampleWorkload({ name: 'web' });

export const workloadSelectorMismatch = apiRule({
	id: 'workload-selector-mismatch',
	kinds: selectingKinds,
	fixable: true,
	docs: {
		title: 'Selector that does not match the workload’s own template',
		what: 'The Pods of a Deployment, StatefulSet, DaemonSet, ReplicaSet or Job would not carry the labels that its own selector asks for.',
		why: 'It would make Pods without end and never count one as its own. The API server refuses the workload.',
		whatToDo: 'Give the template every label of the selector.',
		invalid: workload.replace('      labels:\n        app: web', '      labels:\n        app: wep'),
		valid: workload,
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
	},
	claims: (statement, indexed) =>
		statement.kind === 'selector-differs' &&
		!isAboutJobSelector(statement, indexed) &&
		!isWithoutSelector(statement, indexed),
	dependsOn: [at('spec.selector')],
	judge: (subject) => {
		// Beside the complaint that there is no selector it says nothing new.
		if (isEmpty(valueAt(subject.value, ['spec', 'selector']))) return [];
		const missing = missingLabels(subject);
		const wanted = missing.map(([key, value]) => pairText(key, value));
		return {
			on: 'key',
			message:
				wanted.length === 0
					? 'The labels of the template do not match the selector: the Pods would not belong to their own workload.'
					: `The template’s Pods do not carry ${listText(wanted)}, which the selector asks for.`,
			fixes: fixesFor(subject, missing),
		};
	},
});

type Pairs = readonly (readonly [string, string])[];

/** The pairs of matchLabels that the template lacks. */
function missingLabels(subject: ApiSubject): Pairs {
	const wanted = stringMapAt(selectorOf(subject), 'matchLabels') ?? {};
	const carried = labelsOf(subject);
	return Object.entries(wanted).filter(
		([key, value]) => !Object.hasOwn(carried, key) || carried[key] !== value,
	);
}

function selectorOf({ value }: ApiSubject) {
	return objectAt(objectAt(value, 'spec'), 'selector');
}

function labelsOf({ value }: ApiSubject) {
	const template = objectAt(objectAt(value, 'spec'), 'template');
	return stringMapAt(objectAt(template, 'metadata'), 'labels') ?? {};
}

function fixesFor(subject: ApiSubject, missing: Pairs): readonly Fix[] {
	if (missing.length === 0 || missing.some(([, value]) => labelValueErrors(value).length > 0)) return [];
	const metadata: readonly PathStep[] = ['spec', 'template', 'metadata'];
	const carried = labelsOf(subject);
	const block = `\n  ${missing.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n  ')}`;
	const give = editFix(
		subject,
		`Give the template ${listText(missing.map(([key, value]) => pairText(key, value)))}`,
		false,
		(editor) =>
			!isObject(valueAt(subject.value, [...metadata, 'labels']))
				? editor.set([...metadata, 'labels'], { block })
				: missing.every(([key, value]) => editor.set([...metadata, 'labels', key], value)),
	);
	const change = missing.flatMap(([key]) => {
		const own = carried[key];
		if (own === undefined) return [];
		const path = ['spec', 'selector', 'matchLabels', key];
		return [setFix(subject, path, own, { title: `Set ${key} to ${own} in the selector` })];
	});
	return missing.length === 1 ? [give, ...change] : [give];
}
