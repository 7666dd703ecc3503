import { stringsAt } from '../../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule, selectingKinds } from '../api-rule.ts';
import { asLabelValue } from '../name-forms.ts';
import type { ApiStatement } from '../statement.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';
import { shown, valueAt } from '../written-value.ts';
import { isAboutJobSelector } from './job-selector.ts';
import { isEmpty } from './workload-selector-missing.ts';

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const workload = (operator: string) =>
	exampleWorkload({ name: 'web' }).replace(
		'    matchLabels:\n      app: web\n',
		`    matchExpressions:\n      - key: app\n        operator: ${operator}\n        values: [web]\n`,
	);

export const workloadSelectorExpression = apiRule({
	id: 'workload-selector-expression',
	kinds: selectingKinds,
	fixable: true,
	docs: {
		title: 'Expression of a selector that cannot be read',
		what: 'An entry of `matchExpressions` has an operator that does not exist, values where its operator takes none, none where it needs some, or a key or value that no label can have.',
		why: 'The operators are `In`, `NotIn` (with values), `Exists` and `DoesNotExist` (without), letter by letter. The API server refuses the workload.',
		whatToDo: 'Write one of the four operators, with or without values as it needs them.',
		invalid: workload('in'),
		valid: workload('In'),
		links: [
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements',
		],
	},
	claims: (statement, indexed) =>
		!isAboutJobSelector(statement, indexed) && isAboutExpression(statement, indexed),
	judge: (subject) => {
		const { shape, path } = subject.statement;
		if (shape === 'spec.selector') return [];
		const entry = valueAt(subject.value, path.slice(0, 4));
		if (shape.endsWith('.operator')) {
			return {
				message: mustBeOneOf(subject, 'operator', operators),
				fixes: nearestFixes(subject, operators, { equals: 'In', '=': 'In', '!=': 'NotIn' }),
			};
		}
		if (shape.endsWith('.values')) {
			const some = stringsAt(entry, 'values').length > 0;
			return {
				on: 'key',
				message: some
					? 'Exists and DoesNotExist look at the key alone and take no values.'
					: 'In and NotIn need at least one value.',
				fixes: some ? [removeFix(subject, path)] : [],
			};
		}
		const written = valueAt(subject.value, path);
		const valid = typeof written === 'string' ? asLabelValue(written) : undefined;
		return {
			message: `No label can have ${shown(written)} as its ${shape.endsWith('.key') ? 'key' : 'value'}.`,
			fixes: valid === undefined || valid === written ? [] : [setFix(subject, path, valid)],
		};
	},
});

function isAboutExpression({ shape, reason }: ApiStatement, { object }: IndexedObject): boolean {
	if (shape.startsWith('spec.selector.matchExpressions[*]')) return true;
	// It comes beside the complaint about the entry.
	return (
		shape === 'spec.selector' &&
		reason === 'FieldValueInvalid' &&
		!isEmpty(valueAt(object.value, ['spec', 'selector']))
	);
}
