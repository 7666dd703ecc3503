// Invariant: the server starts once, when a manifest is open or somebody asks for it; a folder of other YAML costs a probe.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type CreateClient, clientOptions, serveFiles } from './start.ts';

/** True if a text may hold Kubernetes objects: a `kind:` and an `apiVersion:` at the start of a line (or JSON's way). */
export function looksLikeManifest(text: string): boolean {
	return /^\s*["']?kind["']?\s*:/m.test(text) && /^\s*["']?apiVersion["']?\s*:/m.test(text);
}

export class ServerGate implements vscode.Disposable {
	private readonly createClient: CreateClient;
	private readonly outputChannel: vscode.LogOutputChannel;
	private readonly probes: vscode.Disposable[] = [];
	private readonly listeners: ((client: BaseLanguageClient) => void)[] = [];
	private starting: Promise<BaseLanguageClient> | undefined;

	constructor(createClient: CreateClient, outputChannel: vscode.LogOutputChannel) {
		this.createClient = createClient;
		this.outputChannel = outputChannel;
	}

	/** Starts the server at the first open document that looks like a manifest. */
	watchDocuments(): void {
		const probe = (document: vscode.TextDocument): void => {
			if (document.languageId !== 'yaml' || !looksLikeManifest(document.getText())) return;
			void this.ready();
		};
		this.probes.push(
			vscode.workspace.onDidOpenTextDocument(probe),
			// A new file becomes a manifest while it is typed.
			vscode.workspace.onDidChangeTextDocument(({ document }) => probe(document)),
		);
		for (const document of vscode.workspace.textDocuments) probe(document);
	}

	/** Calls back each time a server has started. */
	onStart(listener: (client: BaseLanguageClient) => void): void {
		this.listeners.push(listener);
	}

	ready(): Promise<BaseLanguageClient> {
		this.starting ??= this.start();
		return this.starting;
	}

	async restart(): Promise<void> {
		const running = this.starting;
		this.starting = undefined;
		await (await running)?.stop();
		await this.ready();
	}

	dispose(): void {
		this.stopProbing();
		void this.starting?.then((client) => client.stop());
	}

	private async start(): Promise<BaseLanguageClient> {
		this.stopProbing();
		const client = this.createClient(clientOptions(this.outputChannel));
		serveFiles(client);
		await client.start();
		for (const listener of this.listeners) listener(client);
		return client;
	}

	private stopProbing(): void {
		for (const probe of this.probes.splice(0)) probe.dispose();
	}
}
