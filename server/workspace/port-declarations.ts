import { isList, isObject, type JsonValue } from '../kubernetes/objects/json.ts';
import { type ContainerPort, readContainerPort } from '../kubernetes/objects/pod.ts';
import type { PathStep } from '../manifest/path.ts';
import type { IndexedObject } from './object-index.ts';
import { podSpecPath, writtenPodSpec } from './pod-template.ts';

/** A port that a container declares, and where. */
export interface PortDeclaration {
	readonly object: IndexedObject;
	/** Steps from the object's root to the entry of `ports`. */
	readonly path: readonly PathStep[];
	readonly port: ContainerPort;
}

/**
 * Every port that an object's Pods declare, in the order in which the endpointslice controller looks for them: containers
 * first, then sidecars (init containers that stay).
 */
export function portDeclarationsOf(object: IndexedObject): readonly PortDeclaration[] {
	const base = podSpecPath(object.object);
	const spec = writtenPodSpec(object.object);
	if (base === undefined || spec === undefined) return [];
	return ['containers', 'initContainers'].flatMap((list) =>
		itemsOf(spec[list]).flatMap(([index, container]) => {
			if (!isObject(container)) return [];
			if (list === 'initContainers' && container.restartPolicy !== 'Always') return [];
			return itemsOf(container.ports).flatMap(([at, port]) =>
				isObject(port)
					? [{ object, path: [...base, list, index, 'ports', at], port: readContainerPort(port) }]
					: [],
			);
		}),
	);
}

function itemsOf(value: JsonValue | undefined): readonly (readonly [number, JsonValue])[] {
	return isList(value) ? [...value.entries()] : [];
}
