// Invariant: what can't be read is a UsageError with one line; nothing is skipped in silence.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { settingsFile } from './settings-file.ts';
import { UsageError } from './usage-error.ts';

export interface InputFile {
	/** As found: the given path, or folder plus path below it; '-' for standard input. */
	readonly name: string;
	readonly text: string;
}

/** Reads every PATH: a file, a folder (its *.yaml, *.yml and *.json but the settings) or `-`. Sorted by name within a folder. */
export function readInput(paths: readonly string[], stdinName = '-'): InputFile[] {
	const files: InputFile[] = [];
	for (const path of paths) {
		if (path === '-') files.push({ name: stdinName, text: readText(0, 'standard input') });
		else for (const file of manifestFiles(path)) files.push({ name: file, text: readText(file, file) });
	}
	return files;
}

/** The files that PATH stands for. A file is taken whatever its ending. */
export function manifestFiles(path: string): string[] {
	let isFolder: boolean;
	try {
		isFolder = statSync(path).isDirectory();
	} catch (error) {
		throw new UsageError(`${path}: ${reason(error)}`);
	}
	if (!isFolder) return [path];
	const found: string[] = [];
	walk(path, '', ignoredAbove(path), found);
	return found;
}

interface IgnoreFile {
	/** The .gitignore's folder; '' for the folder that is searched, above it `up` says how to get there. */
	readonly below: string;
	/** The way from the .gitignore's folder down to the one that is searched, with a final slash. */
	readonly up?: string;
	readonly rules: Ignore;
}

/** The .gitignore files of the folders around, up to the repository's root; those that ignore the folder itself do not count. */
function ignoredAbove(path: string): IgnoreFile[] {
	const files: IgnoreFile[] = [];
	let way = '';
	for (let folder = resolve(path); ; ) {
		if (existsSync(join(folder, '.git'))) return files;
		const parent = dirname(folder);
		// Outside of a repository there is nothing to ignore.
		if (parent === folder) return [];
		way = `${basename(folder)}/${way}`;
		folder = parent;
		const file = join(folder, '.gitignore');
		if (!existsSync(file)) continue;
		const rules = ignore().add(readText(file, file));
		if (!rules.ignores(way)) files.unshift({ below: '', up: way, rules });
	}
}

function walk(root: string, below: string, inherited: readonly IgnoreFile[], found: string[]): void {
	const folder = join(root, below);
	let entries: ReturnType<typeof readEntries>;
	try {
		entries = readEntries(folder);
	} catch (error) {
		throw new UsageError(`${folder}: ${reason(error)}`);
	}
	const rules = entries.some((entry) => entry.name === '.gitignore')
		? [...inherited, { below, rules: ignore().add(readText(join(folder, '.gitignore'), folder)) }]
		: inherited;
	for (const entry of entries) {
		if (entry.name === '.git' || entry.name === 'node_modules' || entry.name === settingsFile) continue;
		const path = below === '' ? entry.name : posix.join(below, entry.name);
		const folderLike = entry.isDirectory();
		if (rules.some((file) => isIgnored(file, folderLike ? `${path}/` : path))) continue;
		if (folderLike) walk(root, path, rules, found);
		else if (/\.(?:ya?ml|json)$/i.test(entry.name) && entry.isFile()) found.push(join(root, path));
	}
}

function readEntries(folder: string) {
	return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isIgnored(file: IgnoreFile, path: string): boolean {
	const relative = file.below === '' ? path : path.slice(file.below.length + 1);
	return relative !== '' && file.rules.ignores(`${file.up ?? ''}${relative}`);
}

function readText(path: string | number, name: string): string {
	return readBytes(path, name).toString('utf8');
}

/** A file's bytes. */
export function readBytes(path: string | number, name = String(path)): Buffer {
	try {
		return readFileSync(path);
	} catch (error) {
		throw new UsageError(`${name}: ${reason(error)}`);
	}
}

export function readStandardInput(): string {
	return readText(0, 'standard input');
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'no such file or folder',
	EACCES: 'not allowed to read it',
	EISDIR: 'is a folder',
	ENOTDIR: 'no such file or folder',
};

function reason(error: unknown): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** A path as the output shows it: with `/` on every system. */
export function displayPath(path: string): string {
	return sep === '/' ? path : path.replaceAll(sep, '/');
}
