// Invariant: a Corefile falls into server blocks as in CoreDNS (coredns/caddy v1.1.4 caddyfile/parse.go): snippets and
// imports are replaced by what they stand for, a directive's tokens keep their lines.
import { type CorefileError, Dispenser } from './dispenser.ts';
import { readTokens, type Token } from './lexer.ts';

export interface ServerBlock {
	readonly keys: readonly string[];
	/** The tokens of each directive, those of a repeated one behind each other. */
	readonly directives: ReadonlyMap<string, readonly Token[]>;
}

export interface ImportedFile {
	readonly name: string;
	readonly text: string;
}

/**
 * The files that `import PATTERN` in `from` stands for ('' is the Corefile itself), in order; undefined if there is none,
 * an object with CoreDNS's words if they cannot be taken.
 */
export type ImportFiles = (
	pattern: string,
	from: string,
) => readonly ImportedFile[] | { readonly problem: string } | undefined;

const maxSnippetExpansions = 10_000;
/** CoreDNS stops at 100,000 files; a thousand is more than anyone has and keeps a loop from filling the memory. */
const maxFileExpansions = 1000;
const maxTokens = 1_000_000;

/** Groups the tokens of a Corefile by server block. Throws CorefileError. */
export function readServerBlocks(
	filename: string,
	text: string,
	directives: ReadonlySet<string>,
	importFiles: ImportFiles,
): ServerBlock[] {
	return new Parser(filename, readTokens(text), directives, importFiles).parseAll();
}

class Parser extends Dispenser {
	private readonly known: ReadonlySet<string>;
	private readonly importFiles: ImportFiles;
	private readonly snippets = new Map<string, readonly Token[]>();
	private snippetExpansions = 0;
	private fileExpansions = 0;
	private keys: string[] = [];
	private directives = new Map<string, Token[]>();
	private atEnd = false;

	constructor(
		filename: string,
		tokens: readonly Token[],
		known: ReadonlySet<string>,
		importFiles: ImportFiles,
	) {
		super(filename, tokens);
		this.known = known;
		this.importFiles = importFiles;
	}

	parseAll(): ServerBlock[] {
		const blocks: ServerBlock[] = [];
		while (this.next()) {
			this.keys = [];
			this.directives = new Map();
			this.parseBlock();
			if (this.keys.length > 0) blocks.push({ keys: this.keys, directives: this.directives });
		}
		return blocks;
	}

	private parseBlock(): void {
		this.readKeys();
		// A Corefile of nothing but a line of keys.
		if (this.atEnd) return;
		const [only] = this.keys;
		if (this.keys.length === 1 && only !== undefined && only.startsWith('(') && only.endsWith(')')) {
			this.defineSnippet(only.slice(1, -1));
			this.keys = [];
			return;
		}
		const braced = this.value() === '{';
		if (!braced) this.cursor--;
		this.readDirectives();
		if (braced && this.value() !== '}') throw this.syntaxError('}');
	}

	private readKeys(): void {
		let expectingAnother = false;
		for (;;) {
			const text = this.value();
			if (text === 'import' && this.isNewLine()) {
				this.importHere();
				continue;
			}
			if (text === '{') {
				if (expectingAnother) {
					throw this.error(`Expected another address but had '${text}' - check for extra comma`);
				}
				return;
			}
			if (text !== '') {
				expectingAnother = text.endsWith(',');
				this.keys.push(expectingAnother ? text.slice(0, -1) : text);
			}
			const hasNext = this.next();
			if (expectingAnother && !hasNext) throw this.endOfFileError();
			if (!hasNext) {
				this.atEnd = true;
				return;
			}
			if (!expectingAnother && this.isNewLine()) return;
		}
	}

	private defineSnippet(name: string): void {
		if (this.snippets.has(name)) {
			throw this.error(`redeclaration of previously declared snippet ${name}`);
		}
		if (this.value() !== '{') throw this.syntaxError('{');
		const body: Token[] = [];
		let depth = 1;
		while (this.next()) {
			if (this.value() === '}' && --depth === 0) break;
			if (this.value() === '{') depth++;
			const token = this.tokens[this.cursor];
			if (token !== undefined) body.push(token);
		}
		if (depth !== 0) throw this.syntaxError('}');
		const importsItself = body.some((token, index) => {
			const before = body[index - 1];
			const startsLine = before === undefined || before.file !== token.file || before.line !== token.line;
			return token.text === 'import' && startsLine && body[index + 1]?.text === name;
		});
		if (importsItself) throw this.snippetDepthError();
		this.snippets.set(name, body);
	}

	private snippetDepthError(): CorefileError {
		return this.error(`maximum snippet import depth (${maxSnippetExpansions}) exceeded`);
	}

	private readDirectives(): void {
		while (this.next()) {
			if (this.value() === '}') return;
			if (this.value() === 'import') {
				this.importHere();
				this.cursor--;
				continue;
			}
			this.readDirective();
		}
	}

	private readDirective(): void {
		const name = this.value();
		if (!this.known.has(name)) throw this.error(`Unknown directive '${name}'`);
		const collected = this.directives.get(name) ?? [];
		this.directives.set(name, collected);
		const take = () => {
			const token = this.tokens[this.cursor];
			if (token !== undefined) collected.push(token);
		};
		take();
		let nesting = 0;
		while (this.next()) {
			const text = this.value();
			if (text === '{') {
				nesting++;
			} else if (this.isNewLine() && nesting === 0) {
				this.cursor--;
				break;
			} else if (text === '}' && nesting > 0) {
				nesting--;
			} else if (text === '}') {
				throw this.error("Unexpected '}' because no matching opening brace");
			} else if (text === 'import' && this.isNewLine()) {
				this.importHere();
				this.cursor--;
				continue;
			}
			take();
		}
		if (nesting > 0) throw this.endOfFileError();
	}

	/** Puts what an `import` stands for in its place; the cursor then is on the first of those tokens. */
	private importHere(): void {
		if (!this.nextArgument()) throw this.argumentError();
		const pattern = this.value();
		if (pattern === '') throw this.error('Import requires a non-empty filepath');
		if (this.nextArgument()) throw this.error('Import takes only one argument (glob pattern or file)');
		const before = this.tokens.slice(0, this.cursor - 1);
		const behind = this.tokens.slice(this.cursor + 1);
		const imported = this.importedTokens(pattern);
		if (before.length + imported.length + behind.length > maxTokens) throw this.snippetDepthError();
		this.tokens = [...before, ...imported, ...behind];
		this.cursor--;
	}

	private importedTokens(pattern: string): readonly Token[] {
		const snippet = this.snippets.get(pattern);
		if (snippet !== undefined) {
			if (this.snippetExpansions++ >= maxSnippetExpansions) throw this.snippetDepthError();
			return snippet;
		}
		if (this.fileExpansions++ >= maxFileExpansions) {
			throw this.error(`maximum file import depth (${maxSnippetExpansions}) exceeded`);
		}
		const files = this.importFiles(pattern, this.tokens[this.cursor]?.file ?? '');
		if (files === undefined) throw this.error(`File to import not found: ${pattern}`);
		if ('problem' in files) throw this.error(files.problem);
		return files.flatMap((file) => readTokens(file.text, file.name));
	}
}
