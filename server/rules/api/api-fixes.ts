// Invariant: a fix is computed when somebody asks for it, and has no edits where the text leaves no place for it.
import { applyEdits, shiftEdit, type TextEdit } from '../../manifest/edit.ts';
import { ManifestDocument } from '../../manifest/manifest.ts';
import { locate, type PathStep } from '../../manifest/path.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import type { EditFix } from '../rule.ts';
import type { ApiSubject } from './api-rule.ts';

type Target = Pick<ApiSubject, 'object' | 'context'>;
type Scalar = string | number | boolean;

/** A fix by changes of fields; `change` says whether they could be made. */
export function editFix(
	{ object, context }: Target,
	title: string,
	safe: boolean,
	change: (editor: FieldEditor) => boolean,
): EditFix {
	return {
		title,
		safe,
		edits: () => {
			const editor = new FieldEditor(context.workspace, object);
			return change(editor) ? editor.edits() : undefined;
		},
	};
}

/** Sets one field; the title says so unless another one is given. */
export function setFix(
	target: Target,
	path: readonly PathStep[],
	value: Scalar,
	{ safe = false, title, after }: { safe?: boolean; title?: string; after?: readonly string[] } = {},
): EditFix {
	const name = nameOfField(path);
	return editFix(target, title ?? `Set ${name} to ${value}`, safe, (editor) =>
		editor.set(path, value, after === undefined ? {} : { after }),
	);
}

export function removeFix(
	target: Target,
	path: readonly PathStep[],
	{ safe = false, title }: { safe?: boolean; title?: string } = {},
): EditFix {
	return editFix(target, title ?? `Remove ${nameOfField(path)}`, safe, (editor) => editor.remove(path));
}

/** The last field's name; an entry of a list is called by its list. */
export function nameOfField(path: readonly PathStep[]): string {
	const last = path.at(-1);
	return typeof last === 'number' ? `${path.at(-2)}[${last}]` : String(last ?? '');
}

/** A fix by edits of the document's text; offsets are the document's. */
export function textFix(
	{ object, context }: Target,
	title: string,
	safe: boolean,
	edit: (document: ManifestDocument, base: readonly PathStep[]) => readonly TextEdit[] | undefined,
): EditFix {
	return {
		title,
		safe,
		edits: () => {
			const offset = context.workspace.offsetOf(object);
			const edits = edit(object.object.document, object.object.path);
			if (offset === undefined || edits === undefined) return undefined;
			return edits.map((item) => ({ uri: object.uri, edit: shiftEdit(item, offset) }));
		},
	};
}

/** Renames a key where it stands; nothing where the mapping has that key already. */
export function renameFix(
	target: Target,
	path: readonly PathStep[],
	name: string,
	{ safe, title }: { safe: boolean; title?: string },
): EditFix {
	const old = nameOfField(path);
	return textFix(target, title ?? `Rename ${old} to ${name}`, safe, (document, base) => {
		const { exact, pair } = locate(document.root, [...base, ...path]);
		const taken = locate(document.root, [...base, ...path.slice(0, -1), name]).exact;
		if (!exact || pair === undefined || taken || pair.key.kind !== 'scalar') return undefined;
		const { start, end, style } = pair.key;
		const newText = style === 'double-quoted' ? JSON.stringify(name) : name;
		return [{ start, end, newText }];
	});
}

/** Writes another field in place of this one: the line, and the comment behind it, stay. */
export function replaceFieldFix(
	target: Target,
	path: readonly PathStep[],
	name: string,
	value: string,
	{ safe, title }: { safe: boolean; title: string },
): EditFix {
	return textFix(target, title, safe, (document, base) => {
		const { exact, pair } = locate(document.root, [...base, ...path]);
		const taken = locate(document.root, [...base, ...path.slice(0, -1), name]).exact;
		if (!exact || taken || pair?.key.kind !== 'scalar' || pair.value?.kind !== 'scalar') return undefined;
		const { key, value: old } = pair;
		const end = old.start + document.text.slice(old.start, old.end).trimEnd().length;
		const written = (text: string) => (key.style === 'double-quoted' ? JSON.stringify(text) : text);
		return [
			{ start: key.start, end: key.end, newText: written(name) },
			{ start: old.start, end, newText: written(value) },
		];
	});
}

/** Reads the document anew with the edits and asks whether it still parses. */
export function staysReadable(document: ManifestDocument, edits: readonly TextEdit[]): boolean {
	return new ManifestDocument(applyEdits(document.text, edits)).problems.length === 0;
}
