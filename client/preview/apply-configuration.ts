import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import {
	type ConfigurationEditParams,
	type ConfigurationEditResult,
	configurationEditRequest,
} from '../../server/protocol.ts';

/** Makes the edit that the quick fix makes, as one step to undo. Returns why it was not made, if it was not. */
export async function applyConfiguration(
	client: BaseLanguageClient,
	params: ConfigurationEditParams,
): Promise<string | undefined> {
	const { edit, refused } = await client.sendRequest<ConfigurationEditResult>(
		configurationEditRequest,
		params,
	);
	if (edit === undefined) return refused ?? vscode.l10n.t('There is nothing to change.');
	const workspaceEdit = await client.protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit);
	if (!(await vscode.workspace.applyEdit(workspaceEdit))) {
		return vscode.l10n.t('The text has changed in the meantime. Nothing was edited; try again.');
	}
	await showFirst(workspaceEdit);
	return undefined;
}

/** An edit that nobody sees would be a surprise later: shows the file, without taking the focus. */
async function showFirst(edit: vscode.WorkspaceEdit): Promise<void> {
	const uris = edit.entries().map(([uri]) => uri.toString());
	const [first] = uris;
	if (first === undefined) return;
	const isSeen = vscode.window.visibleTextEditors.some(({ document }) =>
		uris.includes(document.uri.toString()),
	);
	if (isSeen) return;
	await vscode.window.showTextDocument(vscode.Uri.parse(first), { preserveFocus: true, preview: false });
}
