// Invariant: the workspace's text of an open file is the editor's; of a closed one the file system's.
import {
	type Connection,
	type Disposable,
	type TextDocumentContentChangeEvent,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Workspace } from '../workspace/workspace.ts';
import type { Positions } from './convert.ts';
import type { ServerHost } from './host.ts';

export const textDocumentSync = TextDocumentSyncKind.Incremental;

/** Keeps the workspace in step with the editor's documents. */
export class OpenDocuments implements Positions {
	private readonly documents = new Map<string, TextDocument>();
	private readonly workspace: Workspace;
	private readonly host: ServerHost;
	private readonly changed: (uri: string) => void;

	constructor(workspace: Workspace, host: ServerHost, changed: (uri: string) => void) {
		this.workspace = workspace;
		this.host = host;
		this.changed = changed;
	}

	textDocument(uri: string): TextDocument | undefined {
		return this.documents.get(uri);
	}

	uris(): Iterable<string> {
		return this.documents.keys();
	}

	listen(connection: Connection): readonly Disposable[] {
		return [
			connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
				this.documents.set(uri, TextDocument.create(uri, languageId, version, text));
				this.workspace.running.opened(uri, text);
				this.workspace.setText(uri, text);
				this.changed(uri);
			}),
			connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
				for (const change of contentChanges) this.apply(uri, version, change);
				this.changed(uri);
			}),
			connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
				this.documents.delete(uri);
				this.workspace.running.closed(uri);
				// What was typed and not saved is gone: the file on disk counts again.
				const text = await this.host.readFile(uri);
				if (this.documents.has(uri)) return;
				if (text === undefined) this.workspace.remove(uri);
				else this.workspace.setText(uri, text);
				this.changed(uri);
			}),
		];
	}

	/** Looks anew at what is open, as after settings say otherwise what is looked at. */
	reread(): void {
		for (const [uri, document] of this.documents) this.workspace.setText(uri, document.getText());
	}

	private apply(uri: string, version: number, change: TextDocumentContentChangeEvent): void {
		const document = this.documents.get(uri);
		if (document === undefined) return;
		if (!('range' in change)) {
			TextDocument.update(document, [change], version);
			this.workspace.setText(uri, change.text);
			return;
		}
		const start = document.offsetAt(change.range.start);
		const end = Math.max(start, document.offsetAt(change.range.end));
		TextDocument.update(document, [change], version);
		this.workspace.edit(uri, document.getText(), { start, end, newLength: change.text.length });
	}
}
