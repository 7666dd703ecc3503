import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { serviceActions } from '../../features/service-actions.ts';
import { toWorkspaceEdit } from '../convert.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

export function onCodeAction(session: Session): void {
	const { connection, workspace, documents, capabilities } = session;
	const versioned = capabilities.workspace?.workspaceEdit?.documentChanges ?? false;
	connection.onCodeAction(
		guarded(
			connection.console,
			'textDocument/codeAction',
			({ textDocument: { uri }, range, context }) => {
				const document = documents.textDocument(uri);
				if (document === undefined) return null;
				const wanted = (kind: string) =>
					context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
				return serviceActions(workspace, uri, document.offsetAt(range.start))
					.filter(({ kind }) => wanted(kind))
					.map(
						(action): CodeAction => ({
							title: action.title,
							kind: action.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
							edit: toWorkspaceEdit(workspace, documents, action.edits, versioned),
							...(action.preferred ? { isPreferred: true } : {}),
						}),
					);
			},
			null,
		),
	);
}
