// Where the person is: the cursor in the last YAML editor that had the focus. One for all previews.
import * as vscode from 'vscode';

export interface Cursor {
	readonly document: vscode.TextDocument;
	readonly position: vscode.Position;
}

/** One frame in milliseconds: cursor moves within it are one. */
const frame = 16;

export class CursorFollower implements vscode.Disposable {
	private readonly changes = new vscode.EventEmitter<void>();
	private readonly disposables: vscode.Disposable[];
	private last: Cursor | undefined;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private due = Number.POSITIVE_INFINITY;
	/** The cursor moved, or a manifest changed. */
	readonly onDidChange = this.changes.event;

	constructor() {
		this.disposables = [
			this.changes,
			vscode.window.onDidChangeActiveTextEditor((editor) => {
				if (this.take(editor)) this.tell(frame);
			}),
			vscode.window.onDidChangeVisibleTextEditors((editors) => {
				// In a reloaded window the preview may be active, and the text beside it appears later.
				if (this.last === undefined && this.take(firstManifest(editors))) this.tell(0);
			}),
			vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
				if (textEditor === vscode.window.activeTextEditor && this.take(textEditor)) this.tell(frame);
			}),
			vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				// Not at once: the language client hears of the change after us and tells the server first.
				if (document.languageId === 'yaml' && contentChanges.length > 0) this.tell(0);
			}),
			vscode.workspace.onDidOpenTextDocument((document) => {
				// The language of an open document was changed, too.
				if (document.languageId !== 'yaml') return;
				const { activeTextEditor, visibleTextEditors } = vscode.window;
				const editor =
					activeTextEditor ?? (this.last === undefined ? firstManifest(visibleTextEditors) : undefined);
				if (this.take(editor)) this.tell(0);
			}),
			vscode.workspace.onDidCloseTextDocument((document) => {
				if (this.last?.document !== document) return;
				this.last = undefined;
				this.take(vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0]);
				this.tell(0);
			}),
		];
		this.take(vscode.window.activeTextEditor ?? firstManifest(vscode.window.visibleTextEditors));
	}

	get current(): Cursor | undefined {
		return this.last;
	}

	dispose(): void {
		clearTimeout(this.timer);
		for (const each of this.disposables) each.dispose();
	}

	private take(editor: vscode.TextEditor | undefined): boolean {
		if (editor === undefined || editor.document.languageId !== 'yaml') return false;
		this.last = { document: editor.document, position: editor.selection.active };
		return true;
	}

	/** The earliest wish wins, so that moves that go on and on still show. */
	private tell(delay: number): void {
		const due = Date.now() + delay;
		if (this.timer !== undefined && this.due <= due) return;
		clearTimeout(this.timer);
		this.due = due;
		this.timer = setTimeout(() => {
			this.timer = undefined;
			this.changes.fire();
		}, delay);
	}
}

function firstManifest(editors: readonly vscode.TextEditor[]): vscode.TextEditor | undefined {
	return editors.find(({ document }) => document.languageId === 'yaml');
}
