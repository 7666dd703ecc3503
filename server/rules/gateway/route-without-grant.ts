import { objectAt, objectsAt } from '../../kubernetes/objects/json.ts';
import { appendDocument, shiftEdit } from '../../manifest/edit.ts';
import { type BackendReference, routeKinds } from '../../workspace/backend-references.ts';
import type { FileEdit } from '../../workspace/field-editor.ts';
import { hidesObjects } from '../../workspace/hidden-objects.ts';
import { isNamespaceWritten } from '../../workspace/host-names/name-lookup.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { backendsOf, hasMembers, isCertainBackend } from '../backends.ts';
import type { RuleContext } from '../context.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { backendIn, exampleRoute } from './route-examples.ts';

const route = exampleRoute('name: payments\nnamespace: billing\nport: 80');
const group = 'gateway.networking.k8s.io';

export const routeWithoutGrant: Rule = {
	id: 'route-without-grant',
	severity: 'warning',
	kinds: routeKinds,
	fixable: true,
	docs: {
		title: 'Backend in another namespace without a ReferenceGrant',
		what: 'A Gateway API route names a Service of another namespace, and no ReferenceGrant there allows it.',
		why: 'A namespace has to agree that routes of others send requests to it. Without a grant the backend gets `RefNotPermitted`, and clients get 500.',
		whatToDo: 'Add a ReferenceGrant to the Service’s namespace.',
		invalid: exampleFiles(route, backendIn('payments', 'billing')),
		valid: exampleFiles(route, {
			...backendIn('payments', 'billing'),
			'grant.yaml': `${grantText('HTTPRoute', 'shop', 'payments', 'billing')}\n`,
		}),
		links: ['https://gateway-api.sigs.k8s.io/api-types/referencegrant/'],
	},
	*check(object, context) {
		if (!isNamespaceWritten(object) || !context.seesWholeScope() || isOfMesh(object)) return;
		for (const backend of backendsOf(object, context)) {
			const { reference } = backend;
			const { namespace, namespacePath, name } = reference;
			if (backend.state !== 'found' || namespacePath === undefined || namespace === object.namespace)
				continue;
			if (!isCertainBackend(object, backend)) continue;
			if (isGranted(object, reference, context) || hidesObjects(context.lookup, namespace)) continue;
			const [service] = backend.services;
			const { kind } = object.object;
			yield {
				path: namespacePath,
				message: `No ReferenceGrant in namespace ${namespace} lets ${kind}s of namespace ${object.namespace} use Service ${name}: the backend gets RefNotPermitted, and clients an error.`,
				related:
					service === undefined
						? []
						: [{ object: service.indexed, path: ['metadata', 'name'], message: `Service ${name}` }],
				fixes: [
					{
						title: `Add a ReferenceGrant to namespace ${namespace}, behind Service ${name}`,
						safe: false,
						edits: () => service && addGrant(object, service.indexed, context),
					},
				],
			};
		}
	},
};

/**
 * True for a route whose parents are Services: a mesh applies it to the requests of its own namespace's clients, which reach
 * the Services of others as they are (GEP-1426, consumer routes).
 */
function isOfMesh({ object }: IndexedObject): boolean {
	const parents = objectsAt(objectAt(object.value, 'spec'), 'parentRefs');
	return parents.length > 0 && parents.every((parent) => hasMembers(parent, { group: '', kind: 'Service' }));
}

/** ReferenceGrants of the target namespace; `to` without a name allows every Service. */
function isGranted(
	object: IndexedObject,
	{ namespace, name }: BackendReference,
	context: RuleContext,
): boolean {
	return context.lookup.ofKind(`ReferenceGrant.${group}`, namespace).some((grant) => {
		const spec = objectAt(grant.object.value, 'spec');
		if (context.isPatched(grant)) return true;
		const from = { group, kind: object.object.kind, namespace: object.namespace };
		return (
			objectsAt(spec, 'from').some((entry) => hasMembers(entry, from)) &&
			objectsAt(spec, 'to').some(
				(entry) =>
					hasMembers(entry, { group: '', kind: 'Service' }) &&
					(entry.name === undefined || entry.name === '' || entry.name === name),
			)
		);
	});
}

function addGrant(
	route: IndexedObject,
	service: IndexedObject,
	context: RuleContext,
): readonly FileEdit[] | undefined {
	const { document, path } = service.object;
	const offset = context.workspace.offsetOf(service);
	if (offset === undefined || path.length > 0 || document.text.trimStart().startsWith('{')) return undefined;
	const body = grantText(route.object.kind, route.namespace, service.name, service.namespace);
	return [{ uri: service.uri, edit: shiftEdit(appendDocument(document, body), offset) }];
}

function grantText(kind: string, from: string, service: string, namespace: string): string {
	return `apiVersion: ${group}/v1beta1
kind: ReferenceGrant
metadata:
  name: ${from}-to-${service}
  namespace: ${namespace}
spec:
  from:
    - group: ${group}
      kind: ${kind}
      namespace: ${from}
  to:
    - group: ""
      kind: Service
      name: ${service}`;
}
