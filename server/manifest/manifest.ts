// Invariant: a ManifestDocument is immutable and knows no offset of its own. An edit makes new documents only for the
// spans that it touched; the others keep their identity, so everything above can be keyed by document.
import { type Decoded, decode } from './decode.ts';
import type { ManifestNode, SyntaxProblem, TextRange } from './node.ts';
import { type ParsedTree, parseTree } from './parse.ts';
import { splitDocuments } from './split.ts';

/** One YAML document. Ranges inside are relative to the document's start. */
export class ManifestDocument {
	readonly text: string;
	private tree: ParsedTree | undefined;
	private value: Decoded | undefined;

	constructor(text: string) {
		this.text = text;
	}

	/** Absent where the document is empty, holds only comments or cannot be read at all. */
	get root(): ManifestNode | undefined {
		return this.parsed.root;
	}

	get problems(): readonly SyntaxProblem[] {
		return this.parsed.problems;
	}

	/** Template expressions (`{{ … }}`), in order; empty for plain YAML. */
	get expressions(): readonly TextRange[] {
		return this.parsed.expressions;
	}

	/** The document's value as the API server would read it. Computed once. */
	get decoded(): Decoded {
		this.value ??= decode(this.root);
		return this.value;
	}

	/** Parsed when first asked for: a file's unread documents cost a line scan. */
	private get parsed(): ParsedTree {
		this.tree ??= parseTree(this.text);
		return this.tree;
	}
}

export interface PlacedDocument {
	/** Where the document starts in the file, in UTF-16 units. */
	readonly offset: number;
	readonly document: ManifestDocument;
}

/** A file's text as its YAML documents, in order and without gaps. There is always at least one. */
export interface Manifest {
	readonly text: string;
	readonly documents: readonly PlacedDocument[];
}

/** A replaced range of the old text and the length of what stands there now. */
export interface TextChange extends TextRange {
	readonly newLength: number;
}

export function parseManifest(text: string): Manifest {
	return { text, documents: place(text, splitDocuments(text).spans) };
}

/** The manifest after `change`; documents that it does not touch keep their identity. */
export function editManifest(old: Manifest, newText: string, change: TextChange): Manifest {
	const { documents } = old;
	const delta = change.newLength - (change.end - change.start);
	if (old.text.length + delta !== newText.length) return reparse(old, newText);
	// A marker with its line break is four characters: an edit up to three behind it can make or break it.
	const first = indexAt(documents, change.start - 4);
	const last = indexAt(documents, change.end);
	const next = documents[last + 1];
	const from = documents[first]?.offset ?? 0;
	const to = next === undefined ? newText.length : next.offset + delta;
	const { spans, complete } = splitDocuments(newText, from, to);
	// A document that starts without `---` depends on how the one before it ended.
	if (!complete || (next !== undefined && !newText.startsWith('---', to))) return reparse(old, newText);
	const following = documents.slice(last + 1);
	const shifted =
		delta === 0 ? following : following.map(({ offset, document }) => ({ offset: offset + delta, document }));
	return { text: newText, documents: [...documents.slice(0, first), ...place(newText, spans), ...shifted] };
}

/** Splits the whole text anew, but keeps the documents whose text stayed. */
function reparse(old: Manifest, newText: string): Manifest {
	const known = new Map(old.documents.map(({ document }) => [document.text, document]));
	const documents = splitDocuments(newText).spans.map(({ start, end }) => {
		const text = newText.slice(start, end);
		const document = known.get(text) ?? new ManifestDocument(text);
		// Equal texts are still two documents.
		known.delete(text);
		return { offset: start, document };
	});
	return { text: newText, documents };
}

/** The index of the document that holds `offset`; offsets outside the text count as the first or last. */
export function indexAt(documents: readonly PlacedDocument[], offset: number): number {
	let low = 0;
	let high = documents.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((documents[middle]?.offset ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The document that holds `offset`. */
export function documentAt(manifest: Manifest, offset: number): PlacedDocument | undefined {
	return manifest.documents[indexAt(manifest.documents, offset)];
}

function place(text: string, spans: readonly TextRange[]): PlacedDocument[] {
	return spans.map(({ start, end }) => ({
		offset: start,
		document: new ManifestDocument(text.slice(start, end)),
	}));
}
