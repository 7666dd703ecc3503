import { ingressKinds } from '../../workspace/backend-references.ts';
import { portFinding } from '../backend-ports.ts';
import { backendsOf } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { exampleIngress, unnamedPortService } from './ingress-examples.ts';

export const ingressUnknownPort: Rule = {
	id: 'ingress-unknown-port',
	severity: 'warning',
	kinds: ingressKinds,
	fixable: true,
	docs: {
		title: 'Ingress backend port that the Service does not have',
		what: 'An Ingress asks for a port, by number or by name, that its Service does not have.',
		why: '`number` is a port of the Service, not of its containers. Without such a port the controller has no endpoints for the path and answers 503.',
		whatToDo: 'Write a port of the Service.',
		invalid: exampleFiles(exampleIngress({ service: 'web', port: 'number: 8080' }), unnamedPortService),
		valid: exampleFiles(exampleIngress({ service: 'web', port: 'number: 80' }), unnamedPortService),
		links: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-rules'],
	},
	*check(object, context) {
		for (const backend of backendsOf(object, context)) {
			const finding = portFinding(object, backend, context, 'The controller answers 503 for it.');
			if (finding !== undefined) yield finding;
		}
	},
};
