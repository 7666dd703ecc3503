import * as vscode from 'vscode';

/** Lines that are looked at: whoever writes manifests says so near the top. */
const linesRead = 200;

/** Keeps `servicescope.isManifest` true while the active editor shows a Kubernetes manifest. */
export function followManifestContext(): vscode.Disposable {
	let known: boolean | undefined;
	const update = (): void => {
		const document = vscode.window.activeTextEditor?.document;
		// A webview has no text editor; the key stays what it was for the editor beside it.
		if (document === undefined && known !== undefined) return;
		const isManifest = document !== undefined && looksLikeManifest(document);
		if (isManifest === known) return;
		known = isManifest;
		void vscode.commands.executeCommand('setContext', 'servicescope.isManifest', isManifest);
	};
	update();
	return vscode.Disposable.from(
		vscode.window.onDidChangeActiveTextEditor(update),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			// What is a manifest seldom stops being one, and the next look at the editor notices.
			if (known !== true && document === vscode.window.activeTextEditor?.document) update();
		}),
	);
}

function looksLikeManifest(document: vscode.TextDocument): boolean {
	if (document.languageId !== 'yaml') return false;
	const text = document.getText(new vscode.Range(0, 0, linesRead, 0));
	return /^\s*["']?kind["']?\s*:/m.test(text) && /^\s*["']?apiVersion["']?\s*:/m.test(text);
}
