// Invariant: the tree is the one that go-yaml reads, or there is none and a YamlError says where it stops.
// Source: go.yaml.in/yaml/v2 parserc.go (one function here for the states of each collection), decode.go (parser.parse).
import { maxDepth } from '../nesting.ts';
import type { AliasNode, ManifestNode, MappingNode, PairNode, ScalarNode, SequenceNode } from '../node.ts';
import { YamlError } from './cursor.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenKind } from './token.ts';

export interface ReadDocument {
	/** Absent for a document without content. */
	readonly root?: ManifestNode;
	/** Where the text goes on behind the document: go-yaml reads no further. */
	readonly unread?: number;
}

interface Properties {
	readonly anchor?: string;
	readonly tag?: string;
	/** Where they begin and end. */
	readonly start: number;
	readonly end: number;
}

/** The first document of the text. */
export function readDocument(text: string): ReadDocument {
	const composer = new Composer(new Scanner(text));
	return composer.document();
}

class Composer {
	private readonly scanner: Scanner;
	private readonly handles = new Map<string, string>();
	private readonly anchors = new Map<string, ManifestNode>();
	private depth = 0;

	constructor(scanner: Scanner) {
		this.scanner = scanner;
	}

	document(): ReadDocument {
		const { scanner } = this;
		if (scanner.peek().kind === 'stream-end') return {};
		if (this.directives() || this.at('document-start')) {
			if (!this.at('document-start')) {
				throw new YamlError("a directive must be followed by '---'", scanner.peek().start);
			}
			scanner.take();
		}
		const root = this.at(...documentEnds) ? undefined : this.node(true, false);
		const next = scanner.peek();
		return {
			...(root === undefined ? {} : { root }),
			...(documentEnds.includes(next.kind) ? {} : { unread: next.start }),
		};
	}

	/** True if there are any. */
	private directives(): boolean {
		const { scanner } = this;
		let version: string | undefined;
		let any = false;
		for (; this.at('version-directive', 'tag-directive'); any = true) {
			const { kind, start, value = '', suffix = '' } = scanner.take();
			if (kind === 'tag-directive') {
				if (this.handles.has(value))
					throw new YamlError(`found a second %TAG directive for '${value}'`, start);
				this.handles.set(value, suffix);
			} else {
				if (version !== undefined) throw new YamlError('found a second %YAML directive', start);
				if (value !== '1.1') throw new YamlError(`the API server reads YAML 1.1, not ${value}`, start);
				version = value;
			}
		}
		for (const [handle, prefix] of defaultHandles) {
			if (!this.handles.has(handle)) this.handles.set(handle, prefix);
		}
		return any;
	}

	private at(...kinds: readonly TokenKind[]): boolean {
		return kinds.includes(this.scanner.peek().kind);
	}

	/** `indentless`: the node is a value of a block mapping, so a list may stand at the mapping's column. */
	private node(block: boolean, indentless: boolean): ManifestNode | undefined {
		if (++this.depth > maxDepth) throw new YamlError('nested too deeply', this.scanner.peek().start);
		const node = this.content(block, indentless);
		this.depth--;
		if (node?.anchor !== undefined) this.anchors.set(node.anchor, node);
		return node;
	}

	private content(block: boolean, indentless: boolean): ManifestNode | undefined {
		const { scanner } = this;
		if (this.at('alias')) return this.alias(scanner.take());
		const properties = this.properties();
		const { kind, start } = scanner.peek();
		switch (kind) {
			case 'scalar':
				return this.scalar(scanner.take(), properties);
			case 'flow-sequence-start':
				return this.flowSequence(properties);
			case 'flow-mapping-start':
				return this.flowMapping(properties);
			case 'block-entry':
				if (indentless) return this.blockSequence(properties, true);
				break;
			case 'block-sequence-start':
				if (block) return this.blockSequence(properties, false);
				break;
			case 'block-mapping-start':
				if (block) return this.blockMapping(properties);
				break;
		}
		if (properties !== undefined) return emptyScalar(properties);
		throw new YamlError('there is no value where one must stand', start);
	}

	private alias({ value: name = '', start, end }: Token): AliasNode {
		const target = this.anchors.get(name);
		return { kind: 'alias', name, start, end, ...(target === undefined ? {} : { target }) };
	}

	/** An anchor and a tag, in either order. */
	private properties(): Properties | undefined {
		if (!this.at('anchor', 'tag')) return undefined;
		const first = this.scanner.take();
		const second = this.at(first.kind === 'anchor' ? 'tag' : 'anchor') ? this.scanner.take() : undefined;
		const both = second === undefined ? [first] : [first, second];
		const anchor = both.find(({ kind }) => kind === 'anchor')?.value;
		const written = both.find(({ kind }) => kind === 'tag');
		return {
			...(anchor === undefined ? {} : { anchor }),
			...(written === undefined ? {} : { tag: this.tag(written) }),
			start: first.start,
			end: (second ?? first).end,
		};
	}

	private tag({ value: handle = '', suffix = '', start }: Token): string {
		if (handle === '') return suffix;
		const prefix = this.handles.get(handle);
		if (prefix === undefined) throw new YamlError(`the tag handle '${handle}' is not defined`, start);
		return prefix + suffix;
	}

	private scalar(
		{ value: text = '', style = 'plain', start, end }: Token,
		properties?: Properties,
	): ScalarNode {
		return { kind: 'scalar', style, text, templated: false, start, end, ...named(properties) };
	}

