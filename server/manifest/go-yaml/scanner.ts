// Invariant: tokens come in go-yaml's order, and the text is read no further than that order needs, so what stands behind
// the first document is not looked at.
// Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_fetch_more_tokens, …_fetch_next_token, …_roll_indent, …_save_simple_key).
import { Cursor, code, isBlank, isBlankOrEnd, isBreak, type Mark, YamlError } from './cursor.ts';
import { scanBlockScalar } from './scan-block-scalar.ts';
import { scanPlain } from './scan-plain.ts';
import { scanAnchor, scanDirective, scanTag } from './scan-properties.ts';
import { scanQuoted } from './scan-quoted.ts';
import type { Token, TokenKind } from './token.ts';

/** Where a key without `?` may have begun: only its `:` will tell. */
interface PossibleKey {
	readonly mark: Mark;
	/** The number of the token that it begins with. */
	readonly token: number;
	/** In a block mapping, at its column: nothing but a key can stand there. */
	readonly required: boolean;
}

const longestKey = 1024;

export class Scanner {
	private readonly cursor: Cursor;
	private readonly queue: Token[] = [];
	/** How many tokens have been handed out. */
	private taken = 0;
	/** One place for each flow collection that is open, and one for the block. */
	private readonly possibleKeys: (PossibleKey | undefined)[] = [undefined];
	private keyAllowed = true;
	private indent = -1;
	private readonly indents: number[] = [];
	private ended = false;

	constructor(text: string) {
		this.cursor = new Cursor(text);
	}

	/** The next token, which stays the next one. */
	peek(): Token {
		while (!this.ended && (this.queue.length === 0 || this.headMayBecomeKey())) this.fetch();
		// The last token is never taken.
		return this.queue[0] ?? { kind: 'stream-end', start: this.cursor.offset, end: this.cursor.offset };
	}

	take(): Token {
		const token = this.peek();
		this.queue.shift();
		this.taken++;
		return token;
	}

	private get flowLevel(): number {
		return this.possibleKeys.length - 1;
	}

	/** A key may yet turn out to begin with the first token of the queue. */
	private headMayBecomeKey(): boolean {
		for (let level = 0; level < this.possibleKeys.length; level++) {
			if (this.possibleKeys[level]?.token === this.taken) return this.stillPossible(level) !== undefined;
		}
		return false;
	}

	private stillPossible(level: number): PossibleKey | undefined {
		const key = this.possibleKeys[level];
		if (key === undefined) return undefined;
		if (key.mark.line === this.cursor.line && key.mark.index + longestKey >= this.cursor.index) return key;
		this.dropKey(level);
		return undefined;
	}

	private dropKey(level = this.flowLevel): void {
		const key = this.possibleKeys[level];
		if (key?.required) throw new YamlError("a key must stand on one line with its ':'", key.mark.offset);
		this.possibleKeys[level] = undefined;
	}

	private saveKey(): void {
		if (!this.keyAllowed) return;
		const mark = this.cursor.mark();
		const required = this.flowLevel === 0 && this.indent === mark.column;
		this.dropKey();
		this.possibleKeys[this.flowLevel] = { mark, required, token: this.taken + this.queue.length };
	}

	private rollIndent(column: number, kind: TokenKind, offset: number, at = this.queue.length): void {
		if (this.flowLevel > 0 || this.indent >= column) return;
		this.indents.push(this.indent);
		this.indent = column;
		this.queue.splice(at, 0, { kind, start: offset, end: offset });
	}

	private unrollIndent(column: number): void {
		if (this.flowLevel > 0) return;
		while (this.indent > column) {
			this.push('block-end', this.cursor.offset);
			this.indent = this.indents.pop() ?? -1;
		}
	}

	private push(kind: TokenKind, start: number): void {
		this.queue.push({ kind, start, end: this.cursor.offset });
	}

	/** Consumes the sign at the cursor as a token of its own. */
	private sign(kind: TokenKind, length = 1): void {
		const start = this.cursor.offset;
		for (let count = 0; count < length; count++) this.cursor.skip();
		this.push(kind, start);
	}

	private toNextToken(): void {
		const { cursor } = this;
		for (;;) {
			while (
				cursor.unit() === code.space ||
				(cursor.unit() === code.tab && (this.flowLevel > 0 || !this.keyAllowed))
			) {
				cursor.skip();
			}
			cursor.skipComment();
			if (!isBreak(cursor.unit())) return;
			cursor.skipBreak();
			if (this.flowLevel === 0) this.keyAllowed = true;
		}
	}

	private fetch(): void {
		this.toNextToken();
		const { cursor } = this;
		this.unrollIndent(cursor.column);
		const unit = cursor.unit();
		if (unit === code.nul) this.fetchEnd();
		else if (cursor.column === 0 && unit === code.percent) {
			this.fetchAtTop(() => this.queue.push(scanDirective(cursor)));
		} else if (cursor.atDocumentMarker()) {
			const kind = unit === code.dash ? 'document-start' : 'document-end';
			this.fetchAtTop(() => this.sign(kind, 3));
		} else if (!this.fetchIndicator(unit)) {
			if (!mayBeginPlain(unit, cursor.unit(1), this.flowLevel > 0)) {
				const message = 'a text without quotes cannot begin with this sign: put it in quotes';
				throw new YamlError(message, cursor.offset);
			}
			this.fetchPlain();
		}
	}

