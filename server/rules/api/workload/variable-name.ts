import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';

const workload = (name: string) =>
	exampleWorkload({ name: 'web', container: `env:\n  - name: ${name}\n    value: debug` });

export const variableName = apiRule({
	id: 'variable-name',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Environment variable without a proper name',
		what: 'A variable in `env` has no name, or one with “=” or signs that cannot be printed.',
		why: 'A program finds a variable by its name, and “=” ends it. The API server refuses the object.',
		whatToDo: 'Write the name in `name` and the value in `value`.',
		invalid: workload('LOG_LEVEL=debug'),
		valid: workload('LOG_LEVEL'),
		links: [
			'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
		],
	},
	claims: ({ shape, reason }) =>
		/ontainers\[\*\]\.env\[\*\]\.name$/.test(shape) &&
		(reason === 'FieldValueRequired' || reason === 'FieldValueInvalid'),
	judge: (subject) => {
		const { path } = subject.statement;
		const written = writtenText(subject);
		const name = written.split('=')[0]?.trim() ?? '';
		const valid = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== written;
		const remove = removeFix(subject, path.slice(0, -1), { title: 'Remove this variable' });
		return {
			message:
				written === ''
					? 'This variable has no name.'
					: `No variable can be called ${shown(written)}: its name may hold printable ASCII signs other than “=”.`,
			fixes: valid ? [setFix(subject, path, name), remove] : [remove],
		};
	},
});
