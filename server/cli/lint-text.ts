// Invariant: a finding begins with `file:line:column level`, so that editors and terminals can jump to it.
import type { Severity } from '../rules/rule.ts';
import type { LineIndex } from './line-index.ts';
import { oneLine, type Region } from './lint-finding.ts';
import type { LintFormat, LintFormatOptions } from './lint-format.ts';

const styles = {
	error: '31',
	warning: '33',
	info: '36',
	hint: '36',
	bold: '1',
	dim: '2',
	caret: '32',
} as const;

/** Longer lines are cut around what is meant. */
const maxLineLength = 160;

/** For people: each finding with its line and what may be done, then a summary. */
export function textFormat({ colors }: LintFormatOptions): LintFormat {
	const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
	const files = new Set<string>();
	let fixable = 0;
	const paint = (style: keyof typeof styles, text: string) =>
		colors ? `\u001b[${styles[style]}m${text}\u001b[0m` : text;
	return {
		finding: (finding, run) => {
			const { file, start, severity, message, rule, related, fixes } = finding;
			counts[severity]++;
			files.add(file);
			if (fixes.some(({ safe }) => safe)) fixable++;
			const place = paint('bold', `${file}:${start.line}:${start.column}`);
			const lines = [
				`${place} ${paint(severity, severity)} ${oneLine(message)} ${paint('dim', rule)}`,
				...excerpt(finding, run.linesOf(finding.uri), (text) => paint('caret', text)),
				...related.map(
					(note) => `  note: ${note.file}:${note.start.line}:${note.start.column} ${oneLine(note.message)}`,
				),
				...fixes.slice(0, 1).map(({ title, safe }) => `  ${safe ? 'fix (--fix)' : 'fix'}: ${oneLine(title)}`),
			];
			return `${lines.join('\n')}\n\n`;
		},
		end: (fileCount) => `${summary(counts, files.size, fileCount, fixable)}\n`,
	};
}

function summary(
	counts: Readonly<Record<Severity, number>>,
	files: number,
	fileCount: number,
	fixable: number,
): string {
	const found = [
		amount(counts.error, 'error'),
		amount(counts.warning, 'warning'),
		amount(counts.info, 'info', 'infos'),
		amount(counts.hint, 'hint'),
	].filter((text) => !text.startsWith('0 '));
	const all = amount(fileCount, 'file');
	if (found.length === 0) return `nothing found in ${all}`;
	const fixes = fixable === 0 ? '' : `; ${fixable} of them can be fixed with --fix`;
	return `${found.join(', ')} in ${files} of ${all}${fixes}`;
}

function amount(number: number, one: string, many = `${one}s`): string {
	return `${number} ${number === 1 ? one : many}`;
}

/** The line that is meant, with a caret under each of its columns that are. */
function excerpt({ start, end }: Region, lines: LineIndex, paint: (text: string) => string): string[] {
	const whole = lines.line(start.line);
	if (whole.trim() === '') return [];
	const cut = Math.max(0, Math.min(start.column - 1 - 40, whole.length - maxLineLength));
	const from = whole.length > maxLineLength ? cut : 0;
	const shown = whole.slice(from, from + maxLineLength);
	const first = start.column - 1 - from;
	const last = end.line > start.line ? shown.length : Math.min(end.column - 1 - from, shown.length);
	const lead = shown.slice(0, first).replace(/[^\t]/gu, (char) => ' '.repeat(widthOf(char)));
	const meant = [...shown.slice(first, last)].reduce((sum, char) => sum + widthOf(char), 0);
	const number = String(start.line);
	const gutter = ' '.repeat(number.length);
	const ellipsis = from > 0 ? '…' : '';
	return [
		`  ${number} | ${ellipsis}${printable(shown)}`,
		`  ${gutter} | ${from > 0 ? ' ' : ''}${lead}${paint('^'.repeat(Math.max(1, meant)))}`,
	];
}

/** A file's text must not steer the terminal. */
function printable(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced.
	return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\u{fffd}');
}

/** Columns of a terminal: East Asian wide characters and emoji take two, marks none. */
function widthOf(char: string): number {
	if (/\p{Mark}|\u200d|[\ufe00-\ufe0f]/u.test(char)) return 0;
	return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u.test(
		char,
	)
		? 2
		: 1;
}
