import {
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticsOf } from '../../features/diagnostics.ts';
import { exposeActions } from '../../features/expose-actions.ts';
import { findingActions, findingsIn, fixAllEdits } from '../../features/finding-actions.ts';
import { type EditAction, serviceActions } from '../../features/service-actions.ts';
import { copyTextCommand } from '../../protocol.ts';
import { toWorkspaceEdit } from '../convert.ts';
import { toDiagnostic } from '../diagnostic.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';
import { disableRuleActions } from './disable-rule.ts';

/** What "Fix all" on save asks for. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.servicescope`;

export const codeActionKinds: string[] = [
	CodeActionKind.QuickFix,
	CodeActionKind.RefactorRewrite,
	fixAllKind,
];

export function onCodeAction(session: Session): void {
	const { connection, documents } = session;
	connection.onCodeAction(
		guarded<CodeActionParams, CodeAction[] | null>(
			connection,
			'textDocument/codeAction',
			(params) => {
				const document = documents.textDocument(params.textDocument.uri);
				return document === undefined ? null : actionsFor(session, document, params);
			},
			null,
		),
	);
}

async function actionsFor(
	session: Session,
	document: TextDocument,
	{ range, context }: CodeActionParams,
): Promise<CodeAction[]> {
	const { workspace, documents, engine, settings, capabilities } = session;
	const { uri } = document;
	const versioned = capabilities.workspace?.workspaceEdit?.documentChanges ?? false;
	const offset = document.offsetAt(range.start);
	const isWanted = (kind: string) =>
		context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ??
		!kind.startsWith(CodeActionKind.Source);
	const toEdit = (edits: Parameters<typeof toWorkspaceEdit>[2]) =>
		toWorkspaceEdit(workspace, documents, edits, versioned);
	const actions: CodeAction[] = [];
	// What switches a rule off stands behind everything that mends.
	let disabling: readonly CodeAction[] = [];
	if (isWanted(CodeActionKind.QuickFix) || isWanted(fixAllKind)) {
		const findings = diagnosticsOf(workspace, engine, uri, settings.rulesFor(uri, workspace));
		if (isWanted(CodeActionKind.QuickFix)) {
			const touched = findingsIn(findings, { start: offset, end: document.offsetAt(range.end) });
			disabling = await disableRuleActions(session, document, touched, findings);
			for (const action of findingActions(touched)) {
				const diagnostics = [toDiagnostic(session, document, action.finding)];
				const shared = { title: action.title, kind: CodeActionKind.QuickFix, diagnostics };
				if (action.edits !== undefined) {
					actions.push({
						...shared,
						edit: toEdit(action.edits),
						...(action.preferred ? { isPreferred: true } : {}),
					});
				} else if (action.copy !== undefined && session.clientCommands.includes(copyTextCommand)) {
					actions.push({
						...shared,
						command: { title: action.title, command: copyTextCommand, arguments: [action.copy] },
					});
				}
			}
		}
		const all = isWanted(fixAllKind) ? fixAllEdits(findings) : [];
		if (all.length > 0)
			actions.push({
				title: 'Fix all that Servicescope can mend safely',
				kind: fixAllKind,
				edit: toEdit(all),
			});
	}
	for (const action of [
		...serviceActions(workspace, uri, offset),
		...exposeActions(workspace, uri, offset),
	]) {
		const kind = action.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
		const edit = action.newFile === undefined ? toEdit(action.edits) : newFileEdit(session, action.newFile);
		if (isWanted(kind) && edit !== undefined) actions.push({ title: action.title, kind, edit });
	}
	return [...actions, ...disabling];
}

/** Makes a file, for clients that can. */
function newFileEdit(
	{ capabilities }: Session,
	{ uri, text }: NonNullable<EditAction['newFile']>,
): WorkspaceEdit | undefined {
	const { documentChanges, resourceOperations } = capabilities.workspace?.workspaceEdit ?? {};
	if (!documentChanges || !resourceOperations?.includes('create')) return undefined;
	const start = { line: 0, character: 0 };
	return {
		documentChanges: [
			{ kind: 'create', uri },
			{ textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
		],
	};
}
