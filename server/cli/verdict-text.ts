// Invariant: every line about a field names the line of the file where it stands, or where it should stand.
import type { PairNode } from '../manifest/node.ts';
import { locate, parseFieldPath } from '../manifest/path.ts';
import type { JudgedRecord } from './judged-records.ts';

/** The block of one object: a heading, then a line for each cause or warning. */
export function recordText(record: JudgedRecord): string {
	const { verdict, outcome } = record;
	const lines: string[] = [];
	if (verdict.accepted) {
		lines.push(`${headingOf(record)}  ${outcome ?? 'accepted'}`);
		for (const { field, message } of verdict.warnings) {
			lines.push(`  warning: ${message} (line ${lineOf(record, field)})`);
		}
	} else if (verdict.code === 422) {
		lines.push(`${headingOf(record)}  rejected (422 ${verdict.reason})`);
		for (const { field, message } of verdict.causes) {
			lines.push(`  line ${lineOf(record, field)}: ${field}: ${message}`);
		}
	} else {
		lines.push(`${headingOf(record)}  rejected (${verdict.code} ${verdict.reason})`);
		for (const { path, message } of verdict.fields) lines.push(`  line ${lineOf(record, path)}: ${message}`);
	}
	return `${lines.join('\n')}\n`;
}

/** What is said once, at the end. */
export function summaryText(counts: { accepted: number; rejected: number; warnings: number }): string {
	if (counts.accepted + counts.rejected === 0) return 'no objects\n';
	const warnings = counts.warnings === 0 ? '' : `, ${counted(counts.warnings, 'warning')}`;
	return `${counts.accepted} accepted, ${counts.rejected} rejected${warnings}\n`;
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function headingOf(record: JudgedRecord): string {
	const { file, kind, name, namespace } = record;
	const full = [namespace, name].filter((part) => part !== null).join('/');
	const what = [kind ?? 'a document', name === null ? '' : full].filter((part) => part !== '').join(' ');
	return `${file}:${lineOf(record, '')}: ${what}`;
}

/** The 1-based line of the file at which the field stands, or else its nearest parent. */
function lineOf({ source, path, line }: JudgedRecord, field: string): number {
	const { root, text, problems } = source;
	const [syntax] = problems;
	if (field === '' && syntax !== undefined)
		return line + lineAt(text, Math.min(syntax.start, text.trimEnd().length));
	const found = locate(root, [...path, ...parseFieldPath(field)]);
	const pair: PairNode | undefined = found.pair;
	const start = pair?.key.start ?? found.itemStart ?? found.node?.start ?? 0;
	return line + lineAt(text, start);
}

/** 1-based. */
function lineAt(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
	return line;
}
