// Invariant: decoding never throws, its work is bounded whatever aliases the text holds, and the value is the one that the
// API server reads (sigs.k8s.io/yaml YAMLToJSON). Source: go.yaml.in/yaml/v2 decode.go.
import { keyOf } from './map-key.ts';
import { dereference, type ManifestNode, type MappingNode, type ScalarNode, type TextRange } from './node.ts';
import { formatFieldPath, type PathStep } from './path.ts';
import { resolvePlainScalar, resolveTaggedScalar, type ScalarValue } from './scalar.ts';

/** A decoded value, as JSON has it. Whole numbers beyond 2^53 are `bigint`. */
export type PlainValue = ScalarValue | readonly PlainValue[] | PlainObject;
export interface PlainObject {
	readonly [key: string]: PlainValue | undefined;
}

export interface DecodeProblem extends TextRange {
	readonly kind:
		| 'duplicate-key'
		| 'unknown-alias'
		| 'bad-key'
		| 'bad-tag'
		| 'bad-merge'
		| 'bad-number'
		| 'too-large';
	/** The field path of the offending key or value. */
	readonly path: string;
	readonly message: string;
}

export interface Decoded {
	/** Undefined for a document without content. */
	readonly value: PlainValue | undefined;
	readonly problems: readonly DecodeProblem[];
}

/** Turns a tree into the value that the API server would read from it. */
export function decode(root: ManifestNode | undefined): Decoded {
	if (root === undefined) return { value: undefined, problems: [] };
	const decoder = new Decoder();
	const value = decoder.value(root);
	return { value, problems: decoder.problems };
}

class Decoder {
	readonly problems: DecodeProblem[] = [];
	private readonly path: PathStep[] = [];
	/** Aliases that are being followed. */
	private readonly followed = new Set<ManifestNode>();
	private decoded = 0;
	private badNumbers = 0;
	private aliased = 0;
	private stopped = false;

	value(node: ManifestNode | undefined): PlainValue {
		if (!this.count(node)) return null;
		if (node === undefined) return null;
		switch (node.kind) {
			case 'scalar':
				return this.scalar(node);
			case 'alias':
				return this.alias(node, (target) => this.value(target)) ?? null;
			case 'sequence':
				return node.items.map((item, index) => {
					this.path.push(index);
					const value = this.value(item);
					this.path.pop();
					return value;
				});
			case 'mapping': {
				const entries = new Map<string, PlainValue>();
				this.mapping(node, entries, new Set());
				return Object.fromEntries(entries);
			}
		}
	}

	/** False once aliases make too much of the work (go-yaml's "excessive aliasing"). */
	private count(node: ManifestNode | undefined): boolean {
		if (this.stopped) return false;
		this.decoded++;
		if (this.followed.size > 0) this.aliased++;
		if (
			this.aliased > 100 &&
			this.decoded > 1000 &&
			this.aliased / this.decoded > allowedAliasRatio(this.decoded)
		) {
			this.report('too-large', node, 'document contains excessive aliasing');
			this.stopped = true;
		}
		return !this.stopped;
	}

	private alias<T>(node: ManifestNode & { kind: 'alias' }, use: (target: ManifestNode) => T): T | undefined {
		if (node.target === undefined) {
			this.report('unknown-alias', node, `unknown anchor '${node.name}' referenced`);
			return undefined;
		}
		if (this.followed.has(node)) {
			this.report('too-large', node, `anchor '${node.name}' value contains itself`);
			this.stopped = true;
			return undefined;
		}
		this.followed.add(node);
		const result = use(node.target);
		this.followed.delete(node);
		return result;
	}

	/** Later pairs replace earlier ones, merged or written; strict reading refuses that. */
	private mapping(node: MappingNode, entries: Map<string, PlainValue>, seen: Set<string>): void {
		for (const pair of node.pairs) {
			if (isMergeKey(pair.key)) {
				this.merge(pair.value, entries, seen);
				continue;
			}
			this.count(pair.key);
			const key = this.key(pair.key);
			if (key === undefined) continue;
			this.path.push(key.text);
			if (seen.has(key.identity)) {
				this.report('duplicate-key', pair.key, `key ${key.shown} already set in map`);
			}
			if (entries.has(key.text)) this.forgetNumbers();
			seen.add(key.identity);
			entries.set(key.text, this.value(pair.value));
			this.path.pop();
		}
	}

