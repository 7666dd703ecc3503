import type { Namespace } from '../kubernetes/objects/namespace.ts';
import type { KubernetesObject } from '../kubernetes/objects/read.ts';

/** Objects by namespace, in their order. */
export interface Groups {
	/** What was grouped, without the system's. */
	readonly objects: readonly KubernetesObject[];
	readonly byNamespace: ReadonlyMap<string, readonly KubernetesObject[]>;
	/** Namespaces that have a manifest. */
	readonly written: ReadonlyMap<string, Namespace>;
}

/** With more changes than this everything is grouped anew. */
const mostChanges = 16;

export function group(system: readonly KubernetesObject[], objects: readonly KubernetesObject[]): Groups {
	const byNamespace = new Map<string, KubernetesObject[]>();
	const written = new Map<string, Namespace>();
	for (const list of [system, objects]) {
		for (const object of list) {
			if (object.kind === 'Namespace') {
				if (object.metadata.name !== '') written.set(object.metadata.name, object);
				continue;
			}
			if (!isNamed(object)) continue;
			const own = byNamespace.get(object.metadata.namespace);
			if (own === undefined) byNamespace.set(object.metadata.namespace, [object]);
			else own.push(object);
		}
	}
	return { objects, byNamespace, written };
}

/** The groups of a list that has other objects of the same namespaces at a few places; undefined for other lists. */
export function regroup(known: Groups | undefined, objects: readonly KubernetesObject[]): Groups | undefined {
	if (known === undefined || known.objects.length !== objects.length) return undefined;
	const fresh = new Map<string, KubernetesObject[]>();
	let changes = 0;
	for (let index = 0; index < objects.length; index++) {
		const [old, next] = [known.objects[index], objects[index]];
		if (old === next || old === undefined || next === undefined) continue;
		if (++changes > mostChanges || !haveSamePlace(old, next)) return undefined;
		const { namespace } = old.metadata;
		const list = fresh.get(namespace) ?? [...(known.byNamespace.get(namespace) ?? [])];
		fresh.set(namespace, list);
		const place = list.indexOf(old);
		if (place === -1 || place !== list.lastIndexOf(old) || list.includes(next)) return undefined;
		list[place] = next;
	}
	return changes === 0
		? known
		: { objects, byNamespace: new Map([...known.byNamespace, ...fresh]), written: known.written };
}

function haveSamePlace(old: KubernetesObject, next: KubernetesObject): boolean {
	if (old.kind === 'Namespace' || next.kind === 'Namespace') return false;
	return isNamed(old) && isNamed(next) && old.metadata.namespace === next.metadata.namespace;
}

/** An object without a name is being typed; nothing can refer to it yet. */
function isNamed({ metadata }: KubernetesObject): boolean {
	return metadata.name !== '';
}
