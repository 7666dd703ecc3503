import { routeKinds } from '../../workspace/backend-references.ts';
import { backendsOf, nearFinding } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { backendIn, exampleRoute, gatewayDocs } from './route-examples.ts';

export const routeUnknownService: Rule = {
	id: 'route-unknown-service',
	severity: 'warning',
	kinds: routeKinds,
	fixable: true,
	docs: {
		title: 'Route backend that is called otherwise',
		what: 'A Gateway API route sends requests to a Service that the namespace does not have, while one with nearly that name is there.',
		why: 'The route gets the condition `ResolvedRefs: False` with reason `BackendNotFound`, and clients get 500.',
		whatToDo: 'Write the name of the Service.',
		invalid: exampleFiles(exampleRoute('name: webapp\nport: 80'), backendIn('web', 'shop')),
		valid: exampleFiles(exampleRoute('name: web\nport: 80'), backendIn('web', 'shop')),
		links: [gatewayDocs],
	},
	*check(object, context) {
		for (const backend of backendsOf(object, context)) {
			const consequence = 'The route gets BackendNotFound, and clients an error.';
			const finding = nearFinding(object, backend, context, consequence);
			if (finding !== undefined) yield finding;
		}
	},
};