	/** What a later value replaces never becomes JSON. */
	private forgetNumbers(): void {
		if (this.badNumbers === 0) return;
		const replaced = formatFieldPath(this.path);
		for (let index = this.problems.length - 1; index >= 0; index--) {
			const { kind, path } = this.problems[index] ?? { kind: undefined, path: '' };
			const within = path.startsWith(replaced) && /^(?:[.[]|$)/.test(path.slice(replaced.length));
			if (kind !== 'bad-number' || !within) continue;
			this.problems.splice(index, 1);
			this.badNumbers--;
		}
	}

	private key(node: ManifestNode) {
		const target = dereference(node);
		if (node.kind === 'alias' && node.target === undefined) {
			this.report('unknown-alias', node, `unknown anchor '${node.name}' referenced`);
			return undefined;
		}
		if (target?.kind !== 'scalar') {
			this.report('bad-key', node, 'a list or a mapping cannot be a key');
			return undefined;
		}
		const key = keyOf(this.resolve(target), target.text);
		if (key === undefined) this.report('bad-key', node, `${target.text || 'nothing'} cannot be a key`);
		return key;
	}

	/** `<<`: the pairs of a mapping, or of several, of which the first one wins. */
	private merge(source: ManifestNode | undefined, entries: Map<string, PlainValue>, seen: Set<string>): void {
		const sources = source?.kind === 'sequence' ? source.items.toReversed() : [source];
		for (const candidate of sources) {
			if (!this.count(candidate)) return;
			if (candidate?.kind === 'mapping') this.mapping(candidate, entries, seen);
			else if (candidate?.kind === 'alias' && dereference(candidate)?.kind === 'mapping') {
				this.alias(candidate, () => {
					const target = dereference(candidate);
					if (this.count(target) && target?.kind === 'mapping') this.mapping(target, entries, seen);
				});
			} else if (candidate?.kind === 'alias' && dereference(candidate) === undefined) {
				this.alias(candidate, () => undefined);
			} else {
				this.report(
					'bad-merge',
					candidate ?? source,
					'map merge requires map or sequence of maps as the value',
				);
			}
		}
	}

	/** JSON, into which everything is turned, has neither infinity nor "not a number". */
	private scalar(node: ScalarNode): ScalarValue {
		const value = this.resolve(node);
		if (typeof value === 'number' && !Number.isFinite(value)) {
			this.report('bad-number', node, `${node.text} is no number that JSON has`);
		}
		return value;
	}

	private resolve(node: ScalarNode): ScalarValue {
		if (node.templated) return node.text;
		if (node.tag === undefined) return node.style === 'plain' ? resolvePlainScalar(node.text) : node.text;
		const resolved = resolveTaggedScalar(node.tag, node.text);
		if (resolved.problem === undefined) return resolved.value;
		this.report('bad-tag', node, resolved.problem);
		return null;
	}

	private report(kind: DecodeProblem['kind'], range: TextRange | undefined, message: string): void {
		const { start, end } = range ?? { start: 0, end: 0 };
		if (kind === 'bad-number') this.badNumbers++;
		this.problems.push({ kind, start, end, path: formatFieldPath(this.path), message });
	}
}

const low = 400_000;
const high = 4_000_000;

/** How much of the work may come from aliases: nearly all of a small document, little of a huge one. */
function allowedAliasRatio(decoded: number): number {
	if (decoded <= low) return 0.99;
	return decoded >= high ? 0.1 : 0.99 - 0.89 * ((decoded - low) / (high - low));
}

const mergeTags: readonly (string | undefined)[] = ['!', '!!merge', 'tag:yaml.org,2002:merge'];

function isMergeKey(node: ManifestNode): boolean {
	if (node.kind !== 'scalar' || node.text !== '<<') return false;
	return node.tag === undefined ? node.style === 'plain' : mergeTags.includes(node.tag);
}
