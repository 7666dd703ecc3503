// Invariant: a Corefile that CoreDNS would refuse ends the command with its words, the file's name and the line.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { type Corefile, readCorefile } from '../dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../dns/corefile/default-corefile.ts';
import type { ImportedFile, ImportFiles } from '../dns/corefile/server-block.ts';
import type { Settings } from '../workspace/settings.ts';
import { UsageError } from './usage-error.ts';

/** The Corefile of the option, else of the settings, else kubeadm's. Throws UsageError. */
export function loadCorefile(option: string | undefined, settings: Settings): Corefile {
	const path = option ?? (settings.corefile === '' ? undefined : settings.corefile);
	const filename = path ?? 'Corefile';
	const text = path === undefined ? kubeadmCorefile(settings.clusterDomain) : readText(path);
	const read = readCorefile(text, {
		filename,
		importFiles: (pattern, from) => importFiles(pattern, from || filename),
	});
	if ('corefile' in read) return read.corefile;
	const { message, line } = read.problem;
	const saysWhere = /:\d+ - /.test(message);
	throw new UsageError(saysWhere || line === 0 ? message : `${filename}:${line}: ${message}`);
}

function readText(path: string): string {
	try {
		return readFileSync(path === '-' ? 0 : path, 'utf8');
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		throw new UsageError(`${path}: ${isMissing ? 'no such Corefile' : 'the Corefile cannot be read'}`);
	}
}

/** The text of a file that the Corefile names; undefined if it cannot be read. */
export function readCorefileFile(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}

/** Files for `import`, relative to the importing file. (caddyfile parse.go doImport, doSingleImport) */
function importFiles(pattern: string, from: string): ReturnType<ImportFiles> {
	const path = isAbsolute(pattern) ? pattern : join(dirname(resolve(from)), pattern);
	const count = (char: string) => path.split(char).length - 1;
	if (count('*') > 1 || count('?') > 1 || (path.includes('[') && path.includes(']'))) {
		return { problem: `Glob pattern may only contain one wildcard (*), but has others: ${path}` };
	}
	if (path.includes('[') || /(?:^|[^\\])(?:\\\\)*\\$/.test(path)) {
		return { problem: `Failed to use import pattern ${pattern}: syntax error in pattern` };
	}
	const files: ImportedFile[] = [];
	for (const name of matchingPaths(path)) {
		if (isFolder(name)) return { problem: `Could not import ${name}: is a directory` };
		const text = readCorefileFile(name);
		if (text !== undefined) files.push({ name, text });
	}
	return files.length === 0 && !/[*?]/.test(path) ? undefined : files;
}

/** The paths that exist for one with `*` and `?` in any of its parts. (path/filepath Glob) */
function matchingPaths(path: string): string[] {
	let found = [''];
	for (const part of path.split(/[\\/]/)) {
		if (!/[*?]/.test(part)) {
			found = found.map((folder) => (folder === '' && part !== '' ? part : `${folder}/${part}`));
			continue;
		}
		const pattern = part
			.replace(/[.+^${}()|[\]\\]/g, '\\$&')
			.replaceAll('*', '.*')
			.replaceAll('?', '.');
		const matches = new RegExp(`^${pattern}$`, 's');
		found = found.flatMap((folder) =>
			listFolder(`${folder}/`)
				.filter((name) => matches.test(name))
				.map((name) => `${folder}/${name}`),
		);
	}
	return found.map((name) => normalize(name)).filter((name) => existsSync(name));
}

function isFolder(path: string): boolean {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false;
	}
}

function listFolder(path: string): string[] {
	try {
		return readdirSync(path).sort();
	} catch {
		return [];
	}
}
