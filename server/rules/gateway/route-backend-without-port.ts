import { routeKinds } from '../../workspace/backend-references.ts';
import { backendsOf, setFix } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { backendIn, exampleRoute, gatewayDocs } from './route-examples.ts';

export const routeBackendWithoutPort: Rule = {
	id: 'route-backend-without-port',
	severity: 'warning',
	kinds: routeKinds,
	fixable: true,
	docs: {
		title: 'Route backend without a port',
		what: 'A backend of a Gateway API route is a Service and has no `port`.',
		why: 'For Services the port is required: the API server refuses the route, or the gateway does not use the backend.',
		whatToDo: 'Write a port of the Service.',
		invalid: exampleFiles(exampleRoute('name: web'), backendIn('web', 'shop')),
		valid: exampleFiles(exampleRoute('name: web\nport: 80'), backendIn('web', 'shop')),
		links: [gatewayDocs],
	},
	*check(object, context) {
		for (const backend of backendsOf(object, context)) {
			if (backend.state !== 'found' || backend.reference.port !== undefined) continue;
			const path = [...backend.reference.path, 'port'];
			const { name } = backend.reference;
			const ports = backend.services[0]?.service.spec.ports ?? [];
			yield {
				path,
				message: `The backend Service ${name} has no port, which Gateway API requires for Services.`,
				fixes: ports
					.slice(0, 4)
					.map(({ port }) => setFix(context, object, path, port, `Write port ${port} of Service ${name}`)),
			};
		}
	},
};
