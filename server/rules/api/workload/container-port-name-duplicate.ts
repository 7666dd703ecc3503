import { integerAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { entryNames } from '../entry-names.ts';
import { valueAt, writtenText } from '../written-value.ts';

const workload = (second: string) =>
	exampleWorkload({
		name: 'web',
		container: `ports:\n  - name: http\n    containerPort: 8080\n  - name: ${second}\n    containerPort: 9102`,
	});

export const containerPortNameDuplicate = apiRule({
	id: 'container-port-name-duplicate',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Two ports of a container with one name',
		what: 'Two ports of the same container have the same name.',
		why: 'A Service’s `targetPort` and a probe find a port by its name. The API server refuses the object.',
		whatToDo: 'Rename the second one, or leave its name out.',
		invalid: workload('http'),
		valid: workload('metrics'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: ({ shape, reason }) =>
		/ontainers\[\*\]\.ports\[\*\]\.name$/.test(shape) && reason === 'FieldValueDuplicate',
	judge: (subject) => {
		const { path } = subject.statement;
		return {
			message: `Another port of this container is called ${writtenText(subject)} too.`,
			fixes: [setFix(subject, path, freeName(subject)), removeFix(subject, path)],
		};
	},
});

function freeName({ value, statement }: ApiSubject): string {
	const taken = entryNames(valueAt(value, statement.path.slice(0, -2)));
	const port = integerAt(valueAt(value, statement.path.slice(0, -1)), 'containerPort') ?? 0;
	const candidates = [`tcp-${port}`, `port-${port}`, `p-${port}-${statement.path.at(-2)}`];
	return candidates.find((name) => !taken.has(name)) ?? `port-${statement.path.at(-2)}`;
}
