// Invariant: when in doubt a patch may change an object; only what it surely leaves alone counts as unpatched.
import {
	isList,
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	stringAt,
	stringsAt,
} from '../kubernetes/objects/json.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { objectsOf } from './manifest-object.ts';

/** What a kustomization patches. */
export interface PatchTarget {
	/** Absent where any kind may be meant. */
	readonly kind?: string;
	/** A regular expression, anchored as Kustomize does; absent where any name may be meant. */
	readonly name?: string;
}

/** What a patch is laid over, and its text. */
export interface WrittenPatch {
	readonly target: PatchTarget;
	/** Absent where it is not in sight. */
	readonly text?: string;
}

/**
 * A patch of a kustomization: what it is laid over and what it says, where the kustomization tells; otherwise the file that
 * does (relative to the kustomization). A file of replacements says both in its own way.
 */
export type PatchEntry =
	| WrittenPatch
	| { readonly target: PatchTarget; readonly file: string }
	| { readonly file: string; readonly replacements?: true };

/** The patches of a kustomization's value, whatever it holds. */
export function patchEntriesOf(value: JsonObject): readonly PatchEntry[] {
	const merged = stringsAt(value, 'patchesStrategicMerge').flatMap((text): readonly PatchEntry[] =>
		text.includes('\n') ? targetsIn(text) : [{ file: text }],
	);
	const others = [...objectsAt(value, 'patches'), ...objectsAt(value, 'patchesJson6902')].flatMap(
		(patch): readonly PatchEntry[] => {
			const file = stringAt(patch, 'path');
			const text = stringAt(patch, 'patch') ?? '';
			if (isObject(patch.target)) {
				const target = readTarget(patch.target);
				return [file === undefined ? { target, text } : { target, file }];
			}
			return file === undefined ? targetsIn(text) : [{ file }];
		},
	);
	const replacements = objectsAt(value, 'replacements').flatMap((entry): readonly PatchEntry[] => {
		const file = stringAt(entry, 'path');
		return file === undefined ? replacedBy(entry) : [{ file, replacements: true }];
	});
	return [...merged, ...others, ...replacements];
}

/** What the replacements of a file change: it holds one of them, or a list. */
export function replacementsOf(value: JsonValue | undefined): readonly WrittenPatch[] {
	const list = isList(value) ? value : [value];
	return list.flatMap((entry) => (entry !== undefined && isObject(entry) ? replacedBy(entry) : []));
}

/** Source: kustomize api/types/replacement.go. The field paths stand for the patch's text. */
function replacedBy(replacement: JsonObject): readonly WrittenPatch[] {
	return objectsAt(replacement, 'targets').map((target) => ({
		target: readTarget(objectAt(target, 'select')),
		text: stringsAt(target, 'fieldPaths').join('\n'),
	}));
}

function readTarget(target: JsonObject): PatchTarget {
	const kind = stringAt(target, 'kind');
	const name = stringAt(target, 'name');
	return { ...(kind ? { kind } : {}), ...(name ? { name: `^(?:${name})$` } : {}) };
}

/** The objects that a strategic merge patch names. */
function targetsIn(text: string): readonly WrittenPatch[] {
	return parseManifest(text).documents.flatMap(({ document }) =>
		objectsOf(document).map(({ kind, name }) => ({ target: { kind, name: exactly(name) }, text })),
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

/** True if a patch surely leaves alone the field that the pattern stands for. */
export function leavesAlone({ text }: WrittenPatch, pattern: RegExp | undefined): boolean {
	return text !== undefined && pattern !== undefined && !pattern.test(text);
}

function readPattern(text: string): RegExp | undefined {
	try {
		return new RegExp(text);
	} catch {
		return undefined;
	}
}
