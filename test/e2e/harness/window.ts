// The size of VS Code's window.
// Invariant: device pixels for a CSS pixel stay what the session was started with (Playwright's own resizing makes them one).
import type { CDPSession, Page } from 'playwright-core';

export interface Size {
	/** CSS pixels. */
	readonly width: number;
	readonly height: number;
}

export class EditorWindow {
	private readonly page: Page;
	private readonly scale: number;
	private devTools: Promise<CDPSession> | undefined;

	constructor(page: Page, scale: number) {
		this.page = page;
		this.scale = scale;
	}

	size(): Promise<Size> {
		return this.page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
	}

	async resize(size: Size): Promise<void> {
		this.devTools ??= this.page.context().newCDPSession(this.page);
		await (await this.devTools).send('Emulation.setDeviceMetricsOverride', {
			...size,
			deviceScaleFactor: this.scale,
			mobile: false,
		});
	}

	/** Makes the window this much larger, or smaller with negative numbers. */
	async grow(width: number, height: number): Promise<void> {
		const now = await this.size();
		await this.resize({ width: now.width + width, height: now.height + height });
	}
}
