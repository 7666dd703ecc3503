import { routeKinds } from '../../workspace/backend-references.ts';
import { portFinding } from '../backend-ports.ts';
import { backendsOf } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { backendIn, exampleRoute, gatewayDocs } from './route-examples.ts';

export const routeUnknownPort: Rule = {
	id: 'route-unknown-port',
	severity: 'warning',
	kinds: routeKinds,
	fixable: true,
	docs: {
		title: 'Route backend port that the Service does not have',
		what: 'A backend of a Gateway API route has a `port` that is not among its Service’s ports.',
		why: '`port` is the Service’s port, not the container’s. The gateway finds no endpoints for another one, and clients get an error.',
		whatToDo: 'Write a port of the Service.',
		invalid: exampleFiles(exampleRoute('name: web\nport: 8080'), backendIn('web', 'shop')),
		valid: exampleFiles(exampleRoute('name: web\nport: 80'), backendIn('web', 'shop')),
		links: [gatewayDocs],
	},
	*check(object, context) {
		for (const backend of backendsOf(object, context)) {
			const finding = portFinding(object, backend, context, 'The gateway finds no endpoints for it.');
			if (finding !== undefined) yield finding;
		}
	},
};
