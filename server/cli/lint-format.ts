// Invariant: a format gets every finding once, in order, and then the end; it writes to standard output alone.
import type { LintFinding } from './lint-finding.ts';
import { githubFormat } from './lint-github.ts';
import { jsonFormat } from './lint-json.ts';
import type { LintRun } from './lint-run.ts';
import { sarifFormat } from './lint-sarif.ts';
import { textFormat } from './lint-text.ts';

export interface LintFormatOptions {
	readonly colors: boolean;
	readonly version: string;
}

/** Turns findings into text, piece by piece. */
export interface LintFormat {
	readonly finding: (finding: LintFinding, run: LintRun) => string;
	readonly end: (fileCount: number) => string;
}

export const lintFormats = {
	text: textFormat,
	json: jsonFormat,
	sarif: sarifFormat,
	github: githubFormat,
} as const satisfies Record<string, (options: LintFormatOptions) => LintFormat>;

export type LintFormatName = keyof typeof lintFormats;
