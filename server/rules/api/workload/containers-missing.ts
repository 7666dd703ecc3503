import { exampleWorkload } from '../../example-manifests.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { isMissing } from '../statement.ts';

const workload = exampleWorkload({ name: 'web' });

export const containersMissing = apiRule({
	id: 'containers-missing',
	kinds: podKinds,
	fixable: false,
	docs: {
		title: 'Pod without containers',
		what: 'A Pod or the template of a workload has no `containers`, or an empty list; often because the list stands at the wrong level.',
		why: 'A Pod runs at least one container. The API server refuses the object.',
		whatToDo:
			'Write the containers under the Pod’s `spec`: in a workload that is `spec.template.spec.containers`.',
		invalid: workload.replace(/ {6}containers:[\s\S]*$/, '      containers: []\n'),
		valid: workload,
		links: ['https://kubernetes.io/docs/concepts/workloads/pods/'],
	},
	claims: ({ shape, reason }) => shape === 'pod.spec.containers' && reason === 'FieldValueRequired',
	judge: ({ object, statement }) => ({
		...(isMissing(object, statement.path) ? {} : { on: 'key' as const }),
		message: `${object.object.kind} ${object.object.name} has no containers: its Pods would have nothing to run.`,
	}),
});
