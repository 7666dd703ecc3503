// Invariant: this is where offsets become LSP positions and back; nothing below knows lines and columns.
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { OffsetPlace } from '../features/preview/preview.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import type { Place } from '../protocol.ts';
import type { FileEdit } from '../workspace/field-editor.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Finds lines and columns of a file's text; files that no editor has open are measured when asked for. */
export interface Positions {
	readonly textDocument: (uri: string) => TextDocument | undefined;
}

export function toRange(document: TextDocument, range: TextRange): Range {
	return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** A TextDocument for any file of the workspace: the open one, or one made of its text. */
export function textDocumentOf(
	workspace: Workspace,
	positions: Positions,
	uri: string,
): TextDocument | undefined {
	const open = positions.textDocument(uri);
	if (open !== undefined) return open;
	const manifest = workspace.file(uri)?.manifest;
	if (manifest === undefined) return undefined;
	const known = closed.get(manifest);
	if (known !== undefined) return known;
	const document = TextDocument.create(uri, 'yaml', 0, manifest.text);
	closed.set(manifest, document);
	return document;
}

/** The lines of files that no editor has open, for as long as their text stays. */
const closed = new WeakMap<Manifest, TextDocument>();

/** File edits as LSP wants them: versioned where the client can take it, plain otherwise. */
export function toWorkspaceEdit(
	workspace: Workspace,
	positions: Positions,
	edits: readonly FileEdit[],
	versioned: boolean,
): WorkspaceEdit {
	const byUri = new Map<string, TextEdit[]>();
	for (const { uri, edit } of edits) {
		const document = textDocumentOf(workspace, positions, uri);
		if (document === undefined) continue;
		const list = byUri.get(uri) ?? [];
		list.push({ range: toRange(document, edit), newText: edit.newText });
		byUri.set(uri, list);
	}
	if (!versioned) return { changes: Object.fromEntries(byUri) };
	return {
		documentChanges: [...byUri].map(([uri, list]) => ({
			textDocument: { uri, version: positions.textDocument(uri)?.version ?? null },
			edits: list,
		})),
	};
}

/** A place in lines and columns; the file's start where the file is gone. */
export function toPlace(workspace: Workspace, positions: Positions, { uri, range }: OffsetPlace): Place {
	const document = textDocumentOf(workspace, positions, uri);
	const zero = { line: 0, character: 0 };
	return { uri, range: document === undefined ? { start: zero, end: zero } : toRange(document, range) };
}
