// VS Code as a test sees it: documents, the cursor and what the extension offers there.
import type { Locator, Page } from 'playwright-core';
import type { Bridge, Remote } from './bridge.ts';
import { eventually } from './eventually.ts';
import { type Place, type Position, resolvePlace } from './place.ts';
import { type Theme, themeClasses, themes } from './theme.ts';

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

export interface Finding {
	/** The rule's id. */
	readonly code: string;
	readonly severity: 'error' | 'warning' | 'information' | 'hint';
	readonly message: string;
	readonly range: Range;
	/** The text that the range covers. */
	readonly text: string;
}

export class Editor {
	readonly page: Page;
	private readonly bridge: Bridge;
	private readonly changedSettings = new Set<string>();

	constructor(bridge: Bridge, page: Page) {
		this.bridge = bridge;
		this.page = page;
	}

	/** Runs a function in the extension host: `editor.evaluate((vscode, name) => …, name)`. It sees only its arguments. */
	evaluate<Arguments extends unknown[], Result>(
		remote: Remote<Arguments, Result>,
		...args: Arguments
	): Promise<Awaited<Result>> {
		return this.bridge.evaluate(remote, ...args);
	}

	/** Runs a command and resolves when it has ended. */
	async command(id: string, ...args: unknown[]): Promise<void> {
		await this.evaluate(
			async (vscode, id, args) => void (await vscode.commands.executeCommand(id, ...args)),
			id,
			args,
		);
	}

