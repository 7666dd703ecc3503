// Invariant: a selector is read and matched as the API server does for `labelSelector=` (k8s.io/apimachinery
// pkg/labels/selector.go, meta/v1 ParseToLabelSelector), errors in its words.
import type { StringMap } from '../../kubernetes/objects/json.ts';
import { labelValueErrors, qualifiedNameErrors } from '../../kubernetes/validation/names.ts';
import { quote } from './numbers.ts';

export interface Requirement {
	readonly key: string;
	readonly operator: 'in' | 'notin' | 'exists' | '!';
	readonly values: readonly string[];
}

export type LabelSelector = readonly Requirement[];

/** True if the labels fulfil every requirement. */
export function selects(selector: LabelSelector, labels: StringMap): boolean {
	return selector.every((requirement) => fulfils(requirement, labels));
}

function fulfils({ key, operator, values }: Requirement, labels: StringMap): boolean {
	const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
	switch (operator) {
		case 'in':
			return value !== undefined && values.includes(value);
		case 'notin':
			return value === undefined || !values.includes(value);
		case 'exists':
			return value !== undefined;
		case '!':
			return value === undefined;
	}
}

/** The selector as `kubectl` prints it: requirements by key, values sorted. */
export function formatSelector(selector: LabelSelector): string {
	return selector
		.map(({ key, operator, values }) => {
			if (operator === 'exists') return key;
			if (operator === '!') return `!${key}`;
			return operator === 'in' && values.length === 1
				? `${key}=${values[0]}`
				: `${key} ${operator} (${values.join(',')})`;
		})
		.join(',');
}

