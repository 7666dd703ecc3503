import { integerAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';

const workload = (port: string) =>
	exampleWorkload({ name: 'web', container: `ports:\n  - name: http\n    ${port}` });

export const containerPortMissing = apiRule({
	id: 'container-port-missing',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Port of a container without containerPort',
		what: 'An entry of a container’s `ports` has no `containerPort`, or 0.',
		why: '`containerPort` is the port itself; the other fields only describe it. The API server refuses the object.',
		whatToDo: 'Add `containerPort`, or remove the entry.',
		invalid: workload('hostPort: 8080'),
		valid: workload('containerPort: 8080'),
		links: ['https://kubernetes.io/docs/concepts/workloads/pods/'],
	},
	claims: ({ shape, reason }) =>
		/ontainers\[\*\]\.ports\[\*\]\.containerPort$/.test(shape) && reason === 'FieldValueRequired',
	judge: (subject) => {
		const { path } = subject.statement;
		const entry = path.slice(0, -1);
		const hostPort = integerAt(valueAt(subject.value, entry), 'hostPort') ?? 0;
		return {
			message: 'This port of the container has no containerPort, which is its number.',
			fixes: [
				...(hostPort < 1
					? []
					: [
							editFix(subject, `Set containerPort to ${hostPort}, the hostPort`, false, (editor) =>
								editor.set(path, hostPort, { after: ['name'], first: true }),
							),
						]),
				removeFix(subject, entry, { title: 'Remove this port' }),
			],
		};
	},
});
