// Invariant: a backend counts as missing only where the manifests show what was meant, or where Services that belong to it
// are in sight and none has its name.
import { isObject, objectAt } from '../kubernetes/objects/json.ts';
import { type BackendReference, backendReferences } from '../workspace/backend-references.ts';
import { FieldEditor } from '../workspace/field-editor.ts';
import { hidesObjects } from '../workspace/hidden-objects.ts';
import { isNamespaceWritten, NameLookup, systemNamespaces } from '../workspace/host-names/name-lookup.ts';
import { folderOf } from '../workspace/layout.ts';
import { nearestName } from '../workspace/nearest-name.ts';
import { standTogether, surelyMeets } from '../workspace/neighbourhood.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { IndexedService } from '../workspace/service-backing.ts';
import { isTemplated, type RuleContext } from './context.ts';
import type { Finding, Fix } from './rule.ts';

/** What stands behind a backend, as far as manifests tell. */
export type Backend = { readonly reference: BackendReference } & (
	| { readonly state: 'found'; readonly services: readonly IndexedService[] }
	/** Services of that name in other namespaces, beside the object. */
	| { readonly state: 'elsewhere'; readonly services: readonly IndexedService[] }
	/** One of the same namespace has nearly that name. */
	| { readonly state: 'near'; readonly services: readonly IndexedService[] }
	| { readonly state: 'unlisted' }
);

type FoundBackend = Extract<Backend, { readonly state: 'found' }>;

/** The backends of an Ingress or a route of which something can be said. */
export function backendsOf(object: IndexedObject, context: RuleContext): readonly Backend[] {
	return backendReferences(object).flatMap((reference): readonly Backend[] => {
		if (isTemplated(object, reference.path) || isAction(object, reference)) return [];
		const backend = judge(object, reference, context);
		return backend === undefined ? [] : [{ ...backend, reference } as Backend];
	});
}

/** AWS's load balancer controller names rules in annotations as if they were Services. */
function isAction(object: IndexedObject, { name, port }: BackendReference): boolean {
	const annotations = objectAt(objectAt(object.object.value, 'metadata'), 'annotations');
	return (
		port?.value === 'use-annotation' || annotations[`alb.ingress.kubernetes.io/actions.${name}`] !== undefined
	);
}

function judge(
	object: IndexedObject,
	reference: BackendReference,
	context: RuleContext,
): { state: Backend['state']; services?: readonly IndexedService[] } | undefined {
	const { name, namespace } = reference;
	const names = new NameLookup(context.lookup, object.scope);
	// Kustomize renames these references with the Services.
	const own = context.lookup.find('Service', namespace, name);
	const services = own.flatMap((found) => asServices(found));
	if (services.length > 0) return { state: 'found', services };
	const others = inOtherScopes(object, reference, context);
	if (others !== undefined) return others.length > 0 ? { state: 'found', services: others } : undefined;
	const isCertain = reference.namespacePath !== undefined || isNamespaceWritten(object);
	if (
		systemNamespaces.has(namespace) ||
		names.adrift(namespace, name).length > 0 ||
		!context.seesWholeScope()
	)
		return undefined;
	const elsewhere = names.elsewhere(name, namespace);
	if (elsewhere.length > 0) {
		const beside = elsewhere.filter(({ indexed }) => standTogether(object, indexed));
		const known = isCertain && beside.length > 0 && !hidesObjects(context.lookup, namespace);
		return known ? { state: 'elsewhere', services: beside } : undefined;
	}
	const eligible = names
		.servicesOf(namespace)
		.filter(({ indexed }) => standTogether(object, indexed) || (isCertain && isNamespaceWritten(indexed)));
	if (eligible.length === 0 || hidesObjects(context.lookup, namespace)) return undefined;
	const byName = new Map(
		eligible
			.filter(({ indexed }) => surelyMeets(object, indexed, namespace, isCertain))
			.map((service) => [service.indexed.name, service]),
	);
	// Any word may stand beside the name of the only Service, if that is here and has the port.
	const fits = (other: string) => {
		const found = byName.get(other);
		return (
			found !== undefined &&
			names.servicesOf(namespace).length === 1 &&
			standTogether(object, found.indexed) &&
			found.service.spec.ports.some(
				(port) => port.port === reference.port?.value || port.name === reference.port?.value,
			)
		);
	};
	const near = byName.get(nearestName(name, byName.keys(), fits)?.name ?? '');
	return near === undefined ? { state: 'unlisted' } : { state: 'near', services: [near] };
}

/** True if one of the Services surely is the one that the object means, and no namesake of another example. */
export function isCertainBackend(object: IndexedObject, { reference, services }: FoundBackend): boolean {
	const { namespace, namespacePath } = reference;
	const isCertain = namespacePath !== undefined || isNamespaceWritten(object);
	return services.some(({ indexed }) => surelyMeets(object, indexed, namespace, isCertain));
}

/**
 * The Services in other scopes that an object may mean. One is certain if its kustomization stands in the object's own
 * folder, which then forgot the object; none of many if they stand elsewhere; undefined if there are none.
 */
function inOtherScopes(
	object: IndexedObject,
	{ name, namespace }: BackendReference,
	context: RuleContext,
): readonly IndexedService[] | undefined {
	const found = [...context.otherScopes()].flatMap(([scope, lookup]) =>
		new NameLookup(lookup, scope).services(namespace, name),
	);
	if (found.length === 0) return undefined;
	return found.filter(({ indexed }) => folderOf(indexed.uri) === folderOf(object.uri));
}

function asServices(indexed: IndexedObject): readonly IndexedService[] {
	return indexed.typed?.kind === 'Service' ? [{ indexed, service: indexed.typed }] : [];
}

/** A fix that writes another value. */
export function setFix(
	context: RuleContext,
	object: IndexedObject,
	path: BackendReference['path'],
	value: string | number,
	title: string,
): Fix {
	return {
		title,
		safe: false,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			return editor.set(path, value) ? editor.edits() : undefined;
		},
	};
}

/** The finding on a backend that one of the same namespace has nearly the name of. */
export function nearFinding(
	object: IndexedObject,
	backend: Backend,
	context: RuleContext,
	consequence: string,
): Finding | undefined {
	if (backend.state !== 'near') return undefined;
	const { reference, services } = backend;
	const [near] = services;
	if (near === undefined) return undefined;
	const { name } = near.indexed;
	return {
		path: reference.namePath,
		message: `Namespace ${reference.namespace} has no Service ${reference.name}; it is called ${name}. ${consequence}`,
		related: [{ object: near.indexed, path: ['metadata', 'name'], message: `Service ${name}` }],
		fixes: [
			setFix(
				context,
				object,
				reference.namePath,
				name,
				`Write ${name} (the name of the Service in ${reference.namespace})`,
			),
		],
	};
}

/** True if `value` is a mapping whose members are these; absent ones count as ''. */
export function hasMembers(value: unknown, members: Readonly<Record<string, string>>): boolean {
	const mapping = value as Parameters<typeof isObject>[0];
	return (
		isObject(mapping) && Object.entries(members).every(([key, wanted]) => (mapping[key] ?? '') === wanted)
	);
}
