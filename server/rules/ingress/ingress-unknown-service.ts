import { ingressKinds } from '../../workspace/backend-references.ts';
import { backendsOf, nearFinding } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { exampleIngress, webService } from './ingress-examples.ts';

export const ingressUnknownService: Rule = {
	id: 'ingress-unknown-service',
	severity: 'warning',
	kinds: ingressKinds,
	fixable: true,
	docs: {
		title: 'Ingress backend that is called otherwise',
		what: 'An Ingress sends requests to a Service that its namespace does not have, while one with nearly that name is there.',
		why: 'The ingress controller finds no endpoints and answers 503 (or its default backend’s 404) for the path.',
		whatToDo: 'Write the name of the Service.',
		invalid: exampleFiles(exampleIngress({ service: 'web-svc' }), webService),
		valid: exampleFiles(exampleIngress({ service: 'web' }), webService),
		links: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-rules'],
	},
	*check(object, context) {
		for (const backend of backendsOf(object, context)) {
			const consequence = 'The controller answers 503 for it.';
			const finding = nearFinding(object, backend, context, consequence);
			if (finding !== undefined) yield finding;
		}
	},
};
