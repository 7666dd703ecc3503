import type { ManifestDocument } from '../manifest/manifest.ts';
import type { ManifestNode, TextRange } from '../manifest/node.ts';

/** A comment that switches a rule off. */
export interface Suppression extends TextRange {
	readonly rule: string;
	/** Where the id stands; start and end are the whole comment's. */
	readonly id: TextRange;
	/** The rules of the same comment, this one included. */
	readonly rules: readonly string[];
	/** The offsets (in the document) at which findings of the rule are switched off. */
	readonly from: number;
	readonly to: number;
}

const comment =
	/#[ \t]*servicescope-disable(-next-line)?[ \t]+([A-Za-z0-9][A-Za-z0-9-]*(?:[ \t]*,[ \t]*[A-Za-z0-9][A-Za-z0-9-]*)*)[^\r\n]*/g;

const read = new WeakMap<ManifestDocument, readonly Suppression[]>();

/**
 * `# servicescope-disable-next-line RULE [reason]` covers the next line that holds anything but a comment;
 * `# servicescope-disable RULE [reason]` the rest of the document. Several rules stand separated by commas.
 */
export function suppressionsIn(document: ManifestDocument): readonly Suppression[] {
	const known = read.get(document);
	if (known !== undefined) return known;
	const { text } = document;
	const found = text.includes('servicescope-disable') ? scan(document) : [];
	read.set(document, found);
	return found;
}

function scan(document: ManifestDocument): readonly Suppression[] {
	const { text } = document;
	const suppressions: Suppression[] = [];
	for (const match of text.matchAll(comment)) {
		const start = match.index;
		if (isInsideScalar(document.root, start)) continue;
		const end = start + match[0].trimEnd().length;
		const nextLine = match[1] !== undefined;
		const covered = nextLine
			? nextContentLine(text, end)
			: { start: lineStart(text, start), end: text.length };
		const list = match[2] ?? '';
		const rules = list.split(',').map((rule) => rule.trim());
		let at = start + match[0].indexOf(list);
		for (const written of list.split(',')) {
			const rule = written.trim();
			const idStart = at + written.indexOf(rule);
			const id = { start: idStart, end: idStart + rule.length };
			suppressions.push({ rule, id, rules, start, end, from: covered.start, to: covered.end });
			at += written.length + 1;
		}
	}
	return suppressions;
}

function nextContentLine(text: string, from: number): TextRange {
	let start = text.indexOf('\n', from) + 1;
	if (start === 0) return { start: text.length, end: text.length };
	for (;;) {
		const newline = text.indexOf('\n', start);
		const end = newline === -1 ? text.length : newline;
		if (!/^\s*(?:#|$)/.test(text.slice(start, end)) || newline === -1) return { start, end };
		start = newline + 1;
	}
}

function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

/** A `#` in a block of text (a ConfigMap's script) is no comment of the manifest. */
function isInsideScalar(node: ManifestNode | undefined, offset: number): boolean {
	if (node === undefined || offset < node.start || offset >= node.end) return false;
	if (node.kind === 'scalar') return true;
	if (node.kind === 'mapping')
		return node.pairs.some(({ key, value }) => isInsideScalar(key, offset) || isInsideScalar(value, offset));
	return node.kind === 'sequence' && node.items.some((item) => isInsideScalar(item, offset));
}
