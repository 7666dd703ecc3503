// Invariant: a change of a watched file or folder is told within 100 ms, also where the system reports nothing: there
// sizes and times are compared.
import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stampOf } from './file-stamp.ts';
import { manifestFiles } from './input.ts';
import { UsageError } from './usage-error.ts';

/** Milliseconds of quiet before files are read: editors write in several steps. */
const settle = 20;
/** Milliseconds after which files are read though they keep changing. */
const longest = 80;
/** Milliseconds between two looks at folders that cannot be watched. */
const pollInterval = 100;

/** Calls `changed` after each change below the paths, until the returned function is called. */
export function watchInput(paths: readonly string[], changed: () => void): () => void {
	const watcher = new InputWatcher(paths, changed);
	return () => watcher.close();
}

class InputWatcher {
	private readonly paths: readonly string[];
	private readonly changed: () => void;
	private readonly folders = new Map<string, FSWatcher>();
	private poll: NodeJS.Timeout | undefined;
	private timer: NodeJS.Timeout | undefined;
	private firstEvent = 0;
	private lastSeen: string;

	constructor(paths: readonly string[], changed: () => void) {
		this.paths = paths;
		this.changed = changed;
		this.watchFolders();
		this.lastSeen = this.state();
	}

	close(): void {
		for (const watcher of this.folders.values()) watcher.close();
		clearInterval(this.poll);
		clearTimeout(this.timer);
	}

	/** Watches every folder that holds input; new ones when they appear. A file is watched through its folder. */
	private watchFolders(): void {
		const wanted = new Set(this.paths.flatMap(foldersOf));
		for (const [folder, watcher] of this.folders) {
			if (wanted.has(folder)) continue;
			watcher.close();
			this.folders.delete(folder);
		}
		for (const folder of wanted) {
			if (!this.folders.has(folder)) this.watchFolder(folder);
		}
	}

	private watchFolder(folder: string): void {
		try {
			const watcher = watch(folder, () => this.notice());
			watcher.on('error', () => {
				watcher.close();
				this.folders.delete(folder);
				this.pollInstead();
			});
			this.folders.set(folder, watcher);
		} catch {
			// No watches left, or a file system without them.
			this.pollInstead();
		}
	}

	private pollInstead(): void {
		this.poll ??= setInterval(() => {
			if (this.state() !== this.lastSeen) this.notice();
		}, pollInterval);
	}

	private notice(): void {
		const now = Date.now();
		if (this.timer === undefined) this.firstEvent = now;
		clearTimeout(this.timer);
		const wait = Math.max(0, Math.min(settle, this.firstEvent + longest - now));
		this.timer = setTimeout(() => {
			this.timer = undefined;
			this.watchFolders();
			// Reading a file can be an event too: only what differs is a change.
			const state = this.state();
			if (state === this.lastSeen) return;
			this.lastSeen = state;
			this.changed();
		}, wait);
	}

	/** Names, sizes and times of all files. */
	private state(): string {
		return this.paths
			.flatMap((path) => {
				try {
					return manifestFiles(path).map((file) => `${file} ${stampOf(file).stamp}`);
				} catch (error) {
					if (!(error instanceof UsageError)) throw error;
					return [`${path} is gone`];
				}
			})
			.join('\n');
	}
}

/** The folder of a file, or a folder and all folders below it. */
function foldersOf(path: string): string[] {
	try {
		if (statSync(path).isDirectory()) return [path, ...foldersBelow(path)];
	} catch {
		// It may come back: its place is watched.
	}
	return [dirname(path)];
}

function foldersBelow(folder: string): string[] {
	try {
		return readdirSync(folder, { withFileTypes: true })
			.filter((entry) => entry.isDirectory() && !skipped.has(basename(entry.name)))
			.flatMap((entry) => [join(folder, entry.name), ...foldersBelow(join(folder, entry.name))]);
	} catch {
		return [];
	}
}

const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules']);
