// Invariant: every file that PATH stands for is read, or the reason why not is told; nothing is skipped in silence.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import ignore from 'ignore';
import { isBinary } from '../workspace/text-scan.ts';
import { displayPath, manifestFiles, readBytes, readStandardInput } from './input.ts';

export interface LintFile {
	/** As people are shown it: relative to the current folder, absolute outside, with `/`. */
	readonly name: string;
	readonly uri: string;
	/** Without byte order mark. */
	readonly text: string;
	readonly byteOrderMark: boolean;
	/** Absent for standard input, and where writing the text back would change other bytes. */
	readonly path?: string;
	/** False for what is read only for what it tells about others. */
	readonly reported: boolean;
}

export interface LintInput {
	readonly files: readonly LintFile[];
	/** One line each. */
	readonly notes: readonly string[];
}

export interface LintInputOptions {
	readonly paths: readonly string[];
	/** Read, but not reported on. */
	readonly context: readonly string[];
	readonly stdinFilename: string | undefined;
	/** Patterns as in .gitignore, relative to the current folder. */
	readonly exclude: readonly string[];
	readonly maxFileSize: number;
}

/** Reads every PATH. A file that stands in several of them is read once. */
export function readLintInput(options: LintInputOptions): LintInput {
	const { paths, context, stdinFilename, exclude, maxFileSize } = options;
	const excluded = ignore().add([...exclude]);
	const files = new Map<string, LintFile>();
	const notes: string[] = [];
	const add = (file: LintFile) => {
		if (files.has(file.uri)) return;
		if (isBinary(file.text)) {
			notes.push(`${file.name}: not looked at, it holds NUL bytes and is no text`);
			return;
		}
		if (file.reported && file.text.length > maxFileSize)
			notes.push(`${file.name}: larger than maxFileSize; the editor leaves it alone, lint reads it`);
		files.set(file.uri, file);
	};
	// What is given on standard input stands for the file of that name.
	if (paths.includes('-')) add(standardInput(stdinFilename));
	for (const [list, reported] of [
		[paths, true],
		[context, false],
	] as const) {
		for (const path of list) {
			if (path === '-') continue;
			const found = manifestFiles(path);
			if (found.length === 0) notes.push(`${displayPath(path)}: no *.yaml, *.yml or *.json in it`);
			for (const each of found) {
				const below = relative('.', each).split(sep).join('/');
				const isBelow = below !== '' && !below.startsWith('../') && !isAbsolute(below);
				if (!isBelow || !excluded.ignores(below)) add(readFile(each, reported));
			}
		}
	}
	return { files: [...files.values()], notes };
}

const mark = '\uFEFF';

function readFile(path: string, reported: boolean): LintFile {
	const bytes = readBytes(path);
	const text = bytes.toString('utf8');
	const byteOrderMark = text.startsWith(mark);
	// Only a text with replacement characters may not be what the file holds.
	const isWritable = !text.includes('\uFFFD') || Buffer.from(text).equals(bytes);
	return {
		name: nameOf(path),
		uri: pathToFileURL(resolve(path)).href,
		text: byteOrderMark ? text.slice(1) : text,
		byteOrderMark,
		...(isWritable ? { path } : {}),
		reported,
	};
}

function standardInput(filename: string | undefined): LintFile {
	const text = readStandardInput();
	const byteOrderMark = text.startsWith(mark);
	return {
		name: filename === undefined ? '<stdin>' : nameOf(filename),
		uri: pathToFileURL(resolve(filename ?? '<stdin>')).href,
		text: byteOrderMark ? text.slice(1) : text,
		byteOrderMark,
		reported: true,
	};
}

/** Relative to the current folder, absolute outside it. */
export function nameOf(path: string): string {
	const absolute = resolve(path);
	const below = relative('.', absolute);
	const isOutside = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
	return displayPath(isOutside ? absolute : below);
}

/** The file's text as it is stored. */
export function storedText({ byteOrderMark }: LintFile, text: string): string {
	return byteOrderMark ? mark + text : text;
}
