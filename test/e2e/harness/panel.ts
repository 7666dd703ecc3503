// The DNS preview's page: a webview inside VS Code's page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import type { Editor } from './editor.ts';
import { eventually } from './eventually.ts';

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

	constructor(editor: Editor) {
		this.editor = editor;
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

	/** Resizes the window until the preview's page is this wide (in CSS pixels). Close side bars first to reach large widths. */
	async setWidth(width: number): Promise<void> {
		await eventually(async () => {
			const found = await this.body.evaluate(() => window.innerWidth);
			if (found === width) return true;
			const viewport = this.page.viewportSize() ?? (await this.windowSize());
			await this.page.setViewportSize({ width: viewport.width + width - found, height: viewport.height });
			return false;
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

	private windowSize(): Promise<{ width: number; height: number }> {
		return this.page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
	}
}
