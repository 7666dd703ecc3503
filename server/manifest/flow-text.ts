// Invariant: between braces everything is written between braces; beside quoted keys it is JSON.
import { parse, stringify } from 'yaml';
import type { ManifestDocument } from './manifest.ts';
import type { PairNode } from './node.ts';

/** What is written as lines of a block, as it must stand inside a flow collection, beside `neighbour`. */
export function flowText(block: string, neighbour: PairNode | undefined): string {
	const value: unknown = parse(block, { version: '1.1' });
	// JSON is YAML, but not the other way round: a pair with a quoted key stands in JSON.
	const isJson = neighbour?.key.kind === 'scalar' && neighbour.key.style === 'double-quoted';
	const scalar = isJson ? 'QUOTE_DOUBLE' : 'PLAIN';
	return stringify(value, {
		version: '1.1',
		lineWidth: 0,
		collectionStyle: 'flow',
		flowCollectionPadding: false,
		defaultKeyType: scalar,
		defaultStringType: scalar,
	}).trimEnd();
}

/** The first pair of a document that is one flow mapping, as JSON is. */
export function firstInBraces({ root }: ManifestDocument): PairNode | undefined {
	return root?.kind === 'mapping' && root.flow ? root.pairs[0] : undefined;
}
