// A program that behaves like the desktop VS Code's executable for @vscode/test-electron, where none can be downloaded:
// it shows the npm VS Code in a headless Chromium, runs the module of --extensionTestsPath in the extension host
// and ends with that module's result as its status.
// Environment: SERVICESCOPE_SERVER (JSON with url, installation and dataFolder) is a server to use; SERVICESCOPE_LOG is a file for the log.
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
import { type WorkbenchPage, workbenchPage } from './workbench-page.ts';

const commandLine = parseCommandLine(process.argv.slice(2));

await main(async () => {
	// @vscode/test-electron holds the other end: it closes when the test run is gone.
	process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM')).resume();
	process.stdin.unref();
	const browser = await findBrowser();
	const scratch = mkdtempSync(join(commandLine.userDataFolder ?? tmpdir(), 'servicescope-'));
	const server = await findServer(scratch);
	const page = await workbenchPage(server.url, server.installation, commandLine);
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
			process.exitCode = await Promise.race([show(devTools, page), devTools.ended.then(() => 1)]);
		} finally {
			await devTools.close();
		}
	} finally {
		page.close();
		await server.stop();
		rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
	}
});

/** The given server, which we leave running, or one of our own. */
async function findServer(scratch: string): Promise<Omit<Server, 'ended'>> {
	const given = process.env.SERVICESCOPE_SERVER;
	if (given !== undefined) return { ...(JSON.parse(given) as Server), stop: async () => {} };
	const installation = await installVSCode();
	return startServer({ installation, dataFolder: join(scratch, 'server'), forTests: true });
}

/** The server starts each session with the settings of --user-data-dir and nothing else of an earlier session. */
function prepareUserData(dataFolder: string): void {
	const user = join(dataFolder, 'data', 'User');
	// The extension host of the session before may still write its last files there.
	rmSync(user, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
	const file = join(commandLine.userDataFolder ?? '', 'User', 'settings.json');
	const wanted: Settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
	writeUserSettings(dataFolder, { ...calmSettings, ...wanted });
}

/** Opens the workbench; resolves with the status that the tests' module ends with. */
async function show(devTools: DevTools, page: WorkbenchPage): Promise<number> {
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
	await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: page.script }, session);
	await devTools.send('Page.navigate', { url: page.address }, session);
	return status;
}

function log(line: string): void {
	const file = process.env.SERVICESCOPE_LOG;
	if (file !== undefined) appendFileSync(file, `${line}\n`);
}
