// Invariant: parsing never throws and never shares state: a document's tree depends on its own text alone. What the API
// server's reader (go-yaml/) can read is read so; the `yaml` package makes the best of what it cannot, and of templates.
import {
	type Document,
	isAlias,
	isMap,
	isPair,
	isScalar,
	isSeq,
	type Node,
	type Pair,
	parseDocument as parseYaml,
	type Scalar,
	Schema,
	type YAMLError,
	type YAMLMap,
	type YAMLSeq,
} from 'yaml';
import { readAsSent } from './as-sent.ts';
import { readableText } from './characters.ts';
import { parseFreely } from './free-indentation.ts';
import { maxDepth, refuseDeepText } from './nesting.ts';
import type {
	AliasNode,
	ManifestNode,
	MappingNode,
	PairNode,
	ScalarNode,
	ScalarStyle,
	SequenceNode,
	SyntaxProblem,
	TextRange,
} from './node.ts';
import { refusedAnchor, refusedDirectives, refusedPair, refusedScalar } from './refusals.ts';
import { syntaxMessage } from './syntax-words.ts';
import { tabProblem } from './tabs.ts';
import { looksTemplated, type MaskedText, maskTemplates, unmask } from './template.ts';

export interface ParsedTree {
	readonly root?: ManifestNode;
	readonly problems: readonly SyntaxProblem[];
	/** Template expressions in the text, in order. */
	readonly expressions: readonly TextRange[];
}

/** Types are resolved in decode.ts, as the API server resolves them. */
const schema = new Schema({ schema: 'failsafe', resolveKnownTags: false });

const options = {
	schema,
	uniqueKeys: false,
	keepSourceTokens: true,
	prettyErrors: false,
	logLevel: 'silent',
} as const;

/**
 * Parses the text of one document (a span of splitDocuments). Template expressions are read around, or else as the YAML that
 * they happen to be, if any.
 */
