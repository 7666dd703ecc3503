import { exampleService } from '../../example-manifests.ts';
import { fallbackRule, isRejection } from './fallback-rule.ts';

const service = (owner: string) =>
	exampleService({ name: 'web' }).replace(
		'  name: web\n',
		`  name: web\n  ownerReferences:\n    - apiVersion: apps/v1\n      kind: Deployment\n      name: web\n${owner}`,
	);

export const serviceInvalid = fallbackRule({
	id: 'service-invalid',
	kinds: ['Service'],
	docs: {
		title: 'Service that the API server refuses',
		what: 'A field of the Service breaks one of the API server’s rules that no other rule here speaks of.',
		why: '`kubectl apply` ends with “is invalid”, and the cluster keeps what it had.',
		whatToDo: 'Change the field as the API server’s message says.',
		invalid: service(''),
		valid: service('      uid: 5d4a3f9e-8b4b-4a55-9b3c-2d2a63b3b7a0\n'),
		links: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/'],
	},
	takes: isRejection,
});