	/** False where a text without quotes begins. */
	private fetchIndicator(unit: number): boolean {
		const inFlow = this.flowLevel > 0;
		const standsAlone = isBlankOrEnd(this.cursor.unit(1));
		if (unit === code.openBracket) this.fetchFlowStart('flow-sequence-start');
		else if (unit === code.openBrace) this.fetchFlowStart('flow-mapping-start');
		else if (unit === code.closeBracket) this.fetchFlowEnd('flow-sequence-end');
		else if (unit === code.closeBrace) this.fetchFlowEnd('flow-mapping-end');
		else if (unit === code.comma) this.fetchEntry('flow-entry');
		else if (unit === code.dash && standsAlone) this.fetchBlockEntry();
		else if (unit === code.question && (inFlow || standsAlone)) this.fetchKey();
		else if (unit === code.colon && (inFlow || standsAlone)) this.fetchValue();
		else if (unit === code.asterisk || unit === code.ampersand) this.fetchKeyStart(scanAnchor);
		else if (unit === code.bang) this.fetchKeyStart(scanTag);
		else if ((unit === code.pipe || unit === code.greater) && !inFlow) this.fetchBlockScalar();
		else if (unit === code.apostrophe || unit === code.quote) this.fetchKeyStart(scanQuoted);
		else return false;
		return true;
	}

	private fetchEnd(): void {
		const { cursor } = this;
		// go-yaml ends the last line, so what needs a `:` on it has none.
		if (cursor.column !== 0) {
			cursor.column = 0;
			cursor.line++;
		}
		this.fetchAtTop(() => this.push('stream-end', cursor.offset));
		this.ended = true;
	}

	/** Directives, markers and the end close every block. */
	private fetchAtTop(fetch: () => void): void {
		this.unrollIndent(-1);
		this.dropKey();
		this.keyAllowed = false;
		fetch();
	}

	private fetchFlowStart(kind: TokenKind): void {
		this.saveKey();
		this.possibleKeys.push(undefined);
		this.keyAllowed = true;
		this.sign(kind);
	}

	private fetchFlowEnd(kind: TokenKind): void {
		this.dropKey();
		if (this.flowLevel > 0) this.possibleKeys.pop();
		this.keyAllowed = false;
		this.sign(kind);
	}

	private fetchEntry(kind: TokenKind): void {
		this.dropKey();
		this.keyAllowed = true;
		this.sign(kind);
	}

	private fetchBlockEntry(): void {
		const { offset, column } = this.cursor;
		if (this.flowLevel === 0) {
			if (!this.keyAllowed)
				throw new YamlError('a list cannot begin here: put its - on a line of its own', offset);
			this.rollIndent(column, 'block-sequence-start', offset);
		}
		this.fetchEntry('block-entry');
	}

	private fetchKey(): void {
		const { offset, column } = this.cursor;
		if (this.flowLevel === 0) {
			if (!this.keyAllowed) throw new YamlError('a key cannot begin here', offset);
			this.rollIndent(column, 'block-mapping-start', offset);
		}
		this.dropKey();
		this.keyAllowed = this.flowLevel === 0;
		this.sign('key');
	}

	private fetchValue(): void {
		const { offset, column } = this.cursor;
		const key = this.stillPossible(this.flowLevel);
		if (key !== undefined) {
			const { mark } = key;
			const at = key.token - this.taken;
			this.queue.splice(at, 0, { kind: 'key', start: mark.offset, end: mark.offset });
			this.rollIndent(mark.column, 'block-mapping-start', mark.offset, at);
			this.possibleKeys[this.flowLevel] = undefined;
			this.keyAllowed = false;
		} else {
			if (this.flowLevel === 0) {
				if (!this.keyAllowed) throw new YamlError('a key with a value cannot stand here', offset);
				this.rollIndent(column, 'block-mapping-start', offset);
			}
			this.keyAllowed = this.flowLevel === 0;
		}
		this.sign('value');
	}

	private fetchKeyStart(scan: (cursor: Cursor) => Token): void {
		this.saveKey();
		this.keyAllowed = false;
		this.queue.push(scan(this.cursor));
	}

	private fetchPlain(): void {
		this.saveKey();
		this.keyAllowed = false;
		const { token, brokeLine } = scanPlain(this.cursor, this.indent + 1, this.flowLevel > 0);
		this.queue.push(token);
		if (brokeLine) this.keyAllowed = true;
	}

	private fetchBlockScalar(): void {
		this.dropKey();
		this.keyAllowed = true;
		this.queue.push(scanBlockScalar(this.cursor, this.indent));
	}
}

const indicators = '-?:,[]{}#&*!|>\'"%@`';

function mayBeginPlain(unit: number, next: number, inFlow: boolean): boolean {
	if (unit === code.dash) return !isBlank(next);
	if (!inFlow && (unit === code.question || unit === code.colon)) return !isBlankOrEnd(next);
	return !isBlankOrEnd(unit) && !indicators.includes(String.fromCharCode(unit));
}
