// Invariant: the page is the server's text. package.json's configurationDefaults have it rendered (editorAssociations);
// where the built-in Markdown extension is switched off, it opens as Markdown.
import * as vscode from 'vscode';
import { type RulePageParams, rulePageRequest } from '../../server/protocol.ts';
import { rulePageScheme } from './rule-page-link.ts';
import type { ServerGate } from './server-gate.ts';

/** Shows rules' pages inside the editor, also offline and on the web. */
export function registerRulePages(context: vscode.ExtensionContext, gate: ServerGate): void {
	context.subscriptions.push(
		vscode.workspace.registerTextDocumentContentProvider(rulePageScheme, {
			provideTextDocumentContent: async ({ path }) => {
				const params: RulePageParams = { rule: path.slice(1).replace(/\.md$/, '') };
				const client = await gate.ready();
				return (await client.sendRequest<string | null>(rulePageRequest, params)) ?? '';
			},
		}),
	);
}
