import { isObject, objectAt } from '../../../kubernetes/objects/json.ts';
import { type IndexedObject, podLabelsOf } from '../../../workspace/object-index.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, selectingKinds } from '../api-rule.ts';
import { type ApiStatement, at } from '../statement.ts';
import { valueAt } from '../written-value.ts';
import { isAboutJobSelector } from './job-selector.ts';

const workload = exampleWorkload({ name: 'web' });

export const workloadSelectorMissing = apiRule({
	id: 'workload-selector-missing',
	kinds: selectingKinds,
	fixable: true,
	docs: {
		title: 'Workload without a selector',
		what: 'A Deployment, StatefulSet, DaemonSet or ReplicaSet has no `spec.selector`, or an empty one.',
		why: 'By the selector it knows its own Pods, and nothing is put in its place since `apps/v1`. The API server refuses the workload.',
		whatToDo: 'Add `selector.matchLabels` with labels of the template; it can never be changed afterwards.',
		invalid: workload.replace('  selector:\n    matchLabels:\n      app: web\n', ''),
		valid: workload,
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector'],
	},
	claims: (statement, indexed) =>
		isWithoutSelector(statement, indexed) && !isAboutJobSelector(statement, indexed),
	dependsOn: [at('spec.selector')],
	judge: (subject) => ({
		path: ['spec', 'selector'],
		message: `${subject.object.object.kind} ${subject.object.object.name} has no selector: it would not know its own Pods.`,
		fixes: fixesFor(subject),
	}),
});

/** True for the complaint that there is no selector; of a DaemonSet the API server only says that its labels differ. */
export function isWithoutSelector(
	{ shape, reason, kind }: ApiStatement,
	{ object }: Pick<IndexedObject, 'object'>,
): boolean {
	const selector = valueAt(object.value, ['spec', 'selector']);
	if (kind === 'selector-differs')
		return object.kind === 'DaemonSet' && (selector === undefined || selector === null);
	if (shape !== 'spec.selector') return false;
	return reason === 'FieldValueRequired' || (reason === 'FieldValueInvalid' && isEmpty(selector));
}

export function isEmpty(selector: ReturnType<typeof valueAt>): boolean {
	if (!isObject(selector)) return true;
	const { matchExpressions } = selector;
	const listed = Array.isArray(matchExpressions) && matchExpressions.length > 0;
	return !listed && Object.keys(objectAt(selector, 'matchLabels')).length === 0;
}

function fixesFor(subject: ApiSubject) {
	const { object, value } = subject;
	const labels = Object.entries(podLabelsOf(object) ?? {});
	const written = objectAt(value, 'spec').selector;
	if (labels.length === 0 || written !== undefined) return [];
	const block = `\n  matchLabels:${labels.map(([key, label]) => `\n    ${key}: ${JSON.stringify(label)}`).join('')}`;
	const pairs = labels.map(([key, label]) => `${key}: ${label}`).join(', ');
	return [
		editFix(subject, `Select by the template's labels: ${pairs}`, false, (editor) =>
			editor.set(['spec', 'selector'], { block }, { after: ['replicas'], first: true }),
		),
	];
}
