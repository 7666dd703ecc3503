// Invariant: every range is half-open, in UTF-16 units, relative to the start of its document,
// so that a document can move within its file without being touched.

/** Half-open range in UTF-16 units. */
export interface TextRange {
	readonly start: number;
	readonly end: number;
}

export interface SyntaxProblem extends TextRange {
	readonly message: string;
	/** True for text behind the document's end, which the API server does not look at. */
	readonly unread?: boolean;
}

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';

interface NodeProperties extends TextRange {
	readonly anchor?: string;
	/** As written: `!!str`, `!Ref`, `!<tag:…>`. */
	readonly tag?: string;
}

export interface ScalarNode extends NodeProperties {
	readonly kind: 'scalar';
	readonly style: ScalarStyle;
	/** The text after unfolding and unescaping; what type it has is decode's business. */
	readonly text: string;
	/** A template expression stands in it: its text has a word in its place, and is not what a cluster will see. */
	readonly templated: boolean;
}

export interface MappingNode extends NodeProperties {
	readonly kind: 'mapping';
	readonly flow: boolean;
	readonly pairs: readonly PairNode[];
	/** A template expression of its own line stands in it: more keys may come out of it than are written. */
	readonly open: boolean;
}

export interface SequenceNode extends NodeProperties {
	readonly kind: 'sequence';
	readonly flow: boolean;
	/** `undefined` for an item without content (`-` alone). */
	readonly items: readonly (ManifestNode | undefined)[];
	/** Where each item begins: at its `-`, or at its value in a flow sequence. */
	readonly itemStarts: readonly number[];
	readonly open: boolean;
}

export interface AliasNode extends NodeProperties {
	readonly kind: 'alias';
	readonly name: string;
	/** Absent if no anchor of that name stands before it. */
	readonly target?: ManifestNode;
}

export type ManifestNode = ScalarNode | MappingNode | SequenceNode | AliasNode;

export interface PairNode extends TextRange {
	/** A scalar in every manifest that means something; YAML allows any node. */
	readonly key: ManifestNode;
	/** Absent for `key:` without a value. */
	readonly value?: ManifestNode;
}

/** The node that stands for `node`: an alias's target, however many aliases away. */
export function dereference(node: ManifestNode | undefined): ManifestNode | undefined {
	let current = node;
	for (let hops = 0; current?.kind === 'alias' && hops < 100; hops++) current = current.target;
	return current?.kind === 'alias' ? undefined : current;
}

/** The last pair with this key: of duplicates the last one counts (go-yaml overwrites). Merge keys are not looked at. */
export function findPair(mapping: MappingNode, key: string): PairNode | undefined {
	for (let index = mapping.pairs.length - 1; index >= 0; index--) {
		const pair = mapping.pairs[index];
		if (pair?.key.kind === 'scalar' && pair.key.text === key) return pair;
	}
	return undefined;
}
