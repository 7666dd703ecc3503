// The DNS preview's page: a webview inside VS Code's page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import type { Editor } from './editor.ts';
import { eventually } from './eventually.ts';
import type { EditorWindow } from './window.ts';

/** What axe found: one rule that is broken, and where. */
export interface Violation {
	readonly id: string;
	readonly impact: string;
	readonly help: string;
	readonly elements: readonly string[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export class Panel {
	private readonly editor: Editor;
	private readonly page: Page;
	private readonly window: EditorWindow;

	constructor(editor: Editor, window: EditorWindow) {
		this.editor = editor;
		this.window = window;
		this.page = editor.page;
	}

	/** Opens the preview beside the active editor and waits for its page. */
	async openToSide(): Promise<void> {
		await this.editor.command('servicescope.openPreviewToSide');
		await this.ready();
	}

	/** Shows the preview's view in its view container and waits for its page. */
	async openView(): Promise<void> {
		await this.editor.command('servicescope.preview.focus');
		await this.ready();
	}

	/** The preview's document, for locators: `panel.frame().getByRole('button', { name: 'Apply' })`. */
	frame(): FrameLocator {
		return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
	}

	/** The element of VS Code's page that holds the preview. */
	get element(): Locator {
		return this.page.locator('iframe.webview.ready:visible');
	}

	/** The preview's body. */
	get body(): Locator {
		return this.frame().locator('body');
	}

	/** The visible text of the whole preview, as a person reads it. */
	text(): Promise<string> {
		return this.body.innerText();
	}

	/** Waits until the preview shows a text. */
	async shows(text: string | RegExp): Promise<void> {
		await this.frame().getByText(text).first().waitFor();
	}

	/** The frame itself, to evaluate code in: `(await panel.content()).evaluate(() => document.title)`. */
	async content(): Promise<Frame> {
		const element = await this.body.elementHandle();
		const frame = await element?.ownerFrame();
		if (frame === null || frame === undefined) throw new Error('the preview has no frame');
		return frame;
	}

	/** Gives the preview the whole window: no side bar, no other editor. */
	async showAlone(): Promise<void> {
		await this.editor.evaluate(async (vscode) => {
			await vscode.commands.executeCommand('workbench.action.closeSidebar');
			const group = vscode.window.tabGroups.all.find(
				({ activeTab }) => activeTab?.input instanceof vscode.TabInputWebview,
			);
			const names = ['First', 'Second', 'Third'] as const;
			const name = names[(group?.viewColumn ?? 0) - 1];
			if (name === undefined) throw new Error('the preview is not open in an editor tab');
			await vscode.commands.executeCommand(`workbench.action.focus${name}EditorGroup`);
			await vscode.commands.executeCommand('workbench.action.toggleMaximizeEditorGroup');
		});
	}

	/** Resizes the window until the preview's page is this wide, in CSS pixels. Large widths need showAlone() first. */
	async setWidth(width: number): Promise<void> {
		await eventually(async () => {
			const missing = width - (await this.body.evaluate(() => window.innerWidth));
			if (missing !== 0) await this.window.grow(missing, 0);
			return missing === 0;
		});
	}

	/** Resizes the window until the preview shows its whole content without scrolling. */
	async fitHeight(): Promise<void> {
		await eventually(async () => {
			const missing = await this.body.evaluate(
				({ scrollHeight }) => Math.max(scrollHeight, 200) - window.innerHeight,
			);
			if (missing !== 0) await this.window.grow(0, missing);
			return missing === 0;
		});
	}

	/** Breaches of accessibility rules that axe finds in the preview; none is an empty list. */
	async accessibilityViolations(): Promise<Violation[]> {
		const frame = await this.content();
		// Code that the debugger evaluates is not subject to the page's Content-Security-Policy.
		await frame.evaluate(axeSource);
		return frame.evaluate(async () => {
			const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
			const { violations } = await axe.run(document, { resultTypes: ['violations'] });
			return violations.map(({ id, impact, help, nodes }) => ({
				id,
				impact: impact ?? '',
				help,
				elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
			}));
		});
	}

	private async ready(): Promise<void> {
		await this.body.waitFor();
	}
}
