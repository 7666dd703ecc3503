import { serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import { type IndexedObject, isWorkload, type ObjectLookup, podLabelsOf } from './object-index.ts';
import { asService, type IndexedService } from './service-backing.ts';

/** True if a selector picks Pods with these labels. An empty selector picks none. */
export function selectsLabels(
	selector: Readonly<Record<string, string>> | undefined,
	labels: Readonly<Record<string, string>>,
): boolean {
	const pairs = Object.entries(selector ?? {});
	return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}

/** The Services whose selector picks an object's Pods, in the order of the workspace. */
export function servicesSelecting(index: ObjectLookup, object: IndexedObject): readonly IndexedService[] {
	const labels = podLabelsOf(object);
	if (labels === undefined) return [];
	return index
		.ofKind('Service', object.namespace)
		.flatMap((candidate) => asService(candidate) ?? [])
		.filter(({ service }) => selectsLabels(service.spec.selector, labels));
}

/** The Service that an object is about: itself, the one that governs or selects it, or the one that its slice belongs to. */
export function serviceBehind(index: ObjectLookup, object: IndexedObject): IndexedService | undefined {
	const { typed, namespace } = object;
	if (typed?.kind === 'Service') return asService(object);
	const named = (name: string) =>
		index.find('Service', namespace, name).flatMap((found) => asService(found) ?? [])[0];
	if (typed?.kind === 'EndpointSlice') return named(typed.metadata.labels[serviceNameLabel] ?? '');
	if (isWorkload(typed) && typed.statefulSet !== undefined) {
		const governing = named(typed.statefulSet.serviceName);
		if (governing !== undefined) return governing;
	}
	return servicesSelecting(index, object)[0];
}

/**
 * The Service that a host name means to a Pod of `namespace`: `web`, `web.shop`, `web.shop.svc`, the whole name, with a Pod's
 * name or `_port._proto` in front.
 */
export function serviceNamed(
	index: ObjectLookup,
	host: string,
	namespace: string,
	clusterDomain: string,
): IndexedService | undefined {
	const name = host.replace(/\.$/, '').toLowerCase();
	const labels = (
		name.endsWith(`.svc.${clusterDomain}`) ? name.slice(0, -clusterDomain.length - 1) : name
	).split('.');
	const find = (service: string | undefined, space: string | undefined) =>
		service === undefined || space === undefined
			? undefined
			: index.find('Service', space, service).flatMap((found) => asService(found) ?? [])[0];
	if (labels.at(-1) === 'svc') return find(labels.at(-3), labels.at(-2));
	// Relative names: the Service's own namespace first, then another one, then a Pod in front of either.
	return (
		(labels.length === 1 ? find(labels[0], namespace) : undefined) ??
		(labels.length === 2 ? (find(labels[0], labels[1]) ?? find(labels[1], namespace)) : undefined) ??
		(labels.length === 3 ? (find(labels[1], labels[2]) ?? find(labels[2], namespace)) : undefined)
	);
}
