import { exampleWorkload } from '../../example-manifests.ts';
import { nameOfField, setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { shown, valueAt } from '../written-value.ts';

const workload = (replicas: number) => exampleWorkload({ name: 'web', spec: `replicas: ${replicas}` });

export const negativeNumber = apiRule({
	id: 'negative-number',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Negative number where none can be',
		what: '`replicas`, `parallelism`, `minReadySeconds` or another count is negative.',
		why: 'The API server takes 0 and more, and refuses the object.',
		whatToDo: 'Write 0 or a positive number.',
		invalid: workload(-1),
		valid: workload(1),
	},
	claims: ({ shape, reason, path }, { object }) => {
		const written = valueAt(object.value, path);
		const isNegative = (typeof written === 'number' || typeof written === 'bigint') && written < 0;
		return (
			reason === 'FieldValueInvalid' &&
			isNegative &&
			!/[pP]ort$/.test(shape) &&
			!/^pod\.|^spec\.sessionAffinityConfig/.test(shape)
		);
	},
	judge: (subject) => {
		const { path } = subject.statement;
		return {
			message: `${nameOfField(path)} must be 0 or more, and this is ${shown(valueAt(subject.value, path))}.`,
			fixes: [setFix(subject, path, 0)],
		};
	},
});