/** Reads a selector; an object with the API machinery's words if it is none. */
export function parseLabelSelector(text: string): LabelSelector | { readonly problem: string } {
	try {
		const equal = new Map<string, Requirement>();
		const others: Requirement[] = [];
		const parsed = new SelectorParser(text).parse().sort(byKey);
		for (const { key, operator, values } of parsed) {
			if (operator === '=') equal.set(key, { key, operator: 'in', values });
			else if (operator === 'in' || operator === 'notin' || operator === 'exists' || operator === '!')
				others.push({ key, operator, values });
			else if (operator === 'gt' || operator === 'lt')
				return { problem: `${quote(operator)} isn't supported in label selectors` };
			else return { problem: `${quote(operator)} is not a valid label selector operator` };
		}
		return [...[...equal.values()], ...others].sort(byKey);
	} catch (error) {
		if (!(error instanceof SelectorError)) throw error;
		return { problem: `couldn't parse the selector string "${text}": ${error.message}` };
	}
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
	return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

class SelectorError extends Error {}

interface Word {
	readonly kind: 'identifier' | 'symbol' | 'end';
	readonly text: string;
}

interface Parsed {
	readonly key: string;
	readonly operator: string;
	readonly values: readonly string[];
}

const symbols: readonly string[] = ['==', '!=', '=', '!', '(', ')', ',', '>', '<'];
const binaryOperators: Readonly<Record<string, string>> = {
	in: 'in',
	'=': '=',
	'==': '=',
	'>': 'gt',
	'<': 'lt',
	notin: 'notin',
	'!=': '!=',
};

class SelectorParser {
	private readonly words: readonly Word[];
	private position = 0;

	constructor(text: string) {
		this.words = scan(text);
	}

	private get current(): Word {
		return this.words[this.position] ?? { kind: 'end', text: '' };
	}

	private consume(): Word {
		const word = this.current;
		this.position++;
		return word;
	}

	parse(): Parsed[] {
		const requirements: Parsed[] = [];
		for (;;) {
			const { kind, text } = this.current;
			if (kind === 'end') return requirements;
			if (kind !== 'identifier' && text !== '!') {
				throw new SelectorError(`found '${text}', expected: !, identifier, or 'end of string'`);
			}
			try {
				requirements.push(this.requirement());
			} catch (error) {
				if (!(error instanceof SelectorError)) throw error;
				throw new SelectorError(`unable to parse requirement: ${error.message}`);
			}
			const separator = this.consume();
			if (separator.kind === 'end') return requirements;
			if (separator.text !== ',' || separator.kind !== 'symbol') {
				throw new SelectorError(`found '${separator.text}', expected: ',' or 'end of string'`);
			}
			const following = this.current;
			if (following.kind !== 'identifier' && following.text !== '!') {
				throw new SelectorError(`found '${following.text}', expected: identifier after ','`);
			}
		}
	}

	private requirement(): Parsed {
		let word = this.consume();
		const negated = word.kind === 'symbol' && word.text === '!';
		if (negated) word = this.consume();
		if (word.kind !== 'identifier') {
			throw new SelectorError(`found '${word.text}', expected: identifier`);
		}
		const key = checkKey(word.text);
		if (negated) return { key, operator: '!', values: [] };
		const following = this.current;
		if (following.kind === 'end' || following.text === ',') return { key, operator: 'exists', values: [] };
		const written = this.consume().text;
		const operator = Object.hasOwn(binaryOperators, written) ? binaryOperators[written] : undefined;
		if (operator === undefined) {
			throw new SelectorError(`found '${written}', expected: in, notin, =, ==, !=, gt, lt`);
		}
		const values = operator === 'in' || operator === 'notin' ? this.values() : [this.exactValue()];
		values.forEach((value, index) => {
			checkValue(`values[${index}][${key}]`, value);
		});
		if (operator === 'gt' || operator === 'lt') checkInteger(values);
		return { key, operator, values: [...new Set(values)].sort() };
	}

	private values(): string[] {
		const open = this.consume();
		if (open.text !== '(') throw new SelectorError(`found '${open.text}' expected: '('`);
		const first = this.current;
		if (first.text === ')' && first.kind === 'symbol') {
			this.consume();
			return [''];
		}
		if (first.kind !== 'identifier' && first.text !== ',') {
			throw new SelectorError(`found '${first.text}', expected: ',', ')' or identifier`);
		}
		const values: string[] = [];
		for (;;) {
			const word = this.consume();
			const following = this.current;
			if (word.kind === 'identifier') {
				values.push(word.text);
				if (following.text === ')' && following.kind === 'symbol') break;
				if (following.text !== ',') {
					throw new SelectorError(`found '${following.text}', expected: ',' or ')'`);
				}
			} else if (word.text === ',') {
				if (values.length === 0) values.push('');
				if (following.text === ')' || following.text === ',') values.push('');
				if (following.text === ')') break;
			} else {
				throw new SelectorError(`found '${word.text}', expected: ',', or identifier`);
			}
		}
		this.consume();
		return values;
	}

	private exactValue(): string {
		if (this.current.kind === 'end' || this.current.text === ',') return '';
		const word = this.consume();
		if (word.kind === 'identifier') return word.text;
		throw new SelectorError(`found '${word.text}', expected: identifier`);
	}
}

function scan(text: string): Word[] {
	const words: Word[] = [];
	let rest = text;
	for (;;) {
		rest = rest.replace(/^[ \t\r\n]+/, '');
		if (rest === '') return words;
		const symbol = symbols.find((candidate) => rest.startsWith(candidate));
		const word = symbol ?? /^[^=!(),<> \t\r\n]+/.exec(rest)?.[0] ?? rest;
		words.push({ kind: symbol === undefined ? 'identifier' : 'symbol', text: word });
		rest = rest.slice(word.length);
	}
}

function checkKey(key: string): string {
	const errors = qualifiedNameErrors(key);
	if (errors.length > 0) {
		throw new SelectorError(`<nil>: Invalid value: ${quote(key)}: ${errors.join('; ')}`);
	}
	return key;
}

function checkValue(path: string, value: string): void {
	const errors = labelValueErrors(value);
	if (errors.length > 0) {
		throw new SelectorError(`${path}: Invalid value: ${quote(value)}: ${errors.join('; ')}`);
	}
}

function checkInteger(values: readonly string[]): void {
	if (!/^[+-]?\d+$/.test(values[0] ?? '')) {
		throw new SelectorError(
			`values[0]: Invalid value: ${quote(values[0] ?? '')}: for 'Gt', 'Lt' operators, the value must be an integer`,
		);
	}
}
