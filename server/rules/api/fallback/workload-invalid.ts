import { exampleWorkload } from '../../example-manifests.ts';
import { podKinds } from '../api-rule.ts';
import { fallbackRule, isRejection } from './fallback-rule.ts';

const workload = (policy: string) =>
	exampleWorkload({ name: 'web', container: `imagePullPolicy: ${policy}` });

export const workloadInvalid = fallbackRule({
	id: 'workload-invalid',
	kinds: podKinds,
	docs: {
		title: 'Workload that the API server refuses',
		what: 'A field of a Pod or workload breaks one of the API server’s rules that no other rule here speaks of.',
		why: '`kubectl apply` ends with “is invalid”, and the cluster keeps what it had.',
		whatToDo: 'Change the field as the API server’s message says.',
		invalid: workload('always'),
		valid: workload('Always'),
		links: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/'],
	},
	takes: isRejection,
});
