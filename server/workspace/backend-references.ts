// Invariant: a reference is listed as it is written, whether its Service exists or not; references to other kinds than
// Services are left out.
import { isList, isObject, type JsonObject, type JsonValue, objectAt } from '../kubernetes/objects/json.ts';
import type { PathStep } from '../manifest/path.ts';
import type { IndexedObject } from './object-index.ts';

/** Where an Ingress or a route names a Service as its backend. */
export interface BackendReference {
	/** Steps from the object's root to the mapping that has the name. */
	readonly path: readonly PathStep[];
	readonly name: string;
	readonly namePath: readonly PathStep[];
	/** The route's or Ingress's own where nothing is written. */
	readonly namespace: string;
	/** Where the namespace is written, if it is. */
	readonly namespacePath?: readonly PathStep[];
	/** Absent where none is written. */
	readonly port?: { readonly value: number | string; readonly path: readonly PathStep[] };
}

/** The groupKinds of Gateway API routes. */
export const routeKinds: readonly string[] = [
	'HTTPRoute',
	'GRPCRoute',
	'TCPRoute',
	'TLSRoute',
	'UDPRoute',
].map((kind) => `${kind}.gateway.networking.k8s.io`);

/** `extensions` is the group of old Ingresses, which many repositories still hold. */
export const ingressKinds: readonly string[] = ['Ingress.networking.k8s.io', 'Ingress.extensions'];

const read = new WeakMap<IndexedObject, readonly BackendReference[]>();

/** The Services that an Ingress or a Gateway API route sends requests to, in order; none for other kinds. */
export function backendReferences(object: IndexedObject): readonly BackendReference[] {
	const known = read.get(object);
	if (known !== undefined) return known;
	const references = ingressKinds.includes(object.groupKind)
		? [...ingressBackends(object)]
		: routeKinds.includes(object.groupKind)
			? [...routeBackends(object)]
			: [];
	read.set(object, references);
	return references;
}

function* ingressBackends(object: IndexedObject): Iterable<BackendReference> {
	const spec = objectAt(object.object.value, 'spec');
	// `backend` is the default backend's name in v1beta1.
	for (const field of ['defaultBackend', 'backend'])
		yield* ingressBackend(object, spec[field], ['spec', field]);
	for (const [rule, entry] of itemsOf(spec.rules)) {
		for (const [path, item] of itemsOf(objectAt(entry, 'http').paths)) {
			const backend = isObject(item) ? item.backend : undefined;
			yield* ingressBackend(object, backend, ['spec', 'rules', rule, 'http', 'paths', path, 'backend']);
		}
	}
}

/** A backend of networking.k8s.io/v1 (`service.name`), or of v1beta1 (`serviceName`); resource backends are no Services. */
function* ingressBackend(
	{ namespace }: IndexedObject,
	value: JsonValue | undefined,
	path: readonly PathStep[],
): Iterable<BackendReference> {
	if (!isObject(value)) return;
	const { service, serviceName, servicePort } = value;
	if (isObject(service) && typeof service.name === 'string') {
		const port = objectAt(service, 'port');
		const field = port.number === undefined ? 'name' : 'number';
		const own = [...path, 'service'];
		const namePath = [...own, 'name'];
		yield {
			path: own,
			name: service.name,
			namePath,
			namespace,
			...portOf(port[field], [...own, 'port', field]),
		};
	}
	if (typeof serviceName === 'string') {
		const namePath = [...path, 'serviceName'];
		yield { path, name: serviceName, namePath, namespace, ...portOf(servicePort, [...path, 'servicePort']) };
	}
}

function* routeBackends(object: IndexedObject): Iterable<BackendReference> {
	const { rules } = objectAt(object.object.value, 'spec');
	for (const [rule, entry] of itemsOf(rules)) {
		if (!isObject(entry)) continue;
		const base = ['spec', 'rules', rule];
		yield* mirrors(object, entry.filters, [...base, 'filters']);
		for (const [index, reference] of itemsOf(entry.backendRefs)) {
			if (!isObject(reference)) continue;
			const path = [...base, 'backendRefs', index];
			yield* routeBackend(object, reference, path);
			yield* mirrors(object, reference.filters, [...path, 'filters']);
		}
	}
}

/** The filter RequestMirror has a backend of its own. */
function* mirrors(
	object: IndexedObject,
	filters: JsonValue | undefined,
	path: readonly PathStep[],
): Iterable<BackendReference> {
	for (const [index, filter] of itemsOf(filters)) {
		const { backendRef } = objectAt(filter, 'requestMirror');
		if (isObject(backendRef))
			yield* routeBackend(object, backendRef, [...path, index, 'requestMirror', 'backendRef']);
	}
}

function* routeBackend(
	object: IndexedObject,
	reference: JsonObject,
	path: readonly PathStep[],
): Iterable<BackendReference> {
	const { group = '', kind = 'Service', name, namespace, port } = reference;
	if (group !== '' || kind !== 'Service' || typeof name !== 'string') return;
	const written = typeof namespace === 'string' && namespace !== '';
	yield {
		path,
		name,
		namePath: [...path, 'name'],
		namespace: written ? namespace : object.namespace,
		...(written ? { namespacePath: [...path, 'namespace'] } : {}),
		...portOf(port, [...path, 'port']),
	};
}

function portOf(
	value: JsonValue | undefined,
	path: readonly PathStep[],
): Pick<BackendReference, 'port'> | Record<string, never> {
	return typeof value === 'number' || typeof value === 'string' ? { port: { value, path } } : {};
}

function itemsOf(value: JsonValue | undefined): Iterable<readonly [number, JsonValue]> {
	return isList(value) ? value.entries() : [];
}
