// Invariant: decoding never throws, and its work is bounded whatever aliases the text holds.
import { dereference, type ManifestNode, type MappingNode, type ScalarNode, type TextRange } from './node.ts';
import { formatFieldPath, type PathStep } from './path.ts';
import { resolvePlainScalar, type ScalarValue } from './scalar.ts';

/** A decoded value, as JSON has it. Whole numbers beyond 2^53 are `bigint`. */
export type PlainValue = ScalarValue | readonly PlainValue[] | PlainObject;
export interface PlainObject {
	readonly [key: string]: PlainValue | undefined;
}

export interface DecodeProblem extends TextRange {
	readonly kind: 'duplicate-key' | 'unknown-alias' | 'bad-key' | 'bad-tag' | 'bad-merge' | 'too-large';
	/** The field path of the offending key or value. */
	readonly path: string;
	readonly message: string;
}

export interface Decoded {
	/** Undefined for a document without content. */
	readonly value: PlainValue | undefined;
	readonly problems: readonly DecodeProblem[];
}

/** Nodes that one document may expand to; go-yaml refuses ratios of about this size as "excessive aliasing". */
const maxNodes = 2_000_000;

/** Turns a tree into the value that the API server would read from it. */
export function decode(root: ManifestNode | undefined): Decoded {
	if (root === undefined) return { value: undefined, problems: [] };
	const decoder = new Decoder();
	const value = decoder.value(root, []);
	return { value, problems: decoder.problems };
}

class Decoder {
	readonly problems: DecodeProblem[] = [];
	private nodes = 0;
	private readonly open = new Set<ManifestNode>();

	value(node: ManifestNode | undefined, path: PathStep[]): PlainValue {
		if (node === undefined) return null;
		if (++this.nodes > maxNodes) {
			if (this.nodes === maxNodes + 1)
				this.report('too-large', node, path, 'aliases expand to too many nodes');
			return null;
		}
		if (node.kind === 'scalar') return scalarValue(node);
		if (node.kind === 'alias') return this.alias(node, path);
		if (this.open.has(node)) {
			this.report('too-large', node, path, 'an anchor contains itself');
			return null;
		}
		this.open.add(node);
		const value =
			node.kind === 'sequence'
				? node.items.map((item, index) => this.value(item, [...path, index]))
				: this.mapping(node, path);
		this.open.delete(node);
		return value;
	}

	private alias(node: ManifestNode & { kind: 'alias' }, path: PathStep[]): PlainValue {
		if (node.target === undefined) {
			this.report('unknown-alias', node, path, `unknown anchor '${node.name}' referenced`);
			return null;
		}
		return this.value(node.target, path);
	}

	private mapping(node: MappingNode, path: PathStep[]): PlainObject {
		const entries = new Map<string, PlainValue>();
		const written = new Set<string>();
		for (const pair of node.pairs) {
			const key = keyText(pair.key);
			if (key === undefined) {
				this.report('bad-key', pair.key, path, 'a key must be a word, a number or a truth value');
				continue;
			}
			if (key === '<<' && isPlain(pair.key)) {
				this.merge(pair.value, entries, written, path);
				continue;
			}
			const keyPath = [...path, key];
			if (written.has(key))
				this.report('duplicate-key', pair.key, keyPath, `key "${key}" already set in map`);
			written.add(key);
			entries.set(key, this.value(pair.value, keyPath));
		}
		return toObject(entries);
	}

	/** Merged keys never replace written ones; of several sources the first wins (yaml.org/type/merge). */
	private merge(
		source: ManifestNode | undefined,
		entries: Map<string, PlainValue>,
		written: ReadonlySet<string>,
		path: PathStep[],
	): void {
		const node = dereference(source);
		const sources = node?.kind === 'sequence' ? node.items.map(dereference) : [node];
		const merged = new Set<string>();
		for (const candidate of sources) {
			if (candidate?.kind !== 'mapping') {
				this.report(
					'bad-merge',
					source ?? { start: 0, end: 0 },
					path,
					'map merge requires map or sequence of maps as the value',
				);
				continue;
			}
			for (const [key, value] of Object.entries(this.value(candidate, path) as PlainObject)) {
				if (written.has(key) || merged.has(key)) continue;
				merged.add(key);
				entries.set(key, value ?? null);
			}
		}
	}

	private report(
		kind: DecodeProblem['kind'],
		range: TextRange,
		path: readonly PathStep[],
		message: string,
	): void {
		this.problems.push({ kind, start: range.start, end: range.end, path: formatFieldPath(path), message });
	}
}

/** Map entries as an object; `__proto__` becomes a plain key, not a prototype. */
function toObject(entries: ReadonlyMap<string, PlainValue>): PlainObject {
	return Object.fromEntries(entries);
}

function isPlain(node: ManifestNode): boolean {
	return node.kind === 'scalar' && node.style === 'plain';
}

/** JSON's keys are strings: sigs.k8s.io/yaml writes numbers and truth values out. */
function keyText(key: ManifestNode): string | undefined {
	const node = dereference(key);
	if (node?.kind !== 'scalar') return undefined;
	const value = scalarValue(node);
	if (value === null) return undefined;
	return typeof value === 'string' ? value : String(value);
}

function scalarValue(node: ScalarNode): ScalarValue {
	if (node.tag !== undefined) return taggedValue(node, node.tag);
	if (node.templated) return node.text;
	return node.style === 'plain' ? resolvePlainScalar(node.text) : node.text;
}

/** Tags of YAML's own are obeyed; of others (`!Ref`) the text counts. */
function taggedValue(node: ScalarNode, tag: string): ScalarValue {
	if (tag === '!!str' || tag === 'tag:yaml.org,2002:str' || tag === '!') return node.text;
	return tag.startsWith('!!') || tag.startsWith('tag:yaml.org,2002:')
		? resolvePlainScalar(node.text)
		: node.text;
}
