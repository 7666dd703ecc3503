import * as vscode from 'vscode';
import { english, type Words } from '../panel/messages/words.ts';

/** The page's words in the editor's language. */
export function pageWords(): Words {
	return Object.fromEntries(
		Object.entries(english).map(([id, text]) => [id, vscode.l10n.t(text)]),
	) as unknown as Words;
}
