// Invariant: the last commit stands for what runs; where no git tells, the server takes the text at opening.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type RunningStateParams, runningStateNotification } from '../../server/protocol.ts';

/** The part of the built-in Git extension's API (version 1) that we use. */
interface GitApi {
	readonly onDidOpenRepository: vscode.Event<GitRepository>;
	readonly repositories: readonly GitRepository[];
	getRepository(uri: vscode.Uri): GitRepository | null;
}

interface GitRepository {
	readonly state: { readonly HEAD?: { readonly commit?: string }; readonly onDidChange: vscode.Event<void> };
	show(ref: string, path: string): Promise<string>;
}

interface GitExtension {
	getAPI(version: 1): GitApi;
}

/** Sends the committed text of every open manifest, and again after each commit. */
export async function followCommits(
	context: vscode.ExtensionContext,
	client: BaseLanguageClient,
): Promise<void> {
	const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
	if (extension === undefined) return;
	let git: GitApi;
	try {
		git = (await extension.activate()).getAPI(1);
	} catch {
		// The Git extension is switched off.
		return;
	}
	const sent = new Map<string, string>();
	const send = async (document: vscode.TextDocument): Promise<void> => {
		if (document.languageId !== 'yaml' || document.uri.scheme !== 'file') return;
		const repository = git.getRepository(document.uri);
		const commit = repository?.state.HEAD?.commit;
		if (repository === null || commit === undefined) return;
		const uri = client.code2ProtocolConverter.asUri(document.uri);
		if (sent.get(uri) === commit) return;
		sent.set(uri, commit);
		const params: RunningStateParams = { uri, text: await committedText(repository, document.uri.fsPath) };
		await client.sendNotification(runningStateNotification, params);
	};
	const sendAll = (): void => {
		for (const document of vscode.workspace.textDocuments) void send(document);
	};
	const follow = (repository: GitRepository): void => {
		context.subscriptions.push(repository.state.onDidChange(sendAll));
		sendAll();
	};
	context.subscriptions.push(
		git.onDidOpenRepository(follow),
		vscode.workspace.onDidOpenTextDocument((document) => void send(document)),
		vscode.workspace.onDidCloseTextDocument((document) =>
			sent.delete(client.code2ProtocolConverter.asUri(document.uri)),
		),
	);
	for (const repository of git.repositories) follow(repository);
}

async function committedText(repository: GitRepository, path: string): Promise<string | null> {
	try {
		return await repository.show('HEAD', path);
	} catch {
		return null;
	}
}
