// Invariant: reports only tabs that the API server's reader (go-yaml) refuses and the `yaml` package lets pass; one pass
// over the tree and the text. Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_to_next_token, …_scan_plain_scalar).
import type { ManifestNode, TextRange } from './node.ts';

/** What a tab may follow or stand in: a scalar or a whole flow collection. */
interface Leaf extends TextRange {
	readonly plain: boolean;
	/** The column from which on a line continues the plain scalar. */
	readonly indent: number;
}

const message = 'found a tab where only spaces may indent';

/** The first tab at which go-yaml gives up: before a token of a block collection, where a key could begin. */
export function tabProblem(
	text: string,
	root: ManifestNode | undefined,
): (TextRange & { message: string }) | undefined {
	if (!text.includes('\t')) return undefined;
	const leaves: Leaf[] = [];
	const dashes: number[] = [];
	if (root !== undefined) collect(root, 0, { text, leaves, dashes });
	const offset = tabAfterDash(text, dashes) ?? tabInIndentation(text, leaves);
	return offset === undefined ? undefined : { start: offset, end: offset + 1, message };
}

interface Collection {
	readonly text: string;
	readonly leaves: Leaf[];
	readonly dashes: number[];
}

function collect(node: ManifestNode, indent: number, into: Collection): void {
	const { start, end } = node;
	if (node.kind === 'scalar') into.leaves.push({ start, end, plain: node.style === 'plain', indent });
	else if (node.kind === 'alias' || node.flow) into.leaves.push({ start, end, plain: false, indent });
	else if (node.kind === 'mapping') {
		const inner = columnOf(into.text, node.pairs[0]?.start ?? start) + 1;
		for (const pair of node.pairs) {
			collect(pair.key, inner, into);
			if (pair.value !== undefined) collect(pair.value, inner, into);
		}
	} else {
		const inner = columnOf(into.text, node.itemStarts[0] ?? start) + 1;
		for (const [index, item] of node.items.entries()) {
			const dash = node.itemStarts[index];
			if (dash !== undefined) into.dashes.push(dash);
			if (item !== undefined) collect(item, inner, into);
		}
	}
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function tabAfterDash(text: string, dashes: readonly number[]): number | undefined {
	const tab = /- *\t/y;
	for (const dash of dashes) {
		tab.lastIndex = dash;
		if (tab.test(text)) return tab.lastIndex - 1;
	}
	return undefined;
}

function tabInIndentation(text: string, leaves: readonly Leaf[]): number | undefined {
	let index = -1;
	/** Only blanks stand between the leaf's end and here. */
	let blankUntil = 0;
	for (const match of text.matchAll(/^ *\t/gm)) {
		const offset = match.index + match[0].length - 1;
		for (let next = leaves[index + 1]; next !== undefined && next.start <= offset; next = leaves[index + 1]) {
			index++;
			blankUntil = next.end;
		}
		const leaf = leaves[index];
		if (leaf === undefined) return offset;
		const continues = leaf.plain && match[0].length > leaf.indent;
		if (leaf.end > offset) {
			if (leaf.plain && !continues) return offset;
			continue;
		}
		if (!continues || text.slice(blankUntil, offset).trim() !== '') return offset;
		blankUntil = offset;
	}
	return undefined;
}
