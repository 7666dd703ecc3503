// Invariant: the settings file that is changed is the one whose settings count for the document.
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { disableActions, settingsWithout } from '../../features/disable-actions.ts';
import type { PlacedFinding } from '../../features/placed-finding.ts';
import { toRange, toWorkspaceEdit } from '../convert.ts';
import { toDiagnostic } from '../diagnostic.ts';
import type { Session } from '../session.ts';
import { settingsFile } from '../settings-store.ts';

/** "Disable RULE …" for each rule that found something in the range: for the line, the file, the workspace. */
export async function disableRuleActions(
	session: Session,
	document: TextDocument,
	touched: readonly PlacedFinding[],
	all: readonly PlacedFinding[],
): Promise<readonly CodeAction[]> {
	const { workspace, documents, capabilities } = session;
	const versioned = capabilities.workspace?.workspaceEdit?.documentChanges ?? false;
	const actions: CodeAction[] = [];
	const seen = new Set<string>();
	for (const finding of touched) {
		if (seen.has(finding.code)) continue;
		seen.add(finding.code);
		const shared = {
			kind: CodeActionKind.QuickFix,
			diagnostics: [toDiagnostic(session, document, finding)],
		};
		for (const { title, edits } of disableActions(workspace, document.uri, finding, all))
			actions.push({ ...shared, title, edit: toWorkspaceEdit(workspace, documents, edits, versioned) });
		const edit = await workspaceEdit(session, document.uri, finding.code);
		if (edit !== undefined)
			actions.push({ ...shared, title: `Disable ${finding.code} for the whole workspace`, edit });
	}
	return actions;
}

/** Writes the rule into .servicescope.yaml, or makes that file where the client can. */
async function workspaceEdit(
	session: Session,
	uri: string,
	rule: string,
): Promise<WorkspaceEdit | undefined> {
	const { settings, documents, capabilities } = session;
	const folder = settings.folderOf(uri);
	if (folder === undefined) return undefined;
	const file = `${folder}/${settingsFile}`;
	const open = documents.textDocument(file);
	const text = open?.getText() ?? (await session.host.readFile(file));
	const edit = settingsWithout(text ?? '', rule);
	if (edit === undefined) return undefined;
	const document = open ?? TextDocument.create(file, 'yaml', 0, text ?? '');
	const edits = [{ range: toRange(document, edit), newText: edit.newText }];
	const { documentChanges, resourceOperations } = capabilities.workspace?.workspaceEdit ?? {};
	if (text === undefined) {
		if (!documentChanges || !resourceOperations?.includes('create')) return undefined;
		return {
			documentChanges: [
				{ kind: 'create', uri: file },
				{ textDocument: { uri: file, version: null }, edits },
			],
		};
	}
	if (!documentChanges) return { changes: { [file]: edits } };
	return { documentChanges: [{ textDocument: { uri: file, version: open?.version ?? null }, edits }] };
}
