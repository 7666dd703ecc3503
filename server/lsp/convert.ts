// Invariant: this is where offsets become LSP positions and back; nothing below knows lines and columns.
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextRange } from '../manifest/node.ts';
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
	const file = workspace.file(uri);
	return file === undefined ? undefined : TextDocument.create(uri, 'yaml', 0, file.manifest.text);
}

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
