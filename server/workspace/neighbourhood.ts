import { isNamespaceWritten } from './host-names/name-lookup.ts';
import { folderOf, folderScope } from './layout.ts';
import type { IndexedObject } from './object-index.ts';

/**
 * True if two objects of one scope are surely meant for one cluster: a kustomization joins them, or they stand in one
 * folder (`services/` and `deployments/` side by side count as one). A repository's other folders may be other examples,
 * stages or clusters.
 */
export function standTogether(a: IndexedObject, b: IndexedObject): boolean {
	return a.scope === b.scope && (a.scope !== folderScope || homeOf(a) === homeOf(b));
}

/**
 * True if what `a` says of `namespace` surely means `b`, which is there: they stand together, or both write that namespace
 * and it is not `default`, which examples of all sorts share. `written` says that `a` names the namespace itself.
 */
export function surelyMeets(
	a: IndexedObject,
	b: IndexedObject,
	namespace: string,
	written = isNamespaceWritten(a),
): boolean {
	return standTogether(a, b) || (namespace !== 'default' && written && isNamespaceWritten(b));
}

/** Folders into which people sort the manifests of one application by kind. */
const kindFolder =
	/\/(?:services?|svcs?|deployments?|statefulsets?|daemonsets?|workloads?|pods|jobs|cronjobs|configmaps?|ingress(?:es)?|endpoints|endpointslices|network-?policies)$/i;

const homes = new WeakMap<IndexedObject, string>();

function homeOf(object: IndexedObject): string {
	const known = homes.get(object);
	if (known !== undefined) return known;
	const home = folderOf(object.uri).replace(kindFolder, '');
	homes.set(object, home);
	return home;
}

/** True if `a` is written before `b`: by file name, as `kubectl apply -f FOLDER` reads them, then by place in the file. */
export function standsBefore(
	a: IndexedObject,
	b: IndexedObject,
	offsetOf: (object: IndexedObject) => number | undefined,
): boolean {
	if (a.uri !== b.uri) return a.uri < b.uri;
	const [left, right] = [offsetOf(a) ?? 0, offsetOf(b) ?? 0];
	return left === right ? itemOf(a) < itemOf(b) : left < right;
}

function itemOf({ object }: IndexedObject): number {
	const item = object.path[1];
	return typeof item === 'number' ? item : 0;
}
