// Invariant: what stands between `{{ if }}` and `{{ end }}` may be left out of the manifest, or stand beside something else.
import type { ManifestDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import { locate, type PathStep } from '../manifest/path.ts';
import type { IndexedObject } from '../workspace/object-index.ts';

const known = new WeakMap<ManifestDocument, readonly TextRange[]>();

/** True if a template's condition or loop inside the object decides whether the field stands there at all. */
export function isConditional({ object }: IndexedObject, path: readonly PathStep[]): boolean {
	const { document } = object;
	if (document.expressions.length === 0) return false;
	const { pair, node } = locate(document.root, [...object.path, ...path]);
	const at = (pair ?? node)?.start;
	const start = locate(document.root, object.path).node?.start ?? 0;
	return (
		at !== undefined &&
		blocksOf(document).some((block) => block.start > start && block.start < at && block.end > at)
	);
}

/** From each `if`, `with`, `range`, `define` or `block` to its `end`, or to the end of the text. */
function blocksOf(document: ManifestDocument): readonly TextRange[] {
	const before = known.get(document);
	if (before !== undefined) return before;
	const blocks: TextRange[] = [];
	const open: number[] = [];
	for (const { start, end } of document.expressions) {
		const word = /^\{\{-?\s*(\w+)/.exec(document.text.slice(start, Math.min(end, start + 40)))?.[1] ?? '';
		if (/^(?:if|with|range|define|block)$/.test(word)) open.push(start);
		const opened = word === 'end' ? open.pop() : undefined;
		if (opened !== undefined) blocks.push({ start: opened, end });
	}
	blocks.push(...open.map((start) => ({ start, end: document.text.length })));
	known.set(document, blocks);
	return blocks;
}
