// Invariant: what parses here means what it means to Go's text/template; what Go takes and this does not (define, block,
// template) is an error, never something else.
import { type Piece, TemplateError, templatePieces } from './template-pieces.ts';

export type Expression =
	| { readonly kind: 'value'; readonly value: string | number | boolean | undefined }
	/** The fields behind a dot, a variable, or a value in parentheses. */
	| { readonly kind: 'dot'; readonly fields: readonly string[] }
	| { readonly kind: 'variable'; readonly name: string; readonly fields: readonly string[] }
	| { readonly kind: 'chain'; readonly of: Pipeline; readonly fields: readonly string[] }
	| { readonly kind: 'function'; readonly name: string };

/** Commands, the result of each the last argument of the next; each is a list of operands. */
export interface Pipeline {
	/** Variables that the result (of a range: index and element) is given to. */
	readonly variables: readonly string[];
	/** True for `:=`. */
	readonly declares: boolean;
	readonly commands: readonly (readonly Expression[])[];
}

export type TemplateNode =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'action'; readonly pipeline: Pipeline }
	| {
			readonly kind: 'if' | 'with' | 'range';
			readonly pipeline: Pipeline;
			readonly body: readonly TemplateNode[];
			readonly otherwise: readonly TemplateNode[];
	  }
	| { readonly kind: 'break' | 'continue' };

const maxDepth = 50;

/** Parses a template. Throws TemplateError, in the words of text/template where it is the same mistake. */
export function parseTemplate(name: string, text: string): readonly TemplateNode[] {
	const parser = new Parser(name, templatePieces(name, text));
	const { nodes, ended } = parser.list(0);
	if (ended !== undefined) throw parser.error(`unexpected {{${ended}}}`);
	return nodes;
}

const keywords = /^(if|else|end|range|with|break|continue|define|block|template)\b/;

class Parser {
	private readonly name: string;
	private readonly pieces: readonly Piece[];
	private at = 0;
	private rangeDepth = 0;
	private readonly scopes: string[][] = [['$']];

	constructor(name: string, pieces: readonly Piece[]) {
		this.name = name;
		this.pieces = pieces;
	}

	error(what: string): TemplateError {
		return new TemplateError(`template: ${this.name}:1: ${what}`);
	}

	/** Nodes up to `end` or `else`, which is returned; undefined at the text's end. */
	list(depth: number): { readonly nodes: readonly TemplateNode[]; readonly ended: string | undefined } {
		if (depth > maxDepth) throw this.error('nested too deeply');
		const nodes: TemplateNode[] = [];
		for (let piece = this.pieces[this.at++]; piece !== undefined; piece = this.pieces[this.at++]) {
			if (!piece.action) {
				nodes.push({ kind: 'text', text: piece.text });
				continue;
			}
			const keyword = keywords.exec(piece.text)?.[0];
			const rest = piece.text.slice(keyword?.length ?? 0).trim();
			switch (keyword) {
				case undefined:
					nodes.push({ kind: 'action', pipeline: this.pipeline(piece.text, 'command') });
					break;
				case 'end':
				case 'else':
					return { nodes, ended: piece.text };
				case 'if':
				case 'with':
				case 'range':
					nodes.push(this.control(keyword, rest, depth));
					break;
				case 'break':
				case 'continue':
					if (this.rangeDepth === 0) throw this.error(`{{${keyword}}} outside {{range}}`);
					nodes.push({ kind: keyword });
					break;
				default:
					throw this.error(`{{${keyword}}} is not simulated`);
			}
		}
		return { nodes, ended: undefined };
	}

	private control(kind: 'if' | 'with' | 'range', text: string, depth: number): TemplateNode {
		this.scopes.push([]);
		const pipeline = this.pipeline(text, kind);
		if (kind === 'range') this.rangeDepth++;
		const { nodes: body, ended } = this.list(depth + 1);
		// What stands behind `else` is no part of the loop.
		if (kind === 'range') this.rangeDepth--;
		let otherwise: readonly TemplateNode[] = [];
		if (ended === undefined) throw this.error('unexpected EOF');
		if (ended !== 'end') {
			const chained = /^else\s+(if|with)\s+(.*)$/s.exec(ended);
			if (chained !== null && (chained[1] === 'if' || chained[1] === 'with')) {
				otherwise = [this.control(chained[1], chained[2] ?? '', depth + 1)];
			} else if (ended === 'else') {
				const rest = this.list(depth + 1);
				if (rest.ended !== 'end') throw this.error(`unexpected {{${rest.ended ?? 'EOF'}}}`);
				otherwise = rest.nodes;
			} else {
				throw this.error(`unexpected {{${ended}}}`);
			}
		}
		this.scopes.pop();
		return { kind, pipeline, body, otherwise };
	}

	private pipeline(text: string, context: string): Pipeline {
		const words = this.words(text);
		const pipeline = this.readPipeline(words, context, 0);
		if (words.length > 0) throw this.error(`unexpected "${words[0]}" in ${context}`);
		return pipeline;
	}

