import { type EndpointSlice, serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import type { IndexedObject, ObjectLookup } from './object-index.ts';
import { asService, type IndexedService } from './service-backing.ts';

export const endpointSliceKind = 'EndpointSlice.discovery.k8s.io';

export interface IndexedSlice {
	readonly indexed: IndexedObject;
	readonly slice: EndpointSlice;
}

export function asSlice(indexed: IndexedObject): IndexedSlice | undefined {
	return indexed.typed?.kind === 'EndpointSlice' ? { indexed, slice: indexed.typed } : undefined;
}

/** The written slices of a Service: found by their label, in the Service's namespace. */
export function slicesOf(index: ObjectLookup, { indexed }: IndexedService): readonly IndexedSlice[] {
	return index
		.ofKind(endpointSliceKind, indexed.namespace)
		.flatMap((object) => asSlice(object) ?? [])
		.filter(({ slice }) => isOneOf(slice.metadata.labels[serviceNameLabel], namesOf(indexed)));
}

/** The Service that a slice's label names, in the slice's namespace. */
export function serviceOfSlice(
	index: ObjectLookup,
	{ indexed, slice }: IndexedSlice,
): IndexedService | undefined {
	const name = slice.metadata.labels[serviceNameLabel];
	if (name === undefined) return undefined;
	const [written] = index.find('Service', indexed.namespace, name);
	const found =
		written ?? index.ofKind('Service', indexed.namespace).find((service) => isOneOf(name, namesOf(service)));
	return found === undefined ? undefined : asService(found);
}

/** True if a Service gets its endpoints from written slices or an Endpoints object of its name. */
export function hasWrittenEndpoints(index: ObjectLookup, target: IndexedService): boolean {
	const { namespace, name } = target.indexed;
	return index.find('Endpoints', namespace, name).length > 0 || slicesOf(index, target).length > 0;
}

/** True for a Service whose endpoints nobody but its author can provide. */
export function isSelectorless({ service }: IndexedService): boolean {
	const { type, selector } = service.spec;
	return type !== 'ExternalName' && Object.keys(selector ?? {}).length === 0;
}

/** As written and, where a kustomization renames it, as in the cluster. */
function namesOf({ name, typed }: IndexedObject): readonly string[] {
	return [name, typed?.metadata.name ?? name];
}

function isOneOf(name: string | undefined, names: readonly string[]): boolean {
	return name !== undefined && names.includes(name);
}
