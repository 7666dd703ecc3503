import { stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { entryNames } from '../entry-names.ts';
import { asLabel } from '../name-forms.ts';
import { valueAt, writtenText } from '../written-value.ts';

const workload = exampleWorkload({ name: 'web' });
const second = (name: string) =>
	`${workload}        - name: ${name}\n          image: registry.example/proxy:2\n`;

export const containerNameDuplicate = apiRule({
	id: 'container-name-duplicate',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Two containers of one name',
		what: 'Two containers of a Pod (init containers count too) have the same name.',
		why: 'A container is known by its name within its Pod. The API server refuses the object.',
		whatToDo: 'Rename the second one.',
		invalid: second('web'),
		valid: second('proxy'),
		links: ['https://kubernetes.io/docs/concepts/workloads/pods/'],
	},
	claims: ({ shape, reason }) =>
		/^pod\.spec\.(?:c|initC|ephemeralC)ontainers\[\*\]\.name$/.test(shape) &&
		reason === 'FieldValueDuplicate',
	judge: (subject) => ({
		message: `Another container of this Pod is called ${writtenText(subject)} too.`,
		fixes: [setFix(subject, subject.statement.path, freeName(subject))],
	}),
});

function freeName({ value, statement }: ApiSubject): string {
	const { path } = statement;
	const spec = path.slice(0, -3);
	const lists = ['containers', 'initContainers', 'ephemeralContainers'].map((list) =>
		entryNames(valueAt(value, [...spec, list])),
	);
	const isTaken = (name: string) => lists.some((names) => names.has(name));
	const name = writtenText({ value, statement });
	const image = stringAt(valueAt(value, path.slice(0, -1)), 'image') ?? '';
	const own = asLabel(image.replace(/[@:][^/]*$/, '').replace(/^.*\//, ''));
	if (own !== undefined && !isTaken(own)) return own;
	const numbered = `${name}-${Number(path.at(-2)) + 1}`;
	return isTaken(numbered) ? `${numbered}-${path.at(-3) === 'containers' ? 'b' : 'c'}` : numbered;
}