	/** Opens a file of the workspace, in a column or where the focus is, waits for the language server, and places the cursor. */
	async openFile(file: string, place?: Place, column?: number): Promise<void> {
		await this.evaluate(
			async (vscode, file, viewColumn) => {
				const folder = vscode.workspace.workspaceFolders?.[0];
				if (folder === undefined) throw new Error('no folder is open');
				await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, file), {
					preview: false,
					...(viewColumn === null ? {} : { viewColumn }),
				});
				const extension = vscode.extensions.getExtension('servicescope.servicescope');
				const api = await extension?.activate();
				await api?.ready?.();
			},
			file,
			column ?? null,
		);
		if (place !== undefined) await this.placeCursor(place);
	}

	async placeCursor(place: Place): Promise<void> {
		const position = await this.position(place);
		await this.evaluate(async (vscode, { line, character }) => {
			const editor = vscode.window.activeTextEditor;
			if (editor === undefined) throw new Error('no text editor is active');
			const position = new vscode.Position(line, character);
			editor.selection = new vscode.Selection(position, position);
			editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
			// The window hears of both after this; what it is asked for later comes later, and keys go to the right place.
			await vscode.commands.executeCommand('setContext', 'servicescope.cursorPlaced', line);
		}, position);
	}

	/** The text of the active document, or of a file of the workspace, with unsaved changes. */
	text(file?: string): Promise<string> {
		return this.evaluate(async (vscode, file) => {
			const folder = vscode.workspace.workspaceFolders?.[0];
			if (file === null || folder === undefined) {
				return vscode.window.activeTextEditor?.document.getText() ?? '';
			}
			return (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file))).getText();
		}, file ?? null);
	}

	/** Types at the cursor as a person does, key by key, so that completions and the like come up. */
	async type(text: string): Promise<void> {
		await this.command('workbench.action.focusActiveEditorGroup');
		await this.page.keyboard.type(text);
	}

	/** Replaces the first occurrence of a text in the active document, as one edit. */
	async replace(place: string, by: string): Promise<void> {
		const start = await this.position(place);
		const end = await this.position({ text: place, offset: place.length });
		await this.evaluate(
			async (vscode, start, end, by) => {
				const range = new vscode.Range(start.line, start.character, end.line, end.character);
				await vscode.window.activeTextEditor?.edit((edit) => edit.replace(range, by));
			},
			start,
			end,
			by,
		);
	}

	undo(): Promise<void> {
		return this.inText('undo');
	}

	redo(): Promise<void> {
		return this.inText('redo');
	}

	save(): Promise<void> {
		return this.command('workbench.action.files.save');
	}

	/** The Markdown of all hovers at a place. */
	async hoverAt(place: Place): Promise<string> {
		const position = await this.position(place);
		return this.evaluate(async (vscode, { line, character }) => {
			const uri = vscode.window.activeTextEditor?.document.uri;
			const hovers = await vscode.commands.executeCommand<import('vscode').Hover[]>(
				'vscode.executeHoverProvider',
				uri,
				new vscode.Position(line, character),
			);
			const parts = hovers.flatMap(({ contents }) => contents);
			return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n\n');
		}, position);
	}

	/** Shows the hover at a place in the page, as the mouse would. */
	async showHover(place: Place): Promise<Locator> {
		await this.placeCursor(place);
		await this.inText('editor.action.showHover');
		const hover = this.page.locator('.monaco-hover:visible .monaco-hover-content').first();
		await hover.waitFor();
		return hover;
	}

	/** The titles of the code actions at a place. `kind` as in LSP, for example `quickfix`. */
	async codeActions(place: Place, kind?: string): Promise<string[]> {
		const position = await this.position(place);
		return this.evaluate(
			async (vscode, { line, character }, kind) => {
				const at = new vscode.Position(line, character);
				const actions = await vscode.commands.executeCommand<import('vscode').CodeAction[]>(
					'vscode.executeCodeActionProvider',
					vscode.window.activeTextEditor?.document.uri,
					new vscode.Range(at, at),
					kind ?? undefined,
				);
				return actions.map(({ title }) => title);
			},
			position,
			kind ?? null,
		);
	}

	/** Applies the code action at a place whose title is, or contains, this text. Waits until it is offered. */
	async quickFix(title: string, place: Place): Promise<void> {
		const position = await this.position(place);
		const apply = () =>
			this.evaluate(
				async (vscode, { line, character }, title) => {
					const at = new vscode.Position(line, character);
					const actions = await vscode.commands.executeCommand<import('vscode').CodeAction[]>(
						'vscode.executeCodeActionProvider',
						vscode.window.activeTextEditor?.document.uri,
						new vscode.Range(at, at),
						undefined,
						50,
					);
					const action =
						actions.find((each) => each.title === title) ??
						actions.find((each) => each.title.includes(title));
					if (action === undefined) {
						throw new Error(
							`no code action "${title}"; there are: ${actions.map((each) => each.title).join('; ')}`,
						);
					}
					if (action.edit !== undefined) await vscode.workspace.applyEdit(action.edit);
					const { command } = action;
					if (command !== undefined) {
						await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
					}
				},
				position,
				title,
			);
		await eventually(apply);
	}

	/** Opens the quick-fix menu in the page, as Ctrl+. does; its entries. */
	async openQuickFixMenu(place: Place): Promise<Locator> {
		await this.placeCursor(place);
		await this.inText('editor.action.quickFix');
		const entries = this.page.locator('.action-widget .monaco-list-row.action');
		await entries.first().waitFor();
		return entries;
	}

	/** The findings in the active document, by position. */
	findings(): Promise<Finding[]> {
		return this.evaluate((vscode) => {
			const document = vscode.window.activeTextEditor?.document;
			if (document === undefined) return [];
			const severities = ['error', 'warning', 'information', 'hint'] as const;
			const plain = ({ line, character }: import('vscode').Position) => ({ line, character });
			return vscode.languages
				.getDiagnostics(document.uri)
				.toSorted((a, b) => a.range.start.compareTo(b.range.start))
				.map(({ code, severity, message, range }) => ({
					code: String(typeof code === 'object' ? code.value : code),
					severity: severities[severity],
					message,
					range: { start: plain(range.start), end: plain(range.end) },
					text: document.getText(range),
				}));
		});
	}

	/** Waits until the rule reports in the active document; its findings. */
	finding(code: string): Promise<Finding[]> {
		return eventually(async () => {
			const findings = (await this.findings()).filter((finding) => finding.code === code);
			return findings.length > 0 && findings;
		});
	}

	async setTheme(theme: Theme): Promise<void> {
		await this.setSettings({ 'workbench.colorTheme': themes[theme] });
		await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
	}

	/** Changes the user's settings; the next test starts without them. */
	async setSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
		for (const name of Object.keys(settings)) this.changedSettings.add(name);
		await this.evaluate(async (vscode, entries) => {
			for (const [name, value] of entries) {
				// JSON has no undefined: null takes the setting away.
				await vscode.workspace
					.getConfiguration()
					.update(name, value ?? undefined, vscode.ConfigurationTarget.Global);
			}
		}, Object.entries(settings));
	}

	/** Reloads the window, as "Developer: Reload Window" does, and waits for the extension host. */
	async reload(): Promise<void> {
		const arrived = this.bridge.arrival();
		await this.page.reload();
		await arrived;
	}

	/** Throws away unsaved changes, closes every tab and takes back settings. */
	async reset(): Promise<void> {
		await this.setSettings(Object.fromEntries([...this.changedSettings].map((name) => [name, null])));
		this.changedSettings.clear();
		await this.evaluate(async (vscode) => {
			for (const document of vscode.workspace.textDocuments) {
				if (!document.isDirty) continue;
				await vscode.window.showTextDocument(document);
				await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			}
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		});
	}

	/** Runs a command of the text editor, which must have the focus for it. */
	private async inText(command: string): Promise<void> {
		await this.evaluate(async (vscode, command) => {
			const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
			if (editor === undefined) throw new Error('no text editor is visible');
			await vscode.window.showTextDocument(editor.document, editor.viewColumn);
			await vscode.commands.executeCommand(command);
		}, command);
	}

	private async position(place: Place): Promise<Position> {
		return resolvePlace(await this.text(), place);
	}
}
