// A program that behaves like the desktop VS Code's executable for @vscode/test-electron, where none can be downloaded:
// it shows the npm VS Code in a headless Chromium, runs the module of --extensionTestsPath in the extension host
// and ends with that module's result as its status.
// Environment: SERVICESCOPE_SERVER (JSON with url and dataFolder) is a server to use; SERVICESCOPE_LOG is a file for the log.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ending } from '../ending.ts';
import { main } from '../failure.ts';
import { findBrowser } from './browser.ts';
import { parseCommandLine } from './command-line.ts';
import { DevTools } from './devtools.ts';
import { installVSCode } from './installation.ts';
import { type Server, startServer } from './server.ts';
import { calmSettings, type Settings, writeUserSettings } from './settings.ts';

const commandLine = parseCommandLine(process.argv.slice(2));

await main(async () => {
	// @vscode/test-electron holds the other end: it closes when the test run is gone.
	process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM')).resume();
	process.stdin.unref();
	const browser = await findBrowser();
	const scratch = mkdtempSync(join(commandLine.userDataFolder ?? tmpdir(), 'servicescope-'));
	const server = await findServer(scratch);
	try {
		prepareUserData(server.dataFolder);
		const devTools = new DevTools(browser, [
			'--headless',
			'--no-sandbox',
			'--no-first-run',
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// Tests reach nothing but this machine.
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
			`--user-data-dir=${join(scratch, 'browser')}`,
			'--window-size=1280,800',
			...commandLine.forChromium,
		]);
		ending.addEventListener('abort', () => void devTools.close());
		try {
			process.exitCode = await Promise.race([
				show(devTools, workbench(server.url)),
				devTools.ended.then(() => 1),
			]);
		} finally {
			await devTools.close();
		}
	} finally {
		await server.stop();
		rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
	}
});

/** The given server, which we leave running, or one of our own. */
async function findServer(scratch: string): Promise<Pick<Server, 'url' | 'dataFolder' | 'stop'>> {
	const given = process.env.SERVICESCOPE_SERVER;
	if (given !== undefined) {
		const { url, dataFolder } = JSON.parse(given) as { url: string; dataFolder: string };
		return { url, dataFolder, stop: async () => {} };
	}
	const installation = await installVSCode();
	return startServer({ installation, dataFolder: join(scratch, 'server'), forTests: true });
}

/** The server starts each session with the settings of --user-data-dir and nothing else of an earlier session. */
function prepareUserData(dataFolder: string): void {
	rmSync(join(dataFolder, 'data', 'User'), { recursive: true, force: true });
	const file = join(commandLine.userDataFolder ?? '', 'User', 'settings.json');
	const wanted: Settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
	writeUserSettings(dataFolder, { ...calmSettings, ...wanted, ...extensionKinds() });
}

/** In a browser VS Code ignores --extensionDevelopmentKind; this setting has the same effect. */
function extensionKinds(): Settings {
	const kind = commandLine.extensionDevelopmentKind;
	if (kind === undefined) return {};
	const kinds = commandLine.extensionDevelopmentPaths.map((folder) => {
		const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
		return [`${manifest.publisher}.${manifest.name}`, [kind]];
	});
	return { 'remote.extensionKind': Object.fromEntries(kinds) };
}

function workbench(url: string): string {
	const onServer = (path: string) =>
		`vscode-remote://${new URL(url).host}${new URL(`file://${path}`).pathname}`;
	const payload = commandLine.extensionDevelopmentPaths.map((path) => [
		'extensionDevelopmentPath',
		onServer(path),
	]);
	if (commandLine.extensionTestsPath !== undefined) {
		payload.push(['extensionTestsPath', onServer(commandLine.extensionTestsPath)]);
	}
	payload.push(['skipWelcome', 'true']);
	const query = new URLSearchParams({ payload: JSON.stringify(payload) });
	if (commandLine.folder !== undefined) query.set('folder', commandLine.folder);
	return `${url}/?${query}`;
}

/** Opens the workbench; resolves with the status that the tests' module ends with. */
async function show(devTools: DevTools, address: string): Promise<number> {
	const { targetId } = await devTools.send('Target.createTarget', { url: 'about:blank' });
	const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: true });
	const session = String(sessionId);
	const status = new Promise<number>((resolve) => {
		devTools.on('Runtime.bindingCalled', ({ name, payload }) => {
			const [first, ...others] = JSON.parse(String(payload)) as unknown[];
			if (name === 'servicescopeExit') resolve(Number(first));
			else
				log(
					`${first} ${others.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')}`,
				);
		});
	});
	await devTools.send('Runtime.enable', {}, session);
	await devTools.send('Page.enable', {}, session);
	await devTools.send('Runtime.addBinding', { name: 'servicescopeLog' }, session);
	await devTools.send('Runtime.addBinding', { name: 'servicescopeExit' }, session);
	// The two functions that VS Code looks for when it is driven (codeAutomationLog, codeAutomationExit).
	const source = `
		globalThis.codeAutomationLog = (type, args) => servicescopeLog(JSON.stringify([type, ...args]));
		globalThis.codeAutomationExit = (code, logs) => servicescopeExit(JSON.stringify([code]));`;
	await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source }, session);
	await devTools.send('Page.navigate', { url: address }, session);
	return status;
}

function log(line: string): void {
	const file = process.env.SERVICESCOPE_LOG;
	if (file !== undefined) appendFileSync(file, `${line}\n`);
}
