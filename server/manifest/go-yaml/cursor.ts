// Invariant: offsets are UTF-16 units of the text, columns and counts are characters, as go-yaml counts them; the end of the
// text reads as NUL.
// Source: go.yaml.in/yaml/v2 yamlprivateh.go, scannerc.go (skip, skip_line, read_line).

export const code = {
	nul: 0,
	tab: 9,
	space: 32,
	quote: 34,
	hash: 35,
	percent: 37,
	ampersand: 38,
	apostrophe: 39,
	asterisk: 42,
	plus: 43,
	comma: 44,
	dash: 45,
	dot: 46,
	colon: 58,
	bang: 33,
	less: 60,
	greater: 62,
	question: 63,
	at: 64,
	openBracket: 91,
	backslash: 92,
	closeBracket: 93,
	backtick: 96,
	openBrace: 123,
	pipe: 124,
	closeBrace: 125,
} as const;

/** A place in the text. */
export interface Mark {
	readonly offset: number;
	/** Characters before it. */
	readonly index: number;
	readonly line: number;
	readonly column: number;
}

export function isBreak(unit: number): boolean {
	return unit === 10 || unit === 13 || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

export function isBlank(unit: number): boolean {
	return unit === code.space || unit === code.tab;
}

export function isBreakOrEnd(unit: number): boolean {
	return unit === 0 || isBreak(unit);
}

export function isBlankOrEnd(unit: number): boolean {
	return isBlank(unit) || unit === 0 || isBreak(unit);
}

/** Letters and digits of ASCII, `_` and `-`. */
export function isWord(unit: number): boolean {
	return (
		(unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || isDigit(unit) || unit === 95 || unit === 45
	);
}

export function isDigit(unit: number): boolean {
	return unit >= 48 && unit <= 57;
}

export class Cursor {
	readonly text: string;
	offset = 0;
	index = 0;
	line = 0;
	column = 0;

	constructor(text: string) {
		this.text = text;
		// go-yaml reads the byte order mark as the encoding.
		if (text.charCodeAt(0) === 0xfeff) this.offset = 1;
	}

	/** The unit `ahead` of the cursor. */
	unit(ahead = 0): number {
		const at = this.offset + ahead;
		return at < this.text.length ? this.text.charCodeAt(at) : 0;
	}

	/** The cursor's own object is never handed out: it moves. */
	mark(): Mark {
		return { offset: this.offset, index: this.index, line: this.line, column: this.column };
	}

	/** One character on, within its line. */
	skip(): void {
		const unit = this.unit();
		this.offset += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
		this.index++;
		this.column++;
	}

	/** To the next line, from a line break; returns what the break stands for in a scalar. */
	skipBreak(): string {
		const unit = this.unit();
		const wide = unit === 13 && this.unit(1) === 10;
		this.offset += wide ? 2 : 1;
		this.index += wide ? 2 : 1;
		this.line++;
		this.column = 0;
		return unit === 0x2028 || unit === 0x2029 ? String.fromCharCode(unit) : '\n';
	}

	skipBlanks(): void {
		while (isBlank(this.unit())) this.skip();
	}

	/** To the end of the line, over a comment if there is one. */
	skipComment(): void {
		if (this.unit() !== code.hash) return;
		while (!isBreakOrEnd(this.unit())) this.skip();
	}

	/** True where a line begins with `---` or `...` and nothing touches it. */
	atDocumentMarker(): boolean {
		if (this.column !== 0) return false;
		const unit = this.unit();
		if (unit !== code.dash && unit !== code.dot) return false;
		return this.unit(1) === unit && this.unit(2) === unit && isBlankOrEnd(this.unit(3));
	}
}

/** Why a text is no YAML, as go-yaml reads it. */
export class YamlError extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}