	private words(text: string): string[] {
		const words: string[] = [];
		let rest = text;
		while (rest !== '') {
			const match =
				/^(?:\s+|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)+'|:=|[-+]?\d[\w.]*|\$\w*|\.?\w+|\.|[=,|()])/.exec(
					rest,
				);
			if (match === null) throw this.error(`unexpected "${rest[0]}" in command`);
			words.push(/^\s/.test(match[0]) ? ' ' : match[0]);
			rest = rest.slice(match[0].length);
		}
		return words;
	}

	private readPipeline(words: string[], context: string, depth: number): Pipeline {
		if (depth > maxDepth) throw this.error('nested too deeply');
		skipSpace(words);
		const { variables, declares } = this.readVariables(words, context);
		const commands: Expression[][] = [];
		for (;;) {
			const command = this.readCommand(words, depth);
			if (command.length > 0) commands.push(command);
			if (words[0] !== '|') break;
			words.shift();
		}
		// The lexer tells of the missing parenthesis before the parser misses a value.
		if (depth > 0 && words.length === 0) throw this.error('unclosed left paren');
		if (commands.length === 0) throw this.error(`missing value for ${context}`);
		// Only behind the pipeline are its variables known.
		if (declares) this.scopes.at(-1)?.push(...variables);
		return { variables, declares, commands };
	}

	private readVariables(words: string[], context: string) {
		const count = assigned(words, context === 'range' ? 2 : 1);
		if (count === 0) return { variables: [], declares: false };
		const head = words.splice(
			0,
			words.findIndex((word) => word === ':=' || word === '='),
		);
		const declares = words.shift() === ':=';
		const variables = head.filter((word) => word.startsWith('$'));
		if (!declares) for (const name of variables) this.checkVariable(name);
		return { variables, declares };
	}

	private checkVariable(name: string): void {
		if (!this.scopes.some((scope) => scope.includes(name))) {
			throw this.error(`undefined variable "${name}"`);
		}
	}

	private readCommand(words: string[], depth: number): Expression[] {
		const operands: Expression[] = [];
		for (;;) {
			skipSpace(words);
			const word = words[0];
			if (word === undefined || word === '|' || word === ')') return operands;
			operands.push(this.readOperand(words, depth));
		}
	}

	private readOperand(words: string[], depth: number): Expression {
		const word = words.shift() ?? '';
		if (word === '(') {
			const of = this.readPipeline(words, 'parenthesized pipeline', depth + 1);
			skipSpace(words);
			if (words.shift() !== ')') throw this.error('unclosed left paren');
			return { kind: 'chain', of, fields: fields(words) };
		}
		if (word === '.') return { kind: 'dot', fields: [] };
		if (word.startsWith('.')) return { kind: 'dot', fields: [word.slice(1), ...fields(words)] };
		if (word.startsWith('$')) {
			this.checkVariable(word);
			return { kind: 'variable', name: word, fields: fields(words) };
		}
		if (word.startsWith('"') || word.startsWith('`')) return { kind: 'value', value: unquote(word) };
		if (word.startsWith("'")) return { kind: 'value', value: unquote(word).codePointAt(0) ?? 0 };
		if (/^[-+]?\d/.test(word)) return { kind: 'value', value: this.number(word) };
		if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' };
		if (word === 'nil') return { kind: 'value', value: undefined };
		if (!/^\w+$/.test(word)) throw this.error(`unexpected "${word}" in operand`);
		if (!functionNames.has(word)) throw this.error(`function "${word}" not defined`);
		return { kind: 'function', name: word };
	}

	private number(word: string): number {
		const value = Number(word.replaceAll('_', ''));
		if (Number.isNaN(value)) throw this.error(`bad number syntax: "${word}"`);
		return value;
	}
}

/** What text/template predefines, and `parseInt` of CoreDNS. */
export const functionNames: ReadonlySet<string> = new Set(
	'and call eq ge gt html index js le len lt ne not or parseInt print printf println slice urlquery'.split(
		' ',
	),
);

function skipSpace(words: string[]): void {
	while (words[0] === ' ') words.shift();
}

function fields(words: string[]): string[] {
	const found: string[] = [];
	while (/^\.\w/.test(words[0] ?? '')) found.push((words.shift() ?? '').slice(1));
	return found;
}

/** How many variables stand in front of `:=` or `=`; 0 if it is no assignment. */
function assigned(words: readonly string[], most: number): number {
	const plain = words.filter((word) => word !== ' ').slice(0, most * 2);
	if (!(plain[0] ?? '').startsWith('$')) return 0;
	if (plain[1] === ':=' || plain[1] === '=') return 1;
	const isPair = most === 2 && plain[1] === ',' && (plain[2] ?? '').startsWith('$') && plain[3] === ':=';
	return isPair ? 2 : 0;
}

const escapes: Readonly<Record<string, string>> = {
	n: '\n',
	t: '\t',
	r: '\r',
	a: '\x07',
	b: '\b',
	f: '\f',
	v: '\v',
};

function unquote(word: string): string {
	const inner = word.slice(1, -1);
	if (word.startsWith('`')) return inner;
	return inner.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{3}|.)/gs, (_, code: string) => {
		if (/^[xu]../.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
		if (/^[0-7]{3}$/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
		return escapes[code] ?? code;
	});
}
