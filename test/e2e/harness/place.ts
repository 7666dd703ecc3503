// How tests name a position in a document.

/**
 * A place in the active document: the first occurrence of a text; or a text with the number of its occurrence (from 0)
 * and an offset from its start in UTF-16 units; or a line and a column, both from 1 as the editor shows them.
 */
export type Place =
	| string
	| { readonly text: string; readonly occurrence?: number; readonly offset?: number }
	| { readonly line: number; readonly column: number };

/** A position as LSP and the vscode API count: from 0. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

/** Finds a place in a text. Throws if the text is not there: then the test is wrong. */
export function resolvePlace(text: string, place: Place): Position {
	if (typeof place === 'object' && 'line' in place) {
		return { line: place.line - 1, character: place.column - 1 };
	}
	const { text: wanted, occurrence = 0, offset = 0 } = typeof place === 'string' ? { text: place } : place;
	let at = text.indexOf(wanted);
	for (let found = 0; found < occurrence && at !== -1; found++) at = text.indexOf(wanted, at + 1);
	if (at === -1) throw new Error(`no ${JSON.stringify(wanted)} (occurrence ${occurrence}) in:\n${text}`);
	const before = text.slice(0, at + offset).split('\n');
	return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
