// Invariant: a reader stands behind what it has read; whatever stands for characters is read here, and repetitions, groups
// and choices are not.
import { caseVariants, perlClasses, posixClasses, unicodeProperty } from './regexp-classes.ts';
import { RegexpError } from './regexp-tree.ts';

export interface Flags {
	readonly fold: boolean;
	readonly multiline: boolean;
	readonly dotAll: boolean;
	readonly ungreedy: boolean;
}

/** Reads what a pattern says about single characters: classes, escapes, brackets. */
export class CharacterReader {
	protected readonly text: string;
	protected at = 0;
	protected flags: Flags = { fold: false, multiline: false, dotAll: false, ungreedy: false };

	constructor(text: string) {
		this.text = text;
	}

	protected error(what: string, where: string): RegexpError {
		return new RegexpError(`error parsing regexp: ${what}: \`${where}\``);
	}

	protected peek(): string {
		return this.text[this.at] ?? '';
	}

	protected folded(test: (code: number) => boolean): (code: number) => boolean {
		if (!this.flags.fold) return test;
		return (code) => test(code) || caseVariants(code).some(test);
	}

	/** `\d`, `\pL`, …; undefined for an escape that stands for one character. */
	protected classEscape(): ((code: number) => boolean) | undefined {
		const letter = this.text[this.at + 1] ?? '';
		const perl = perlClasses.get(letter.toLowerCase());
		if (perl !== undefined) {
			this.at += 2;
			return letter === letter.toLowerCase() ? perl : (code) => !perl(code);
		}
		if (letter !== 'p' && letter !== 'P') return undefined;
		const match = /^\\[pP](?:\{(\^?)(\w+)\}|(\w))/.exec(this.text.slice(this.at));
		const name = match?.[2] ?? match?.[3] ?? '';
		const property = unicodeProperty(name);
		if (match === null || property === undefined) {
			throw this.error('invalid character class range', match?.[0] ?? this.text.slice(this.at));
		}
		this.at += match[0].length;
		const negated = (letter === 'P') !== (match[1] === '^');
		return negated ? (code) => !property(code) : property;
	}

	protected characterEscape(): number {
		const rest = this.text.slice(this.at);
		const hex = /^\\x(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/.exec(rest);
		const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
		const code =
			hex !== null
				? Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
				: octal !== null
					? Number.parseInt(octal[1] ?? '', 8)
					: (controlEscapes.get(rest[1] ?? '') ?? -1);
		if (code >= 0) {
			this.at += hex?.[0].length ?? octal?.[0].length ?? 2;
			return code;
		}
		const escaped = this.text.codePointAt(this.at + 1) ?? 0;
		// Any ASCII punctuation may be escaped, letters and digits may not.
		if (escaped >= 0x80 || /[\w\s]/.test(String.fromCharCode(escaped))) {
			throw this.error('invalid escape sequence', rest.slice(0, escaped > 0xffff ? 3 : 2));
		}
		this.at += 2;
		return escaped;
	}

	protected bracket(): (code: number) => boolean {
		const start = this.at++;
		const negated = this.peek() === '^';
		if (negated) this.at++;
		const tests: ((code: number) => boolean)[] = [];
		for (let first = true; first || this.peek() !== ']'; first = false) {
			if (this.at >= this.text.length) throw this.error('missing closing ]', this.text.slice(start));
			tests.push(this.bracketItem(start));
		}
		this.at++;
		const test = this.folded((code) => tests.some((item) => item(code)));
		return negated ? (code) => !test(code) : test;
	}

	private bracketItem(start: number): (code: number) => boolean {
		const named = /^\[:(\^?)(\w+):\]/.exec(this.text.slice(this.at));
		if (named !== null) {
			const posix = posixClasses.get(named[2] ?? '');
			if (posix === undefined) throw this.error('invalid character class range', named[0]);
			this.at += named[0].length;
			return named[1] === '^' ? (code) => !posix(code) : posix;
		}
		if (this.peek() === '\\') {
			const test = this.classEscape();
			if (test !== undefined) return test;
		}
		const itemStart = this.at;
		const low = this.bracketCharacter(start);
		if (this.peek() !== '-' || this.text[this.at + 1] === ']') return (code) => code === low;
		this.at++;
		const high = this.bracketCharacter(start);
		if (high < low) {
			throw this.error('invalid character class range', this.text.slice(itemStart, this.at));
		}
		return (code) => code >= low && code <= high;
	}

	private bracketCharacter(start: number): number {
		if (this.at >= this.text.length) throw this.error('missing closing ]', this.text.slice(start));
		if (this.peek() === '\\') return this.characterEscape();
		const code = this.text.codePointAt(this.at) ?? 0;
		this.at += code > 0xffff ? 2 : 1;
		return code;
	}
}

const controlEscapes: ReadonlyMap<string, number> = new Map([
	['a', 7],
	['f', 12],
	['n', 10],
	['r', 13],
	['t', 9],
	['v', 11],
]);