export function parseTree(source: string, aroundTemplates = true): ParsedTree {
	const masked: MaskedText =
		aroundTemplates && looksTemplated(source)
			? maskTemplates(source)
			: { text: source, expressions: [], lines: [] };
	const { text, forbidden } = readableText(masked.text);
	const plain = masked.expressions.length === 0 && masked.lines.length === 0;
	const sent = plain ? readAsSent(source) : undefined;
	if (sent?.failure === undefined && sent !== undefined) {
		const problems = [...(forbidden ? [forbidden] : []), ...sent.problems];
		return { ...(sent.root === undefined ? {} : { root: sent.root }), problems, expressions: [] };
	}
	try {
		refuseDeepText(text);
		const strict = parseYaml(text, options);
		const document = strict.errors.length === 0 ? strict : (parseFreely(text, options) ?? strict);
		const builder = new TreeBuilder(source, masked, text);
		const root = builder.build(document.contents as Node | null, 0);
		const tab = tabProblem(text, root);
		const problems: readonly SyntaxProblem[] = [
			...(forbidden ? [forbidden] : []),
			...problemsOf(document),
			...(text.includes('%') ? refusedDirectives(text) : []),
			// Where lines are read for what they are not, so are the keys in them.
			...(document.errors.some(isLost) ? [] : builder.problems),
			...(tab ? [tab] : []),
		];
		// kubectl sends text that begins like JSON as JSON, whose escapes YAML 1.1 does not know.
		const failed = problems.length === 0 && !isJson(source) ? sent?.failure : undefined;
		return {
			...(root === undefined ? {} : { root }),
			problems: failed === undefined ? problems : [failed],
			expressions: masked.expressions,
		};
	} catch (error) {
		const message = error instanceof RangeError ? 'nested too deeply' : String(error);
		return {
			problems: [{ start: 0, end: source.length, message }],
			expressions: masked.expressions,
		};
	}
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** What the parser says of lines whose indentation it no longer understands; the first of them is the cause of the others. */
const lost: ReadonlySet<string> = new Set([
	'BAD_INDENT',
	'BLOCK_AS_IMPLICIT_KEY',
	'MISSING_CHAR',
	'MULTILINE_IMPLICIT_KEY',
	'UNEXPECTED_TOKEN',
]);

function isLost({ code }: YAMLError): boolean {
	return lost.has(code);
}

function problemsOf(document: Document): readonly SyntaxProblem[] {
	const first = document.errors.find(isLost);
	const errors = document.errors.filter((error) => error === first || !isLost(error));
	return errors.map((error) => ({
		start: error.pos[0],
		end: Math.max(error.pos[1], error.pos[0]),
		message: syntaxMessage(error),
	}));
}

class TreeBuilder {
	readonly problems: SyntaxProblem[] = [];
	private readonly anchors = new Map<string, ManifestNode>();
	private readonly masked: MaskedText;
	/** With the expressions as they are written. */
	private readonly source: string;
	private readonly text: string;
	/** kubectl sends text that begins like JSON as JSON. */
	readonly json: boolean;
	readonly hasSeparators: boolean;
	/** How many flow collections hold what is being built. */
	flowDepth = 0;

	constructor(source: string, masked: MaskedText, text: string) {
		this.source = source;
		this.masked = masked;
		this.text = text;
		this.json = /^\s*\{/.test(text);
		this.hasSeparators = /[\u2028\u2029]/.test(text);
	}

	build(node: Node | Pair | null | undefined, depth: number): ManifestNode | undefined {
		if (node === null || node === undefined || isPair(node)) return undefined;
		if (depth > maxDepth) throw new RangeError('depth');
		const flow = (isMap(node) || isSeq(node)) && node.flow === true ? 1 : 0;
		this.flowDepth += flow;
		const built = this.buildNode(node, depth);
		this.flowDepth -= flow;
		if (built?.anchor !== undefined) {
			this.anchors.set(built.anchor, built);
			this.refuse(built, refusedAnchor(built.anchor));
		}
		return built;
	}

	private refuse({ start, end }: TextRange, message: string | undefined): void {
		if (message !== undefined) this.problems.push({ start, end, message });
	}

	private buildNode(node: Node, depth: number): ManifestNode | undefined {
		if (isAlias(node)) return this.alias(node);
		if (isScalar(node)) return this.scalar(node);
		if (isMap(node)) return this.mapping(node, depth);
		if (isSeq(node)) return this.sequence(node, depth);
		return undefined;
	}

	private alias(node: Node & { source: string }): AliasNode {
		const target = this.anchors.get(node.source);
		const range = rangeOf(node);
		this.refuse(range, refusedAnchor(node.source));
		return {
			kind: 'alias',
			name: node.source,
			...range,
			...(target === undefined ? {} : { target }),
		};
	}

	/** An empty node (`key:` without a value) has no text and reads as absent. */
	private scalar(node: Scalar): ScalarNode | undefined {
		const range = rangeOf(node);
		const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
		// The text as written: the package itself would turn what is tagged !!binary into bytes.
		const written = node.source ?? '';
		// The package ends a block scalar with a line break even if the file ends without one.
		const block = style === 'literal' || style === 'folded';
		const unended = block && range.end === this.text.length && !this.text.endsWith('\n');
		const text = unended ? written.replace(/\n$/, '') : written;
		if (style === 'plain' && range.start === range.end && !node.tag && !node.anchor) return undefined;
		const source = this.text.slice(range.start, range.end);
		this.refuse(range, refusedScalar(source, style, this));
		const { start, end } = range;
		const expressions = this.masked.expressions.filter((other) => other.start < end && other.end > start);
		const templated = expressions.length > 0;
		const shown = templated ? unmask(text, this.source, expressions) : text;
		return withProperties({ kind: 'scalar', style, text: shown, templated, start, end }, node);
	}

	private mapping(node: YAMLMap, depth: number): MappingNode {
		const range = rangeOf(node);
		const pairs: PairNode[] = [];
		for (const item of node.items as Pair<Node, Node | null>[]) {
			const keyRange = rangeOf(item.key);
			this.refuse(keyRange, refusedPair(item.srcToken, node.flow === true));
			const key = this.build(item.key, depth + 1) ?? emptyKey(keyRange);
			const value = this.build(item.value, depth + 1);
			const { start } = key;
			pairs.push(value === undefined ? { key, start, end: key.end } : { key, start, end: value.end, value });
		}
		const flow = node.flow === true;
		const last = pairs.at(-1);
		const end = last !== undefined && !flow ? last.end : range.end;
		const open = overlaps(this.masked.lines, wholeRangeOf(node));
		return withProperties({ kind: 'mapping', flow, pairs, open, start: range.start, end }, node);
	}

	private sequence(node: YAMLSeq, depth: number): SequenceNode {
		const range = rangeOf(node);
		const items = (node.items as (Node | null)[]).map((item) => this.build(item, depth + 1));
		const itemStarts = node.items.map((item, index) => dashOf(node, index) ?? rangeOf(item as Node).start);
		const flow = node.flow === true;
		const last = items.at(-1);
		const end = last !== undefined && !flow ? last.end : range.end;
		const open = overlaps(this.masked.lines, wholeRangeOf(node));
		return withProperties({ kind: 'sequence', flow, items, itemStarts, open, start: range.start, end }, node);
	}
}

const styles: Readonly<Record<string, ScalarStyle>> = {
	PLAIN: 'plain',
	QUOTE_SINGLE: 'single-quoted',
	QUOTE_DOUBLE: 'double-quoted',
	BLOCK_LITERAL: 'literal',
	BLOCK_FOLDED: 'folded',
};

/** With anchor and tag. Most nodes have neither, and are not copied. */
function withProperties<T extends ManifestNode>(built: T, node: Scalar | YAMLMap | YAMLSeq): T {
	const tag = node.tag && isWritten(node) ? node.tag : undefined;
	if (!node.anchor && tag === undefined) return built;
	return { ...built, ...(node.anchor ? { anchor: node.anchor } : {}), ...(tag ? { tag } : {}) };
}

/** The composer fills in the default tags of collections; only a written one matters. */
function isWritten(node: Scalar | YAMLMap | YAMLSeq): boolean {
	return !(
		(isMap(node) && node.tag === 'tag:yaml.org,2002:map') ||
		(isSeq(node) && node.tag === 'tag:yaml.org,2002:seq')
	);
}

function rangeOf(node: Node | null | undefined): TextRange {
	const range = node?.range;
	return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 };
}

/** With the comments that trail the node: a template line behind the last key may print further keys. */
function wholeRangeOf(node: Node): TextRange {
	return node.range ? { start: node.range[0], end: node.range[2] } : { start: 0, end: 0 };
}

function emptyKey(range: TextRange): ScalarNode {
	return { kind: 'scalar', style: 'plain', text: '', templated: false, ...range };
}

/** Where the `-` of a block sequence's item stands. */
function dashOf(node: YAMLSeq, index: number): number | undefined {
	const token = node.srcToken;
	if (token?.type !== 'block-seq') return undefined;
	return token.items[index]?.start.find((part) => part.type === 'seq-item-ind')?.offset;
}

function overlaps(ranges: readonly TextRange[], range: TextRange): boolean {
	return ranges.some((other) => other.start < range.end && other.end > range.start);
}
