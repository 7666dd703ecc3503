import type { CodeLens } from 'vscode-languageserver';
import { applyLenses } from '../../features/apply-lens.ts';
import { toRange } from '../convert.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

export function onCodeLens({ connection, workspace, documents, settings }: Session): void {
	connection.onCodeLens(
		guarded<Parameters<Parameters<typeof connection.onCodeLens>[0]>[0], CodeLens[] | null>(
			connection,
			'textDocument/codeLens',
			({ textDocument: { uri } }) => {
				const document = documents.textDocument(uri);
				if (document === undefined) return null;
				const { admission } = settings.rulesFor(uri, workspace);
				return applyLenses(workspace, uri, admission).map(({ range, title }) => ({
					range: toRange(document, range),
					// A lens that only says something: its command is none.
					command: { title, command: '' },
				}));
			},
			null,
		),
	);
}
