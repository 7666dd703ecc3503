// Invariant: the client is thin: it starts the server, hands it the editor's documents and carries edits back.
import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
	copyTextCommand,
	type InitializationOptions,
	listFilesRequest,
	readFileRequest,
} from '../../server/protocol.ts';
import { rulePages } from './rule-page-link.ts';

/** Makes a client for this platform: a child process on the desktop, a worker on the web. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

const excludedFolders = '{**/node_modules/**,**/.git/**}';

export function clientOptions(outputChannel: vscode.LogOutputChannel): LanguageClientOptions {
	return {
		// Every scheme: virtual workspaces have documents too.
		documentSelector: [{ language: 'yaml' }],
		outputChannel,
		diagnosticPullOptions: { onChange: true, onSave: false },
		markdown: { isTrusted: false, supportHtml: false },
		initializationOptions: { commands: [copyTextCommand], rulePages } satisfies InitializationOptions,
	};
}

/** Answers the server where it has no file system of its own. */
export function serveFiles(client: BaseLanguageClient): void {
	client.onRequest(listFilesRequest, async ({ folder }: { folder: string }) => {
		const pattern = new vscode.RelativePattern(vscode.Uri.parse(folder), '**/*.{yaml,yml,json}');
		const found = await vscode.workspace.findFiles(pattern, excludedFolders);
		return found.map(String);
	});
	client.onRequest(readFileRequest, async ({ uri }: { uri: string }) => {
		try {
			return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
		} catch {
			return null;
		}
	});
}
