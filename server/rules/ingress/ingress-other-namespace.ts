import { ingressKinds } from '../../workspace/backend-references.ts';
import { backendsOf, setFix } from '../backends.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Finding, Rule } from '../rule.ts';
import { listText } from '../wording.ts';
import { exampleIngress, webService } from './ingress-examples.ts';

export const ingressOtherNamespace: Rule = {
	id: 'ingress-other-namespace',
	severity: 'warning',
	kinds: ingressKinds,
	fixable: true,
	docs: {
		title: 'Ingress in another namespace than its Service',
		what: 'An Ingress names a Service that is not in its own namespace; the manifests beside it have the Service in another one.',
		why: 'An Ingress can reach Services of its own namespace only: the controller finds none of that name there.',
		whatToDo: 'Move the Ingress to the Service’s namespace.',
		invalid: exampleFiles(exampleIngress({ service: 'web', namespace: 'edge' }), webService),
		valid: exampleFiles(exampleIngress({ service: 'web', namespace: 'shop' }), webService),
		links: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend'],
	},
	*check(object, context) {
		const backends = backendsOf(object, context);
		const lost = backends.flatMap((backend) => (backend.state === 'elsewhere' ? [backend] : []));
		const [first] = lost;
		if (first === undefined) return;
		const spaces = new Set(lost.flatMap(({ services }) => services.map(({ indexed }) => indexed.namespace)));
		const [space] = spaces;
		const related = lost.flatMap(({ services, reference }) =>
			services.map(({ indexed }) => ({
				object: indexed,
				path: ['metadata', 'namespace'],
				message: `Service ${reference.name} is in namespace ${indexed.namespace}`,
			})),
		);
		const where = `Service ${first.reference.name} is in namespace ${listText([...spaces])}`;
		const message = `${where}, and an Ingress of namespace ${object.namespace} reaches Services of its own namespace only.`;
		const isWritten =
			object.object.writtenNamespace !== '' && object.namespace === object.object.writtenNamespace;
		// With backends in both namespaces, moving the Ingress would only change which of them is lost.
		if (!isWritten || spaces.size > 1 || lost.length < backends.length || space === undefined) {
			for (const { reference } of lost)
				yield { path: reference.namePath, message, related } satisfies Finding;
			return;
		}
		const path = ['metadata', 'namespace'];
		const title = `Move the Ingress to namespace ${space}`;
		yield { path, message, related, fixes: [setFix(context, object, path, space, title)] };
	},
};
