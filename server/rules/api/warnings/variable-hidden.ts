import { stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { entryNames } from '../entry-names.ts';
import { valueAt } from '../written-value.ts';

const workload = (second: string) =>
	exampleWorkload({
		name: 'web',
		container: `env:\n  - name: LOG_LEVEL\n    value: info\n  - name: ${second}\n    value: debug`,
	});

export const variableHidden = apiRule({
	id: 'variable-hidden',
	severity: 'warning',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Environment variable that stands twice',
		what: 'A container has two variables of the same name, and the later one does not build on the earlier one.',
		why: 'The last one counts, and `kubectl apply` may drop either of them at the next change, since it keeps variables apart by their names. The API server warns.',
		whatToDo: 'Remove one of them.',
		invalid: workload('LOG_LEVEL'),
		valid: workload('LOG_FORMAT'),
		links: [
			'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
		],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'duplicate' && /ontainers\[\*\]\.env\[\*\]$/.test(shape),
	judge: (subject) => {
		const name = stringAt(valueAt(subject.value, subject.statement.path), 'name') ?? '';
		const own = Number(subject.statement.path.at(-1));
		const list = subject.statement.path.slice(0, -1);
		const first = entryNames(valueAt(subject.value, list)).get(name) ?? own;
		return {
			path: [...subject.statement.path, 'name'],
			message: `${name} stands twice: this one hides the first, and kubectl apply may drop either.`,
			fixes:
				first === own
					? []
					: [
							editFix(subject, `Remove the first ${name}, which is hidden`, false, (editor) =>
								editor.remove([...list, first]),
							),
							removeFix(subject, subject.statement.path, { title: `Remove this ${name}` }),
						],
		};
	},
});
