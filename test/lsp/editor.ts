// A language client over two in-memory streams: the real protocol, no process.
import { Duplex } from 'node:stream';
import {
	type ClientCapabilities,
	type CodeAction,
	type Connection,
	createConnection,
	createProtocolConnection,
	type Diagnostic,
	type Hover,
	type InitializeResult,
	type Position,
	type ProtocolConnection,
	StreamMessageReader,
	StreamMessageWriter,
	type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ServerHost } from '../../server/lsp/host.ts';
import { startServer } from '../../server/lsp/server.ts';
import type { InitializationOptions } from '../../server/protocol.ts';
import type { Rule } from '../../server/rules/rule.ts';

class Pipe extends Duplex {
	override _read(): void {}
	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		this.emit('data', chunk);
		done();
	}
}

export interface EditorOptions {
	/** Files on the server's disk, by URI. */
	readonly files?: Readonly<Record<string, string>>;
	readonly capabilities?: ClientCapabilities;
	readonly initializationOptions?: InitializationOptions;
	/** Instead of the registry's. */
	readonly rules?: readonly Rule[];
}

const folder = 'file:///workspace';

/** What a current editor can do, as far as our tests use it. */
export const modernCapabilities: ClientCapabilities = {
	workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true, configuration: false },
	textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown', 'plaintext'] } },
};

/** An editor with a server behind it. Call `close` in the end. */
export class Editor {
	readonly connection: ProtocolConnection;
	/** What the server pushed, by URI. */
	readonly pushed = new Map<string, readonly Diagnostic[]>();
	/** Error and warning lines of the server's log. */
	readonly log: string[] = [];
	private readonly documents = new Map<string, TextDocument>();
	private readonly serverConnection: Connection;
	private readonly waiting: (() => void)[] = [];

	static async open(options: EditorOptions = {}): Promise<Editor> {
		const editor = new Editor(options.files ?? {}, options.rules);
		await editor.initialize(options);
		return editor;
	}

	private constructor(files: Readonly<Record<string, string>>, rules: readonly Rule[] | undefined) {
		const up = new Pipe();
		const down = new Pipe();
		this.serverConnection = createConnection(up, down);
		const host: ServerHost = {
			listManifests: async () => Object.keys(files),
			readFile: async (uri) => files[uri],
			// A turn of the event loop stands for the delay: tests do not wait for clocks.
			schedule: (callback) => {
				const timer = setImmediate(callback);
				return () => clearImmediate(timer);
			},
		};
		startServer(this.serverConnection, host, rules);
		this.connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
		this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
			this.pushed.set(uri, diagnostics);
			for (const wake of this.waiting.splice(0)) wake();
		});
		this.connection.onNotification('window/logMessage', ({ type, message }) => {
			if (type <= 2) this.log.push(message);
		});
		this.connection.onRequest('client/registerCapability', () => null);
		this.connection.onRequest('workspace/diagnostic/refresh', () => null);
		this.connection.listen();
	}

	private async initialize(options: EditorOptions): Promise<InitializeResult> {
		const result = await this.connection.sendRequest<InitializeResult>('initialize', {
			processId: null,
			rootUri: folder,
			workspaceFolders: [{ uri: folder, name: 'workspace' }],
			capabilities: options.capabilities ?? modernCapabilities,
			initializationOptions: options.initializationOptions,
		});
		await this.connection.sendNotification('initialized', {});
		return result;
	}

	/** Opens a document and returns its URI. */
	async openDocument(name: string, text: string): Promise<string> {
		const uri = `${folder}/${name}`;
		this.documents.set(uri, TextDocument.create(uri, 'yaml', 1, text));
		await this.connection.sendNotification('textDocument/didOpen', {
			textDocument: { uri, languageId: 'yaml', version: 1, text },
		});
		return uri;
	}

	/** Replaces the first occurrence of `old`, as typing would. */
	async replace(uri: string, old: string, replacement: string): Promise<void> {
		const document = this.document(uri);
		const start = document.getText().indexOf(old);
		if (start === -1) throw new Error(`no ${JSON.stringify(old)} in ${uri}`);
		const range = { start: document.positionAt(start), end: document.positionAt(start + old.length) };
		const version = document.version + 1;
		TextDocument.update(document, [{ range, text: replacement }], version);
		await this.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version },
			contentChanges: [{ range, text: replacement }],
		});
	}

	text(uri: string): string {
		return this.document(uri).getText();
	}

	/** The position of the first occurrence of `text`, plus `skip` characters. */
	positionOf(uri: string, text: string, skip = 0): Position {
		const document = this.document(uri);
		const offset = document.getText().indexOf(text);
		if (offset === -1) throw new Error(`no ${JSON.stringify(text)} in ${uri}`);
		return document.positionAt(offset + skip);
	}

	/** The hover's text at the first occurrence of `text`; undefined for no hover. */
	async hover(uri: string, text: string, skip = 0): Promise<string | undefined> {
		const position = this.positionOf(uri, text, skip);
		const hover = await this.connection.sendRequest<Hover | null>('textDocument/hover', {
			textDocument: { uri },
			position,
		});
		const contents = hover?.contents;
		return typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
	}

	async codeActions(uri: string, text: string): Promise<readonly CodeAction[]> {
		const position = this.positionOf(uri, text);
		const actions = await this.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
			textDocument: { uri },
			range: { start: position, end: position },
			context: { diagnostics: [] },
		});
		return actions ?? [];
	}

	async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
		const report = await this.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
			textDocument: { uri },
		});
		return report.items;
	}

	/** Resolves with the next push. */
	nextPush(): Promise<void> {
		return new Promise((resolve) => this.waiting.push(resolve));
	}

	/** Resolves with what is pushed for a document as soon as it is as wanted. */
	async pushedWhen(
		uri: string,
		isWanted: (diagnostics: readonly Diagnostic[]) => boolean,
	): Promise<readonly Diagnostic[]> {
		for (;;) {
			const diagnostics = this.pushed.get(uri);
			if (diagnostics !== undefined && isWanted(diagnostics)) return diagnostics;
			await this.nextPush();
		}
	}

	/** The texts after a workspace edit, by URI; open documents only. */
	textsAfter(edit: WorkspaceEdit): ReadonlyMap<string, string> {
		const changes =
			edit.documentChanges?.flatMap((change) =>
				'edits' in change ? [[change.textDocument.uri, change.edits] as const] : [],
			) ?? Object.entries(edit.changes ?? {});
		return new Map(
			changes.map(([uri, edits]) => [
				uri,
				TextDocument.applyEdits(
					this.document(uri),
					edits.filter((item) => 'newText' in item),
				),
			]),
		);
	}

	async close(): Promise<void> {
		await this.connection.sendRequest('shutdown');
		this.connection.dispose();
		this.serverConnection.dispose();
	}

	private document(uri: string): TextDocument {
		const document = this.documents.get(uri);
		if (document === undefined) throw new Error(`${uri} is not open`);
		return document;
	}
}
