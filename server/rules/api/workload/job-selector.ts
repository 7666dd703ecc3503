import { booleanAt, objectAt } from '../../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import type { ApiStatement } from '../statement.ts';

const path = ['spec', 'selector'];
const job = (spec: string) =>
	`apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: report\nspec:\n${spec}  template:\n    metadata:\n      labels:\n        app: report\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: report\n          image: registry.example/report:1\n`;

export const jobSelector = apiRule({
	id: 'job-selector',
	kinds: ['Job.batch'],
	fixable: true,
	docs: {
		title: 'Job with a selector of its own',
		what: 'A Job has a `selector` that its author wrote, and `manualSelector` is not `true`.',
		why: 'A Job gets a selector that is unique to it, so that no two Jobs take each other’s Pods. The API server refuses another one unless `manualSelector: true` says that it is meant.',
		whatToDo: 'Remove `selector`.',
		invalid: job('  selector:\n    matchLabels:\n      app: report\n'),
		valid: job(''),
		links: [
			'https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector',
		],
	},
	claims: isAboutJobSelector,
	judge: (subject) => ({
		path,
		on: 'key',
		message:
			'A Job gets a selector that is its own: one that is written needs manualSelector: true beside it.',
		fixes: [
			removeFix(subject, path),
			editFix(subject, 'Set manualSelector: true', false, (editor) =>
				editor.set(['spec', 'manualSelector'], true, { after: ['selector'] }),
			),
		],
	}),
});

/** True for what follows from a selector that the Job should not have, whichever field is named. */
export function isAboutJobSelector(
	{ shape, reason, kind }: ApiStatement,
	{ object }: Pick<IndexedObject, 'object'>,
): boolean {
	const spec = objectAt(object.value, 'spec');
	if (object.kind !== 'Job' || reason !== 'FieldValueInvalid') return false;
	if (booleanAt(spec, 'manualSelector') === true || spec.selector === undefined || spec.selector === null)
		return false;
	return (
		shape === 'spec.selector' || shape.startsWith('template.metadata.labels[') || kind === 'selector-differs'
	);
}
