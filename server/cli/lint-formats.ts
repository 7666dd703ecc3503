// Invariant: this is the one list of formats; options and help are read from it.
import type { LintFormat, LintFormatOptions } from './lint-format.ts';
import { githubFormat } from './lint-github.ts';
import { jsonFormat } from './lint-json.ts';
import { sarifFormat } from './lint-sarif.ts';
import { textFormat } from './lint-text.ts';

export const lintFormats = {
	text: textFormat,
	json: jsonFormat,
	sarif: sarifFormat,
	github: githubFormat,
} as const satisfies Record<string, (options: LintFormatOptions) => LintFormat>;

export type LintFormatName = keyof typeof lintFormats;
