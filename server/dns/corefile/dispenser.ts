// Invariant: a Dispenser walks tokens as CoreDNS does (coredns/caddy v1.1.4 caddyfile/dispenser.go), so that each
// plugin's set-up reads the same arguments and fails at the same place with the same words.
import type { Token } from './lexer.ts';

/** A mistake in a Corefile, in CoreDNS's words. */
export class CorefileError extends Error {
	/** Where it was found, 1-based, also where CoreDNS's words do not say; 0 if unknown. */
	readonly line: number;

	constructor(message: string, line: number) {
		super(message);
		this.line = line;
	}
}

export class Dispenser {
	protected tokens: readonly Token[];
	protected cursor = -1;
	private nesting = 0;
	private readonly filename: string;

	constructor(filename: string, tokens: readonly Token[]) {
		this.filename = filename;
		this.tokens = tokens;
	}

	/** Moves to the next token. False if there is none. */
	next(): boolean {
		if (this.cursor >= this.tokens.length - 1) return false;
		this.cursor++;
		return true;
	}

	/** Moves to the next token if it stands on the same line. */
	nextArgument(): boolean {
		if (this.cursor < 0) {
			this.cursor++;
			return true;
		}
		if (!this.sameLineFollows()) return false;
		this.cursor++;
		return true;
	}

	private sameLineFollows(): boolean {
		const token = this.tokens[this.cursor];
		const following = this.tokens[this.cursor + 1];
		if (token === undefined || following === undefined) return false;
		return token.file === following.file && token.line + lineBreaks(token) === following.line;
	}

	/** Condition of a loop over a block's lines: moves to the next token if it opens a block or is in one. */
	nextBlock(): boolean {
		if (this.nesting > 0) {
			if (!this.next()) return false;
			if (this.value() === '{') {
				this.cursor--;
			} else if (this.value() === '}') {
				this.nesting--;
				return false;
			} else {
				return true;
			}
		}
		if (!this.nextArgument()) return false;
		if (this.value() !== '{') {
			this.cursor--;
			return false;
		}
		if (!this.next() || this.value() === '}') return false;
		this.nesting++;
		return true;
	}

	/** The current token's text, '' if there is none. */
	value(): string {
		return this.tokens[this.cursor]?.text ?? '';
	}

	line(): number {
		return this.tokens[this.cursor]?.line ?? 0;
	}

	file(): string {
		return this.tokens[this.cursor]?.file || this.filename;
	}

	/** The other tokens of the line, up to a brace that opens a block. */
	remainingArguments(): string[] {
		const found: string[] = [];
		while (this.nextArgument()) {
			if (this.value() === '{') {
				this.cursor--;
				break;
			}
			found.push(this.value());
		}
		return found;
	}

	/** True if the current token starts a line. */
	protected isNewLine(): boolean {
		if (this.cursor < 1) return true;
		const before = this.tokens[this.cursor - 1];
		const token = this.tokens[this.cursor];
		if (before === undefined || token === undefined) return false;
		return before.file !== token.file || before.line + lineBreaks(before) < token.line;
	}

	argumentError(): CorefileError {
		if (this.value() === '{') return this.error("Unexpected token '{', expecting argument");
		return this.error(`Wrong argument count or unexpected line ending after '${this.value()}'`);
	}

	syntaxError(expected: string): CorefileError {
		const text = `${this.file()}:${this.line()} - Syntax error: Unexpected token '${this.value()}', expecting '${expected}'`;
		return new CorefileError(text, this.line());
	}

	endOfFileError(): CorefileError {
		return this.error('Unexpected EOF');
	}

	error(message: string): CorefileError {
		return new CorefileError(`${this.file()}:${this.line()} - Error during parsing: ${message}`, this.line());
	}

	/** An error that CoreDNS words without file and line; the line is kept aside. */
	bareError(message: string): CorefileError {
		return new CorefileError(message, this.line());
	}
}

function lineBreaks(token: Token): number {
	return token.text.includes('\n') ? token.text.split('\n').length - 1 : 0;
}
