// Invariant: two stamps of a file are equal only if nothing was written to it between.
import { statSync } from 'node:fs';

export interface FileStamp {
	readonly stamp: string;
	/** Unix time in seconds; 0 for standard input and for a file that is gone. */
	readonly changed: number;
}

/** Milliseconds within which a file system may give two writes the same time. */
const tick = 50;
let unsure = 0;

/** What tells one state of a file from another, without reading it. */
export function stampOf(file: string): FileStamp {
	if (file === '-') return { stamp: 'standard input', changed: 0 };
	try {
		const { mtimeMs, size, ino } = statSync(file);
		// Written just now: another write of the same size may follow and look the same, so this stamp equals no other.
		const doubt = Date.now() - mtimeMs < tick ? ` ${++unsure}` : '';
		return { stamp: `${mtimeMs} ${size} ${ino}${doubt}`, changed: Math.floor(mtimeMs / 1000) };
	} catch {
		return { stamp: 'gone', changed: 0 };
	}
}
