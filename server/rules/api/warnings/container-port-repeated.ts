import { integerAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';

const workload = (second: number) =>
	exampleWorkload({
		name: 'web',
		container: `ports:\n  - name: http\n    containerPort: 8080\n  - name: metrics\n    containerPort: ${second}`,
	});

export const containerPortRepeated = apiRule({
	id: 'container-port-repeated',
	severity: 'warning',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Port that containers of a Pod declare twice',
		what: 'Two entries of `ports` in a Pod have the same number and protocol, or the same name in different containers.',
		why: 'Only one process of a Pod can listen on a port, and a name leads to its first owner only. `kubectl apply` also keeps entries apart by number. The API server warns.',
		whatToDo: 'Remove the entry, or give it its own number and name.',
		invalid: workload(8080),
		valid: workload(9102),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'duplicate' && /ontainers\[\*\]\.ports\[\*\]$/.test(shape),
	judge: (subject) => {
		const { path } = subject.statement;
		const entry = valueAt(subject.value, path);
		const name = stringAt(entry, 'name');
		return {
			message: `Port ${integerAt(entry, 'containerPort') ?? 0}${name === undefined ? '' : ` (${name})`} has the number or the name of another port of this Pod.`,
			fixes: [removeFix(subject, path, { title: 'Remove this port' })],
		};
	},
});
