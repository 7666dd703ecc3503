import { ruledKinds } from '../api-rule.ts';
import { examplePod } from '../workload/example-pod.ts';
import { fallbackRule } from './fallback-rule.ts';

export const apiWarning = fallbackRule({
	id: 'api-warning',
	severity: 'warning',
	kinds: ruledKinds,
	docs: {
		title: 'Something that the API server warns about',
		what: 'The API server accepts the object with a warning that no other rule here speaks of.',
		why: '`kubectl apply` prints it, and it is easily missed: the field has no effect, or not the one that was meant.',
		whatToDo: 'Change the field as the API server’s message says.',
		invalid: examplePod('imagePullSecrets:\n  - name: registry\n  - name: registry'),
		valid: examplePod('imagePullSecrets:\n  - name: registry'),
	},
	takes: ({ verdict }) => verdict === 'warns',
});
