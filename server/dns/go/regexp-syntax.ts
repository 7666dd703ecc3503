// Invariant: what parses is what Go's regexp (RE2) takes, errors in its words; the tree has no more than a fixed number
// of nodes, whatever the pattern repeats.
import { CharacterReader } from './regexp-characters.ts';
import { type Assertion, type ParsedRegexp, RegexpError, type RegexpNode } from './regexp-tree.ts';

const maxRepeat = 1000;
const maxDepth = 200;

/** Parses a pattern. Throws RegexpError. */
export function parseRegexp(pattern: string): ParsedRegexp {
	return new Parser(pattern).parse();
}

class Parser extends CharacterReader {
	private depth = 0;
	private readonly groupNames: string[] = [''];

	parse(): ParsedRegexp {
		const root = this.choice();
		if (this.at < this.text.length) throw this.error('unexpected )', this.text);
		return { root, groupNames: this.groupNames };
	}

	private choice(): RegexpNode {
		const options = [this.sequence()];
		while (this.peek() === '|') {
			this.at++;
			options.push(this.sequence());
		}
		const [only] = options;
		return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
	}

	private sequence(): RegexpNode {
		const parts: RegexpNode[] = [];
		while (this.at < this.text.length && this.peek() !== '|' && this.peek() !== ')') {
			if (this.text.startsWith('\\Q', this.at)) {
				this.quoted(parts);
				continue;
			}
			const start = this.at;
			const atom = this.atom();
			if (atom === undefined) continue;
			parts.push(this.repetition(atom, start));
		}
		return parts.length === 0 ? { kind: 'empty' } : { kind: 'sequence', parts };
	}

	private repetition(atom: RegexpNode, start: number): RegexpNode {
		let node = atom;
		for (let count = 0; ; count++) {
			const operatorAt = this.at;
			const bounds = this.bounds();
			if (bounds === undefined) return node;
			if (count > 0) {
				throw this.error('invalid nested repetition operator', this.text.slice(start, this.at).slice(-2));
			}
			let greedy = !this.flags.ungreedy;
			if (this.peek() === '?') {
				this.at++;
				greedy = !greedy;
			}
			const [least, most] = bounds;
			if (least > maxRepeat || (most > maxRepeat && most !== Number.POSITIVE_INFINITY) || least > most) {
				throw this.error('invalid repeat count', this.text.slice(operatorAt, this.at));
			}
			node = { kind: 'repeat', body: node, least, most, greedy };
		}
	}

	private bounds(): readonly [number, number] | undefined {
		const operator = this.peek();
		const infinity = Number.POSITIVE_INFINITY;
		if (operator === '*' || operator === '+' || operator === '?') {
			this.at++;
			return operator === '*' ? [0, infinity] : operator === '+' ? [1, infinity] : [0, 1];
		}
		// `{` that starts no repetition is a plain character.
		const match = /^\{(\d+)(,(\d*))?\}/.exec(this.text.slice(this.at));
		if (match === null) return undefined;
		this.at += match[0].length;
		const least = Number(match[1]);
		if (match[2] === undefined) return [least, least];
		return [least, match[3] === '' ? infinity : Number(match[3])];
	}

	/** Undefined for what is no node of its own, like `(?i)`. */
	private atom(): RegexpNode | undefined {
		const char = this.peek();
		switch (char) {
			case '(':
				return this.group();
			case '[':
				return classOf(this.bracket());
			case '.':
				this.at++;
				return this.flags.dotAll ? classOf(() => true) : classOf((code) => code !== 0x0a);
			case '^':
				this.at++;
				return { kind: 'assert', what: this.flags.multiline ? 'line-start' : 'text-start' };
			case '$':
				this.at++;
				return { kind: 'assert', what: this.flags.multiline ? 'line-end' : 'text-end' };
			case '*':
			case '+':
			case '?':
				throw this.error('missing argument to repetition operator', char);
			case '\\':
				return this.escape();
			default: {
				if (this.bounds() !== undefined) {
					throw this.error('missing argument to repetition operator', char);
				}
				const code = this.text.codePointAt(this.at) ?? 0;
				this.at += code > 0xffff ? 2 : 1;
				return this.literal(code);
			}
		}
	}

