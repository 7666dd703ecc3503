// Invariant: an entry is put before the others, and none of them is touched.
import { eol, formatScalar, type TextEdit } from './edit.ts';
import type { ManifestDocument } from './manifest.ts';
import { locate, type PathStep } from './path.ts';

/** A mapping of scalars to write. */
export type NewEntry = Readonly<Record<string, string | number | boolean>>;

/** Puts an entry at the head of a list that has entries already; undefined where there is no such list in this text. */
export function prependEntry(
	document: ManifestDocument,
	path: readonly PathStep[],
	entry: NewEntry,
): TextEdit | undefined {
	const { exact, node } = locate(document.root, path);
	const start = node?.kind === 'sequence' ? node.itemStarts[0] : undefined;
	if (!exact || node?.kind !== 'sequence' || start === undefined) return undefined;
	if (node.flow) {
		// JSON is YAML too, and stands beside entries of either style.
		const members = Object.entries(entry).map(
			([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
		);
		return { start, end: start, newText: `{${members.join(', ')}}, ` };
	}
	const { text } = document;
	const lead = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
	// A list in a list begins on the line of the outer dash.
	if (lead.trim() !== '') return undefined;
	const lines = Object.entries(entry).map(([key, value]) => `${key}: ${formatScalar(value)}`);
	return {
		start,
		end: start,
		newText: `- ${lines.join(`${eol(document)}${lead}  `)}${eol(document)}${lead}`,
	};
}

/** The same entry as the first of a list that is still to be written, as a block below its key. */
export function listBlock(entry: NewEntry): { readonly block: string } {
	const lines = Object.entries(entry).map(([key, value]) => `${key}: ${formatScalar(value)}`);
	return { block: `\n  - ${lines.join('\n    ')}` };
}
