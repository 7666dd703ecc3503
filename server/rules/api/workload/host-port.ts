import { integerAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { shown, valueAt } from '../written-value.ts';

const workload = (hostPort: number) =>
	exampleWorkload({
		name: 'agent',
		kind: 'DaemonSet',
		podSpec: 'hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet',
		container: `ports:\n  - name: http\n    containerPort: 8080\n    hostPort: ${hostPort}`,
	});

export const hostPort = apiRule({
	id: 'host-port',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'hostPort that the node cannot give',
		what: 'A Pod on the host’s network has a `hostPort` other than its `containerPort`, or two containers of a Pod ask for the same `hostPort`.',
		why: 'On the host’s network the container listens on the node itself, so there is nothing to translate; and a port of the node leads to one container. The API server refuses the object.',
		whatToDo: 'Write the same number as `containerPort`, or leave `hostPort` out.',
		invalid: workload(80),
		valid: workload(8080),
		links: ['https://kubernetes.io/docs/concepts/workloads/pods/'],
	},
	claims: ({ shape, reason, path }, { object }) => {
		if (!/ontainers\[\*\]\.ports\[\*\]\.hostPort$/.test(shape)) return false;
		const written = valueAt(object.value, path);
		const outside = typeof written === 'number' && (written < 1 || written > 65535);
		return reason === 'FieldValueDuplicate' || (reason === 'FieldValueInvalid' && !outside);
	},
	judge: (subject) => {
		const { path, reason } = subject.statement;
		const remove = removeFix(subject, path);
		if (reason === 'FieldValueDuplicate')
			return {
				message: 'Another container of this Pod asks for the same port of the node.',
				fixes: [remove],
			};
		const port = integerAt(valueAt(subject.value, path.slice(0, -1)), 'containerPort') ?? 0;
		return {
			message: `On the host’s network hostPort must be the containerPort ${port}, and this is ${shown(valueAt(subject.value, path))}.`,
			fixes: [setFix(subject, path, port), remove],
		};
	},
});
