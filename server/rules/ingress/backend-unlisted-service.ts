import { ingressKinds, routeKinds } from '../../workspace/backend-references.ts';
import { backendsOf } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { exampleIngress, webService } from './ingress-examples.ts';

export const backendUnlistedService: Rule = {
	id: 'backend-unlisted-service',
	severity: 'info',
	kinds: [...ingressKinds, ...routeKinds],
	fixable: false,
	docs: {
		title: 'Backend that no manifest here makes',
		what: 'An Ingress or a route names a Service, and the manifests have Services for that namespace, but none of that name.',
		why: 'If nothing else makes the Service (an operator, a chart, another repository), requests are answered with 503 or 500.',
		whatToDo: 'Check the name, add the Service, or leave it if something outside these files makes it.',
		invalid: exampleFiles(exampleIngress({ service: 'warehouse' }), webService),
		valid: exampleFiles(exampleIngress({ service: 'web' }), webService),
	},
	*check(object, context) {
		for (const { state, reference } of backendsOf(object, context)) {
			if (state !== 'unlisted') continue;
			yield {
				path: reference.namePath,
				message: `No manifest here makes Service ${reference.name} in namespace ${reference.namespace}; without it the requests are answered with an error.`,
			};
		}
	},
};
