// One VS Code with one folder open, from start to end.
// Invariant: a session shares nothing with another but the server's process: folder, settings and state are its own.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { type Browser, chromium, type Page } from 'playwright-core';
import { cacheFolder } from '../../../tools/paths.ts';
import { calmSettings, type Settings } from '../../../tools/vscode/settings.ts';
import { Bridge } from './bridge.ts';
import { Editor } from './editor.ts';
import { eventually, patience } from './eventually.ts';
import { Panel } from './panel.ts';
import { testEditor } from './test-editor.ts';
import { type Theme, themes } from './theme.ts';
import { EditorWindow } from './window.ts';
import { Workspace, type WorkspaceOptions } from './workspace.ts';

/** Where the extension runs: in Node, as in desktop VS Code, or in a Web Worker, as in vscode.dev. */
export type ExtensionHost = 'node' | 'web';

export interface SessionOptions extends WorkspaceOptions {
	readonly host?: ExtensionHost;
	readonly settings?: Settings;
	readonly theme?: Theme;
	/** The window in CSS pixels; 1280 × 800 if not given. */
	readonly width?: number;
	readonly height?: number;
	/** Device pixels for a CSS pixel: 2 for sharp pictures. */
	readonly scale?: number;
}

export interface Session {
	readonly editor: Editor;
	readonly panel: Panel;
	readonly window: EditorWindow;
	readonly page: Page;
	readonly workspace: Workspace;
	readonly host: ExtensionHost;
	/** Makes everything as it was at the start: files, tabs, settings. */
	reset(): Promise<void>;
	/** Saves a picture and the log to look at after a failure; the picture's path. */
	evidence(name: string): Promise<string>;
	close(): Promise<void>;
}

const failures = join(cacheFolder, 'failures');

/** Longest time in milliseconds from the program's start to an answering extension host. */
const startPatience = 240_000;

/** Starts VS Code through @vscode/test-electron and connects to its extension host and to its page. */
export async function startSession(options: SessionOptions): Promise<Session> {
	const { executable, environment, extension, scratch } = await testEditor();
	const folder = mkdtempSync(join(scratch, 'session-'));
	const workspace = new Workspace(folder, options);
	const bridge = await Bridge.open();
	// Inside the extension's folder: VS Code runs the module where it runs the extension.
	const driver = join(extension, `${basename(folder)}.js`);
	writeFileSync(driver, bridge.driver());
	writeSettings(folder, options);
	const port = await freePort();
	const log = join(folder, 'editor.log');
	const arrival = bridge.arrival();
	const ended = runTests({
		vscodeExecutablePath: executable,
		extensionDevelopmentPath: extension,
		extensionTestsPath: driver,
		extensionTestsEnv: { ...environment, SERVICESCOPE_LOG: log },
		launchArgs: [workspace.path, ...launchFlags(folder, port, options)],
	});
	// Whoever waits for it later gets the error; nobody may yet.
	ended.catch(() => {});
	const early = ended.then(() => {
		throw new Error('VS Code ended before its extension host answered');
	});
	try {
		await Promise.race([arrival, early, rejectAfter(startPatience, 'the extension host did not answer')]);
	} catch (error) {
		bridge.close();
		await endBrowser(port);
		const kept = keep(log, 'start');
		throw new Error(`${error instanceof Error ? error.message : error} (log: ${kept ?? 'none'})`);
	}
	const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
	const page = await findWorkbench(browser);
	const editor = new Editor(bridge, page);
	await editor.evaluate(() => true);
	const window = new EditorWindow(page, options.scale ?? 1);
	return {
		editor,
		panel: new Panel(editor, window),
		window,
		page,
		workspace,
		host: options.host ?? 'node',
		reset: async () => {
			await editor.reset();
			workspace.restore();
		},
		evidence: async (name) => {
			keep(log, name);
			const picture = join(failures, `${name}.png`);
			await page.screenshot({ path: picture });
			return picture;
		},
		close: async () => {
			bridge.finish();
			await browser.close();
			await ended.finally(() => bridge.close());
			rmSync(driver);
			rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
		},
	};
}

/** Copies the editor's log to where failures are looked at; its new path. */
function keep(log: string, name: string): string | undefined {
	if (!existsSync(log)) return undefined;
	mkdirSync(failures, { recursive: true });
	const path = join(failures, `${name}.log`);
	copyFileSync(log, path);
	return path;
}

function writeSettings(folder: string, { settings, theme }: SessionOptions): void {
	const user = join(folder, 'user-data', 'User');
	mkdirSync(user, { recursive: true });
	const all = {
		...calmSettings,
		// Tests look at what is there, not at what moves.
		'workbench.reduceMotion': 'on',
		'editor.cursorBlinking': 'solid',
		// In a browser VS Code saves after a second; tests save when they mean to.
		'files.autoSave': 'off',
		'files.hotExit': 'off',
		'window.autoDetectHighContrast': false,
		'workbench.colorTheme': themes[theme ?? 'light'],
		...settings,
	};
	writeFileSync(join(user, 'settings.json'), JSON.stringify(all));
}

function launchFlags(folder: string, port: number, { host, width, height, scale }: SessionOptions): string[] {
	return [
		`--user-data-dir=${join(folder, 'user-data')}`,
		`--extensions-dir=${join(folder, 'extensions')}`,
		`--remote-debugging-port=${port}`,
		`--window-size=${width ?? 1280},${height ?? 800}`,
		...(scale === undefined ? [] : [`--force-device-scale-factor=${scale}`]),
		...(host === 'web' ? ['--extensionDevelopmentKind=web'] : []),
	];
}

async function findWorkbench(browser: Browser): Promise<Page> {
	return eventually(async () => {
		const pages = browser.contexts().flatMap((context) => context.pages());
		for (const page of pages) {
			if ((await page.locator('.monaco-workbench').count()) === 0) continue;
			page.setDefaultTimeout(patience);
			return page;
		}
		throw new Error('the workbench shows no page');
	});
}

/** Ends a VS Code that never answered: its page's browser is the one thing that can be told to. */
async function endBrowser(port: number): Promise<void> {
	try {
		const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 5000 });
		const session = await browser.newBrowserCDPSession();
		await session.send('Browser.close');
	} catch {
		// It has ended already.
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}

function rejectAfter(milliseconds: number, message: string): Promise<never> {
	return new Promise((_, reject) => {
		setTimeout(() => reject(new Error(`${message} within ${milliseconds / 1000} s`)), milliseconds).unref();
	});
}
