// Invariant: each edit sees what the ones before it left; the result touches only the lines that differ in the end.
import { diffLines } from '../manifest/diff.ts';
import {
	applyEdits,
	type NewValue,
	type Placement,
	setField,
	shiftEdit,
	type TextEdit,
} from '../manifest/edit.ts';
import { listBlock, type NewEntry, prependEntry } from '../manifest/list-edit.ts';
import { ManifestDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import { locate, type PathStep } from '../manifest/path.ts';
import { removeField } from '../manifest/remove-field.ts';
import { replacePart } from '../manifest/scalar-part.ts';
import type { IndexedObject } from './object-index.ts';
import type { Workspace } from './workspace.ts';

/** An edit of a file; offsets are the file's. */
export interface FileEdit {
	readonly uri: string;
	readonly edit: TextEdit;
}

/** Edits one object's fields, one after the other: each sees what the ones before it left. */
export class FieldEditor {
	readonly mended: string[] = [];
	private readonly offset: number | undefined;
	private readonly indexed: IndexedObject;
	private document: ManifestDocument;

	/** The document as the edits so far leave it. */
	get result(): ManifestDocument {
		return this.document;
	}

	constructor(workspace: Workspace, indexed: IndexedObject) {
		this.indexed = indexed;
		this.offset = workspace.offsetOf(indexed);
		this.document = indexed.object.document;
	}

	/** True if the field is (now) written so. */
	set(path: readonly PathStep[], value: NewValue, placement: Placement = {}): boolean {
		return this.keep(setField(this.document, [...this.indexed.object.path, ...path], value, placement));
	}

	/** True if the field was there and is removed. */
	remove(path: readonly PathStep[]): boolean {
		const { path: base } = this.indexed.object;
		return this.keep(removeField(this.document, [...base, ...path], base.length + 1));
	}

	/** True if the entry is put at the head of the list; the list is written where there is none. */
	prepend(path: readonly PathStep[], entry: NewEntry): boolean {
		const whole = [...this.indexed.object.path, ...path];
		const edit = prependEntry(this.document, whole, entry);
		return this.keep(
			edit ??
				(locate(this.document.root, whole).exact
					? undefined
					: setField(this.document, whole, listBlock(entry))),
		);
	}

	/** True if a part of a scalar's text (UTF-16 units of the text) is replaced; `newText` may have line breaks in a block. */
	replacePart(path: readonly PathStep[], range: TextRange, newText: string): boolean {
		return this.keep(replacePart(this.document, [...this.indexed.object.path, ...path], range, newText));
	}

	/** Everything so far, as edits of the file; none where the file has moved on. */
	edits(): readonly FileEdit[] {
		const offset = this.offset;
		if (offset === undefined) return [];
		const edits = diffLines(this.indexed.object.document.text, this.document.text);
		return edits.map((edit) => ({ uri: this.indexed.uri, edit: shiftEdit(edit, offset) }));
	}

	private keep(edit: TextEdit | undefined): boolean {
		if (edit === undefined) return false;
		this.document = new ManifestDocument(applyEdits(this.document.text, [edit]));
		return true;
	}
}
