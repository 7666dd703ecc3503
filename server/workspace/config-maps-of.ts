import { objectAt, objectsAt, stringAt } from '../kubernetes/objects/json.ts';
import type { IndexedObject, ObjectLookup } from './object-index.ts';
import { writtenPodSpec } from './pod-template.ts';

/** The ConfigMaps that an object's Pods mount or read variables from, as far as manifests show them; each once. */
export function configMapsOf(index: ObjectLookup, object: IndexedObject): readonly IndexedObject[] {
	const spec = writtenPodSpec(object.object);
	if (spec === undefined) return [];
	const names = new Set<string | undefined>();
	for (const volume of objectsAt(spec, 'volumes')) {
		names.add(stringAt(objectAt(volume, 'configMap'), 'name'));
		for (const source of objectsAt(objectAt(volume, 'projected'), 'sources'))
			names.add(stringAt(objectAt(source, 'configMap'), 'name'));
	}
	for (const list of ['initContainers', 'containers'])
		for (const container of objectsAt(spec, list)) {
			for (const source of objectsAt(container, 'envFrom'))
				names.add(stringAt(objectAt(source, 'configMapRef'), 'name'));
			for (const variable of objectsAt(container, 'env'))
				names.add(stringAt(objectAt(objectAt(variable, 'valueFrom'), 'configMapKeyRef'), 'name'));
		}
	return [...names].flatMap((name) =>
		name === undefined ? [] : index.find('ConfigMap', object.namespace, name),
	);
}
