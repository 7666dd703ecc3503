// Invariant: a format gets every finding once, in order, and then the end; it writes to standard output alone.
import type { LintFinding } from './lint-finding.ts';
import type { LintRun } from './lint-run.ts';

export interface LintFormatOptions {
	readonly colors: boolean;
	readonly version: string;
}

/** Turns findings into text, piece by piece. */
export interface LintFormat {
	readonly finding: (finding: LintFinding, run: LintRun) => string;
	readonly end: (fileCount: number) => string;
}
