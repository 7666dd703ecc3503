// Invariant: the page is the server's text; it is shown rendered where the editor can, else as Markdown.
import * as vscode from 'vscode';
import { type RulePageParams, rulePageRequest } from '../../server/protocol.ts';
import type { ServerGate } from './server-gate.ts';

const scheme = 'servicescope-rule';

const openRulePage = 'servicescope.openRulePage';

/** The link of a diagnostic's code; RULE stands for the rule's id. */
export const rulePages = `command:${openRulePage}?${encodeURIComponent('["')}RULE${encodeURIComponent('"]')}`;

/** Shows rules' pages inside the editor, also offline and on the web. */
export function registerRulePages(context: vscode.ExtensionContext, gate: ServerGate): void {
	context.subscriptions.push(
		vscode.workspace.registerTextDocumentContentProvider(scheme, {
			provideTextDocumentContent: async ({ path }) => {
				const params: RulePageParams = { rule: path.slice(1).replace(/\.md$/, '') };
				const client = await gate.ready();
				return (await client.sendRequest<string | null>(rulePageRequest, params)) ?? '';
			},
		}),
		vscode.commands.registerCommand(openRulePage, async (rule: unknown) => {
			if (typeof rule !== 'string') return;
			const uri = vscode.Uri.from({ scheme, path: `/${rule}.md` });
			try {
				await vscode.commands.executeCommand('markdown.showPreview', uri);
			} catch {
				// The built-in Markdown extension is switched off.
				await vscode.window.showTextDocument(uri, { preview: true });
			}
		}),
	);
}
