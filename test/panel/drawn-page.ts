// The preview's page in a real browser without VS Code: the same bundle, the same document, the theme's own colours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { FromPage, PanelView, SavedState, ToPage } from '../../client/panel/messages/messages.ts';
import { english, type Words } from '../../client/panel/messages/words.ts';
import { freshNonce, pageHtml } from '../../client/preview/page-html.ts';
import type { ServicePreview } from '../../server/protocol.ts';
import { bundles } from '../../tools/bundles.ts';
import { root } from '../../tools/paths.ts';
import { findBrowser } from '../../tools/vscode/browser.ts';

export type Theme = 'light' | 'dark' | 'high-contrast-light' | 'high-contrast-dark';

const themes = JSON.parse(readFileSync(join(root, 'test/fixtures/panel/themes.json'), 'utf8')) as Record<
	Theme,
	Record<string, string>
>;

/** What VS Code puts on the body of every webview. */
const bodies: Readonly<Record<Theme, Omit<Dress, 'variables'>>> = {
	light: { classes: 'vscode-light', kind: 'vscode-light' },
	dark: { classes: 'vscode-dark', kind: 'vscode-dark' },
	'high-contrast-light': {
		classes: 'vscode-high-contrast-light vscode-high-contrast',
		kind: 'vscode-high-contrast-light',
	},
	'high-contrast-dark': { classes: 'vscode-high-contrast', kind: 'vscode-high-contrast' },
};

export interface PageOptions {
	readonly theme?: Theme;
	readonly width?: number;
	readonly height?: number;
	readonly words?: Words;
	readonly language?: string;
	readonly saved?: SavedState;
	readonly place?: 'view' | 'tab';
	readonly scale?: number;
}

export interface DrawnPage {
	readonly page: Page;
	/** Everything that the page wrote to the console or threw. */
	readonly complaints: readonly string[];
	send(message: ToPage): Promise<void>;
	/** Shows a preview as the host would, and waits until it is painted. */
	show(preview: ServicePreview, view?: Partial<PanelView>): Promise<void>;
	showView(view: Partial<PanelView>): Promise<void>;
	/** The messages that the page has sent. */
	sent(): Promise<FromPage[]>;
	saved(): Promise<SavedState>;
	setTheme(theme: Theme): Promise<void>;
	setWidth(width: number): Promise<void>;
	close(): Promise<void>;
}

let script: Promise<string> | undefined;

/** Longest time in milliseconds for one thing to happen on a page; a slow machine is no fault of the page. */
const patience = 90_000;

export async function launchBrowser(): Promise<Browser> {
	const { executable, environment } = await findBrowser();
	return chromium.launch({
		executablePath: executable,
		env: { ...process.env, ...environment },
		args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
	});
}

/** Opens the page and hands it its words. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<DrawnPage> {
	const { theme = 'dark', width = 600, height = 900, scale = 1, place = 'view' } = options;
	const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
	const page = await context.newPage();
	page.setDefaultTimeout(patience);
	const complaints: string[] = [];
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(String(error)));
	const nonce = freshNonce();
	script ??= bundleScript();
	const body = await script;
	await page.route('http://preview/**', (route) =>
		route.request().url().endsWith('/panel.js')
			? route.fulfill({ contentType: 'text/javascript', body })
			: route.fulfill({
					contentType: 'text/html',
					body: pageHtml({ script: '/panel.js', nonce, title: 'DNS Preview', place }),
				}),
	);
	await page.addInitScript(prepareWebview, options.saved);
	await page.goto('http://preview/');
	await page.evaluate(dress, { variables: themes[theme], ...bodies[theme] });
	await page.waitForFunction(() => window.sent.length > 0);
	const send = (message: ToPage): Promise<void> =>
		page.evaluate(
			(data) =>
				new Promise<void>((painted) => {
					window.postMessage(data, '*');
					// The last section is drawn three frames after the first.
					const after = (frames: number): unknown =>
						frames === 0 ? setTimeout(painted) : requestAnimationFrame(() => after(frames - 1));
					after(5);
				}),
			message,
		);
	await send({ type: 'start', language: options.language ?? 'en', words: options.words ?? english });
	const showView = (view: Partial<PanelView>): Promise<void> =>
		send({
			type: 'show',
			view: {
				locked: false,
				assumptions: {},
				revision: 0,
				hasZone: true,
				source: { assumptions: {} },
				id: 'one',
				...view,
			},
		});
	return {
		page,
		complaints,
		send,
		showView,
		show: (preview, view) => showView({ preview, ...view }),
		sent: () => page.evaluate(() => window.sent as FromPage[]),
		saved: () => page.evaluate(() => window.savedState as SavedState),
		setTheme: (theme) => page.evaluate(dress, { variables: themes[theme], ...bodies[theme] }),
		setWidth: async (width) => {
			await page.setViewportSize({ width, height });
			await page.evaluate(
				() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
			);
		},
		close: () => context.close(),
	};
}

/** Unfolds every long list, one after the other: the page draws some frames after a click. */
export async function unfoldAll(page: Page): Promise<void> {
	const folded = page.locator('.fold[aria-expanded=false]');
	for (let left = await folded.count(); left > 0; left--) {
		await folded.first().click();
		await folded.nth(left - 1).waitFor({ state: 'detached' });
	}
}

declare global {
	interface Window {
		sent: unknown[];
		savedState: unknown;
		acquireVsCodeApi: () => unknown;
	}
}

/** Does in the page what VS Code does before a webview's own script runs. */
function prepareWebview(saved: unknown): void {
	window.sent = [];
	window.savedState = saved;
	window.acquireVsCodeApi = () => ({
		postMessage: (message: unknown) => window.sent.push(structuredClone(message)),
		getState: () => window.savedState,
		setState: (state: unknown) => {
			window.savedState = state;
		},
	});
	const defaults = new CSSStyleSheet();
	defaults.replaceSync('body { background: transparent; margin: 0; padding: 0 20px; }');
	document.adoptedStyleSheets = [defaults];
}

interface Dress {
	readonly variables: Readonly<Record<string, string>>;
	readonly classes: string;
	readonly kind: string;
}

/** Gives the page a theme, as VS Code does. */
function dress({ variables, classes, kind }: Dress): void {
	const { documentElement, body } = document;
	for (const name of [...documentElement.style]) documentElement.style.removeProperty(name);
	for (const [name, value] of Object.entries(variables)) documentElement.style.setProperty(name, value);
	body.classList.remove('vscode-light', 'vscode-dark', 'vscode-high-contrast', 'vscode-high-contrast-light');
	body.classList.add(...classes.split(' '));
	body.dataset.vscodeThemeKind = kind;
}

async function bundleScript(): Promise<string> {
	const bundle = bundles.find(({ options }) => options.outfile === 'dist/panel.js');
	if (bundle === undefined) throw new Error('tools/bundles.ts has no dist/panel.js');
	const { outputFiles } = await build({ ...bundle.options, absWorkingDir: root, write: false });
	const text = outputFiles?.find(({ path }) => path.endsWith('.js'))?.text;
	if (text === undefined) throw new Error('the page was not built');
	return text;
}
