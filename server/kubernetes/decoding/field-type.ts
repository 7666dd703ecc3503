// Invariant: follows a field path through the schema as decoding does; an index leads into a list, a key into a map.
import type { JsonObject } from '../objects/json.ts';
import type { KubernetesVersion } from '../versions.ts';
import { type RuledKind, resolveKind } from './kind.ts';
import { type FieldType, fieldsOf, findField } from './schema.ts';

/** The kind with rules that an object's apiVersion and kind name. */
export function ruledKindOf(value: JsonObject): RuledKind | undefined {
	const resolved = resolveKind(value);
	return resolved.outcome === 'ruled' ? resolved.kind : undefined;
}

/** What the schema wants at a path of an object of this kind; undefined where there is no such field. */
export function fieldTypeAt(
	kind: RuledKind,
	path: readonly (string | number)[],
	version: KubernetesVersion,
): FieldType | undefined {
	let type: FieldType | undefined = { kind: 'object', definition: kind };
	for (const step of path) {
		if (type === undefined) return undefined;
		if (type.kind === 'list' || type.kind === 'map') type = type.of;
		else if (type.kind === 'object') type = findField(type.definition, String(step), version)?.type;
		else return undefined;
	}
	return type;
}

/** The fields that a mapping at this path may have in this release. */
export function fieldNamesAt(
	kind: RuledKind,
	path: readonly (string | number)[],
	version: KubernetesVersion,
): readonly string[] {
	const type = fieldTypeAt(kind, path, version);
	if (type?.kind !== 'object') return [];
	return [...fieldsOf(type.definition).keys()].filter(
		(name) => findField(type.definition, name, version) !== undefined,
	);
}
