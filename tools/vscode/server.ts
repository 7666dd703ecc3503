// VS Code's own server on loopback.
// Invariant: it ends with the process that started it, and its extension hosts and watchers end with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure.ts';
import { calmSettings, writeMachineSettings } from './settings.ts';

export interface ServerOptions {
	/** VS Code's folder, from installVSCode. */
	readonly installation: string;
	/** Where the server keeps extensions, settings and state. */
	readonly dataFolder: string;
	/** 0 (the default) is any free port. */
	readonly port?: number;
	/** The folder that `/` opens. */
	readonly defaultFolder?: string;
	/** Lets a page load extensions under development and drive the workbench: tests only. */
	readonly forTests?: boolean;
}

export interface Server {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	readonly url: string;
	/** VS Code's folder. */
	readonly installation: string;
	readonly dataFolder: string;
	/** Resolves when the server has ended, for whatever reason. */
	readonly ended: Promise<void>;
	/** Ends the server and everything that it started. */
	stop(): Promise<void>;
}

const preload = pathToFileURL(join(import.meta.dirname, 'end-with-parent.mjs')).href;

/** Starts the server and waits until it answers. Its log is `server.log` in the data folder. */
export async function startServer(options: ServerOptions): Promise<Server> {
	writeMachineSettings(options.dataFolder, calmSettings);
	const args = ['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'];
	if (options.defaultFolder !== undefined) args.push('--default-folder', options.defaultFolder);
	if (options.forTests === true) args.push('--enable-smoke-test-driver');
	const child = run(options, args);
	const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
	const log = createWriteStream(join(options.dataFolder, 'server.log'));
	const port = new Promise<number>((resolve, reject) => {
		let output = '';
		const read = (text: string) => {
			log.write(text);
			output += text;
			const found = /Extension host agent listening on (\d+)/.exec(output)?.[1];
			if (found !== undefined) resolve(Number(found));
		};
		child.stdout?.setEncoding('utf8').on('data', read);
		child.stderr?.setEncoding('utf8').on('data', read);
		child.on('error', reject);
		child.on('exit', () => reject(new Failure(`VS Code did not start:\n${output.slice(-2000)}`)));
	});
	const url = `http://127.0.0.1:${await port}`;
	const { installation, dataFolder } = options;
	return { url, installation, dataFolder, ended, stop: () => stop(child, ended) };
}

/** Installs a .vsix for everyone who opens the server with this data folder. */
export async function installExtension(options: ServerOptions, packageFile: string): Promise<void> {
	const child = run(options, ['--install-extension', packageFile, '--force']);
	let output = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	const status = await new Promise((resolve) => child.on('close', resolve));
	if (status !== 0 || !output.includes('successfully installed')) {
		throw new Failure(`VS Code did not take ${packageFile}:\n${output.slice(-2000)}`);
	}
}

function run({ installation, dataFolder, forTests }: ServerOptions, args: readonly string[]): ChildProcess {
	mkdirSync(dataFolder, { recursive: true });
	const common = ['--server-data-dir', dataFolder, '--accept-server-license-terms', '--disable-telemetry'];
	return spawn(
		process.execPath,
		[
			'--import',
			preload,
			join(installation, 'out', 'server-main.js'),
			...args,
			...common,
			'--disable-workspace-trust',
		],
		{
			cwd: dirname(installation),
			stdio: ['pipe', 'pipe', 'pipe'],
			env: environment(forTests),
			// A group of its own can be ended as a whole.
			detached: process.platform !== 'win32',
		},
	);
}

/** Without what npm and a surrounding VS Code put there: they would change how this one behaves. */
function environment(forTests = false): NodeJS.ProcessEnv {
	const entries = Object.entries(process.env).filter(
		([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL|NODE_TEST)/.test(name),
	);
	return {
		...Object.fromEntries(entries),
		SERVICESCOPE_PARENT: String(process.pid),
		// Tests ask no marketplace.
		...(forTests ? { EXTENSIONS_GALLERY: '{}' } : {}),
	};
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.pid === undefined) return;
	signal(child, 'SIGTERM');
	const patience = setTimeout(() => signal(child, 'SIGKILL'), 3000);
	await ended;
	clearTimeout(patience);
	// Whatever is left of its group.
	signal(child, 'SIGKILL');
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(name);
		else process.kill(-child.pid, name);
	} catch {
		// It has ended already.
	}
}