	private literal(code: number): RegexpNode {
		return classOf(this.folded((tested) => tested === code));
	}

	private group(): RegexpNode | undefined {
		if (++this.depth > maxDepth) throw this.error('expression nests too deeply', this.text);
		const start = this.at++;
		const outer = this.flags;
		let index = -1;
		if (this.peek() === '?') {
			const named = /^\?P?<([^>]*)>/.exec(this.text.slice(this.at));
			if (named !== null) {
				const name = named[1] ?? '';
				if (!/^\w+$/.test(name)) {
					throw this.error('invalid named capture', this.text.slice(start, this.at + named[0].length));
				}
				this.at += named[0].length;
				index = this.groupNames.push(name) - 1;
			} else if (this.readFlags(start)) {
				this.depth--;
				return undefined;
			}
		} else {
			index = this.groupNames.push('') - 1;
		}
		const body = this.choice();
		if (this.peek() !== ')') throw this.error('missing closing )', this.text);
		this.at++;
		this.depth--;
		this.flags = outer;
		return index === -1 ? body : { kind: 'capture', index, body };
	}

	/** `?flags)` sets flags up to the group's end: true. `?flags:` sets them for a group that begins: false. */
	private readFlags(start: number): boolean {
		const match = /^\?([imsU]*)(-[imsU]+)?([:)])/.exec(this.text.slice(this.at));
		if (match === null || (match[1] === '' && match[2] === undefined && match[3] === ')')) {
			const rest = this.text.slice(start);
			const what = 'invalid or unsupported Perl syntax';
			if (/^\(\?P?</.test(rest)) throw this.error('invalid named capture', rest);
			throw this.error(what, /^\(\?[imsU-]*./.exec(rest)?.[0] ?? rest);
		}
		this.at += match[0].length;
		const set = (flags: string, value: boolean) => {
			this.flags = {
				fold: flags.includes('i') ? value : this.flags.fold,
				multiline: flags.includes('m') ? value : this.flags.multiline,
				dotAll: flags.includes('s') ? value : this.flags.dotAll,
				ungreedy: flags.includes('U') ? value : this.flags.ungreedy,
			};
		};
		set(match[1] ?? '', true);
		set(match[2] ?? '', false);
		return match[3] === ')';
	}

	private escape(): RegexpNode | undefined {
		const next = this.text[this.at + 1];
		if (next === undefined) {
			throw new RegexpError('error parsing regexp: trailing backslash at end of expression: ``');
		}
		const assertion = assertions.get(next);
		if (assertion !== undefined) {
			this.at += 2;
			return { kind: 'assert', what: assertion };
		}
		const test = this.classEscape();
		if (test !== undefined) return classOf(this.folded(test));
		return this.literal(this.characterEscape());
	}

	/** `\Q…\E`: literally; a repetition behind it is of the last character. */
	private quoted(parts: RegexpNode[]): void {
		const start = this.at;
		const end = this.text.indexOf('\\E', start + 2);
		const literal = this.text.slice(start + 2, end === -1 ? undefined : end);
		this.at = end === -1 ? this.text.length : end + 2;
		for (const char of literal) parts.push(this.literal(char.codePointAt(0) ?? 0));
		const last = parts.pop();
		if (last !== undefined) parts.push(this.repetition(last, start));
	}
}

const assertions: ReadonlyMap<string, Assertion> = new Map([
	['A', 'text-start'],
	['z', 'text-end'],
	['b', 'word'],
	['B', 'no-word'],
]);

function classOf(test: (code: number) => boolean): RegexpNode {
	return { kind: 'class', test };
}
