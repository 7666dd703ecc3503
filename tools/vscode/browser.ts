// The browser that shows the npm VS Code in tests and screenshots.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { cacheFolder } from '../paths.ts';
import { incomingFolder, moveInto } from './installation.ts';

export interface Browser {
	readonly executable: string;
	/** What its process needs beside the surrounding environment. */
	readonly environment: Readonly<Record<string, string>>;
}

/**
 * Finds or unpacks a Chromium: the one that SERVICESCOPE_BROWSER names, the one from npm (64-bit Intel Linux),
 * or an installed Chrome, Chromium or Edge. A Failure says how to name one.
 */
export async function findBrowser(): Promise<Browser> {
	const named = process.env.SERVICESCOPE_BROWSER;
	if (named !== undefined && named !== '') {
		if (!existsSync(named)) throw new Failure(`SERVICESCOPE_BROWSER names ${named}, which does not exist.`);
		return { executable: named, environment: {} };
	}
	if (process.platform === 'linux' && process.arch === 'x64') return unpackBrowser();
	const executable = installedBrowsers().find((path) => existsSync(path));
	if (executable === undefined) {
		throw new Failure(
			'No Chrome, Chromium or Edge was found for the end-to-end tests: install one, or name it in the environment variable SERVICESCOPE_BROWSER.',
		);
	}
	return { executable, environment: {} };
}

/** Unpacks the browser from npm once. It needs nothing from the system but the C library. */
async function unpackBrowser(): Promise<Browser> {
	const require = createRequire(import.meta.url);
	const packageFolder = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))));
	const { version } = require(join(packageFolder, 'package.json')) as { version: string };
	const target = join(cacheFolder, `chromium-${version}`);
	if (!existsSync(target)) {
		const incoming = await incomingFolder('chromium');
		await unpackInto(incoming);
		await moveInto(incoming, target);
		await rm(incoming, { recursive: true, force: true });
	}
	return { executable: join(target, 'chromium'), environment: await surroundings(target) };
}

async function unpackInto(folder: string): Promise<void> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'unpack-chromium.mjs')], {
		stdio: ['ignore', 'ignore', 'inherit'],
		// The second variable makes it unpack its system libraries too.
		env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'nodejs24.x' },
	});
	const status = await new Promise((resolve) => child.on('close', resolve));
	if (status !== 0)
		throw new Failure(`The Chromium of @sparticuz/chromium could not be unpacked into ${folder}.`);
}

/** Fonts: the system's, then the package's. Libraries: the package's only where the system has none. */
async function surroundings(folder: string): Promise<Record<string, string>> {
	const fonts = join(folder, 'fonts.conf');
	await mkdir(join(folder, 'font-cache'), { recursive: true });
	writeFileSync(
		fonts,
		`<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
	<dir>/usr/share/fonts</dir>
	<dir>${join(folder, 'fonts', 'fonts')}</dir>
	<cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
	);
	const runsAsItIs = spawnSync(join(folder, 'chromium'), ['--version'], { stdio: 'ignore' }).status === 0;
	const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
	return { FONTCONFIG_FILE: fonts, ...(runsAsItIs ? {} : { LD_LIBRARY_PATH: libraries }) };
}

function installedBrowsers(): string[] {
	if (process.platform === 'darwin') {
		return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
			['/', homedir()].map((start) => join(start, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
		);
	}
	if (process.platform === 'win32') {
		const starts = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
			(name) => process.env[name] ?? [],
		);
		const ends = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
		return starts.flatMap((start) => ends.map((end) => join(start, end)));
	}
	return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) =>
		join('/usr/bin', name),
	);
}