	private blockSequence(properties: Properties | undefined, indentless: boolean): SequenceNode {
		const { scanner } = this;
		const start = scanner.peek().start;
		if (!indentless) scanner.take();
		const items: (ManifestNode | undefined)[] = [];
		const itemStarts: number[] = [];
		let end = start;
		while (this.at('block-entry')) {
			const dash = scanner.take();
			itemStarts.push(dash.start);
			const empty = this.at('block-entry', 'block-end') || (indentless && this.at('key', 'value'));
			const item = empty ? undefined : this.node(true, false);
			items.push(item);
			end = item?.end ?? dash.end;
		}
		if (!indentless) this.closeBlock('an item of a list must begin with - in the column of the others');
		return sequence({ flow: false, items, itemStarts, start, end }, properties);
	}

	private blockMapping(properties: Properties | undefined): MappingNode {
		const { scanner } = this;
		const { start } = scanner.take();
		const pairs: PairNode[] = [];
		while (this.at('key')) {
			const at = scanner.take().end;
			const key = this.at('key', 'value', 'block-end') ? undefined : this.node(true, true);
			let value: ManifestNode | undefined;
			if (this.at('value')) {
				scanner.take();
				if (!this.at('key', 'value', 'block-end')) value = this.node(true, true);
			}
			pairs.push(pair(key, value, at));
		}
		// A value without a key: go-yaml finds no key where the next one must stand.
		this.closeBlock('a key must stand in the column of the others');
		return mapping({ flow: false, pairs, start, end: pairs.at(-1)?.end ?? start }, properties);
	}

	private closeBlock(message: string): void {
		if (!this.at('block-end')) throw new YamlError(message, this.scanner.peek().start);
		this.scanner.take();
	}

	private flowSequence(properties: Properties | undefined): SequenceNode {
		const { scanner } = this;
		const { start } = scanner.take();
		const items: (ManifestNode | undefined)[] = [];
		const itemStarts: number[] = [];
		while (!this.at('flow-sequence-end')) {
			if (items.length > 0) {
				this.separator(']');
				if (this.at('flow-sequence-end')) break;
			}
			itemStarts.push(scanner.peek().start);
			items.push(this.at('key') ? this.singlePair() : this.node(false, false));
		}
		const { end } = scanner.take();
		return sequence({ flow: true, items, itemStarts, start, end }, properties);
	}

	/** `[a: b]` is a list of one mapping. */
	private singlePair(): MappingNode {
		const { scanner } = this;
		const { start, end: at } = scanner.take();
		let key: ManifestNode | undefined;
		let value: ManifestNode | undefined;
		// go-yaml takes the sign behind an empty key for granted.
		if (this.at('value', 'flow-entry', 'flow-sequence-end')) scanner.take();
		else key = this.node(false, false);
		if (this.at('value')) {
			scanner.take();
			if (!this.at('flow-entry', 'flow-sequence-end')) value = this.node(false, false);
		}
		const only = pair(key, value, at);
		return mapping(
			{ flow: true, pairs: [only], start: Math.min(start, only.start), end: only.end },
			undefined,
		);
	}

	private flowMapping(properties: Properties | undefined): MappingNode {
		const { scanner } = this;
		const { start } = scanner.take();
		const pairs: PairNode[] = [];
		while (!this.at('flow-mapping-end')) {
			if (pairs.length > 0) {
				this.separator('}');
				if (this.at('flow-mapping-end')) break;
			}
			pairs.push(this.flowPair());
		}
		const { end } = scanner.take();
		return mapping({ flow: true, pairs, start, end }, properties);
	}

	private flowPair(): PairNode {
		const { scanner } = this;
		const at = scanner.peek().start;
		if (!this.at('key')) return pair(this.node(false, false), undefined, at);
		scanner.take();
		const key = this.at('value', 'flow-entry', 'flow-mapping-end') ? undefined : this.node(false, false);
		let value: ManifestNode | undefined;
		if (this.at('value')) {
			scanner.take();
			if (!this.at('flow-entry', 'flow-mapping-end')) value = this.node(false, false);
		}
		return pair(key, value, at);
	}

	private separator(closing: string): void {
		if (!this.at('flow-entry')) {
			throw new YamlError(`a comma or ${closing} is missing`, this.scanner.peek().start);
		}
		this.scanner.take();
	}
}

const documentEnds: readonly TokenKind[] = [
	'stream-end',
	'document-start',
	'document-end',
	'version-directive',
	'tag-directive',
];

const defaultHandles: readonly (readonly [handle: string, prefix: string])[] = [
	['!', '!'],
	['!!', 'tag:yaml.org,2002:'],
];

function pair(key: ManifestNode | undefined, value: ManifestNode | undefined, at: number): PairNode {
	const written = key ?? emptyScalar({ start: at, end: at });
	const range = { start: written.start, end: value?.end ?? written.end };
	return value === undefined ? { key: written, ...range } : { key: written, ...range, value };
}

function emptyScalar({ end, ...properties }: Properties): ScalarNode {
	return {
		kind: 'scalar',
		style: 'plain',
		text: '',
		templated: false,
		...named({ ...properties, end }),
		start: end,
		end,
	};
}

function sequence(
	node: Omit<SequenceNode, 'kind' | 'open'>,
	properties: Properties | undefined,
): SequenceNode {
	return { kind: 'sequence', open: false, ...node, ...named(properties) };
}

function mapping(node: Omit<MappingNode, 'kind' | 'open'>, properties: Properties | undefined): MappingNode {
	return { kind: 'mapping', open: false, ...node, ...named(properties) };
}

function named(properties: Properties | undefined): Pick<Properties, 'anchor' | 'tag'> {
	if (properties === undefined) return {};
	const { anchor, tag } = properties;
	return { ...(anchor === undefined ? {} : { anchor }), ...(tag === undefined ? {} : { tag }) };
}
