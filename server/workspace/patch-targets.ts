// Invariant: when in doubt a patch may change an object; only what it surely leaves alone counts as unpatched.
import { isObject, type JsonObject, objectsAt, stringAt, stringsAt } from '../kubernetes/objects/json.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { objectsOf } from './manifest-object.ts';

/** What a kustomization patches. */
export interface PatchTarget {
	/** Absent where any kind may be meant. */
	readonly kind?: string;
	/** A regular expression, anchored as Kustomize does; absent where any name may be meant. */
	readonly name?: string;
}

/** A patch of a kustomization: what it is laid over, or the file that says so (relative to the kustomization). */
export type PatchEntry = { readonly target: PatchTarget } | { readonly file: string };

/** The patches of a kustomization's value, whatever it holds. */
export function patchEntriesOf(value: JsonObject): readonly PatchEntry[] {
	const merged = stringsAt(value, 'patchesStrategicMerge').flatMap((text): readonly PatchEntry[] =>
		text.includes('\n') ? targetsIn(text) : [{ file: text }],
	);
	const others = [...objectsAt(value, 'patches'), ...objectsAt(value, 'patchesJson6902')].flatMap(
		(patch): readonly PatchEntry[] => {
			if (isObject(patch.target)) return [{ target: readTarget(patch.target) }];
			const file = stringAt(patch, 'path');
			return file === undefined ? targetsIn(stringAt(patch, 'patch') ?? '') : [{ file }];
		},
	);
	return [...merged, ...others];
}

function readTarget(target: JsonObject): PatchTarget {
	const kind = stringAt(target, 'kind');
	const name = stringAt(target, 'name');
	return { ...(kind ? { kind } : {}), ...(name ? { name: `^(?:${name})$` } : {}) };
}

/** The objects that a strategic merge patch names. */
function targetsIn(text: string): readonly { target: PatchTarget }[] {
	return parseManifest(text).documents.flatMap(({ document }) =>
		objectsOf(document).map(({ kind, name }) => ({ target: { kind, name: exactly(name) } })),
	);
}

export function exactly(name: string): string {
	return `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

export function isTargetOf(
	{ kind, name }: PatchTarget,
	object: { kind: string; names: readonly string[] },
): boolean {
	if (kind !== undefined && kind !== object.kind) return false;
	if (name === undefined) return true;
	const pattern = readPattern(name);
	return pattern === undefined || object.names.some((candidate) => pattern.test(candidate));
}

function readPattern(text: string): RegExp | undefined {
	try {
		return new RegExp(text);
	} catch {
		return undefined;
	}
}
