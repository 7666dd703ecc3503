// Invariant: the same random numbers give the same text; whatever the hand that writes it, the text says the same value.
// A manifest is written as people write them: block or flow, any indentation, quotes, comments, anchors, line breaks.

/** A scalar as it stands in YAML (`80`, `"on"`), a list, or a mapping whose keys keep their order. */
export type Written = string | readonly Written[] | Mapping;
export interface Mapping {
	readonly [key: string]: Written | undefined;
}

/** How one person writes. */
export class Hand {
	private readonly random: () => number;
	private readonly step: number;
	private readonly dashIndent: number;
	private readonly comments: number;
	private readonly flow: number;
	private readonly quotes: number;
	private written = 0;

	constructor(random: () => number) {
		this.random = random;
		this.step = this.pick([2, 2, 2, 4, 3, 1]);
		this.dashIndent = this.pick([0, 0, this.step]);
		this.comments = this.pick([0, 0.1, 0.4]);
		this.flow = this.pick([0, 0, 0.15, 0.6]);
		this.quotes = this.pick([0, 0.3, 1]);
	}

	pick<T>(from: readonly [T, ...T[]]): T {
		return from[Math.floor(this.random() * from.length)] ?? from[0];
	}

	chance(likelihood: number): boolean {
		return this.random() < likelihood;
	}

	/** A document's text in block style, with a line break at its end. */
	document(value: Mapping): string {
		return this.blockMapping(value, 0, new Set());
	}

	/** The same as JSON. */
	json(value: Mapping): string {
		return `${JSON.stringify(toJson(value), null, this.pick<string | number>([2, '\t', 0]))}\n`;
	}

	comment(): string {
		return `# note ${++this.written}${this.pick([':', ' - x', ' {a: 1}', ''])}`;
	}

	private blockMapping(value: Mapping, column: number, joined: ReadonlySet<string>): string {
		const indent = ' '.repeat(column);
		let text = '';
		for (const [key, item] of entriesOf(value)) {
			if (!joined.has(key)) {
				if (this.chance(this.comments)) text += `${indent}${this.comment()}\n`;
				if (this.chance(this.comments / 4)) text += '\n';
				text += indent;
			}
			const colon = this.chance(0.02) ? ' :' : ':';
			text += `${this.chance(this.quotes / 8) ? `"${key}"` : key}${colon}${this.blockValue(item, column)}`;
		}
		return text;
	}

	/** What stands behind a key's colon, up to and with the line break. */
	private blockValue(value: Written, column: number): string {
		const trailing = this.chance(this.comments) ? ` ${this.comment()}\n` : '\n';
		if (typeof value === 'string') return ` ${this.scalar(value)}${trailing}`;
		const isEmpty = isList(value) ? value.length === 0 : entriesOf(value).length === 0;
		if (isEmpty || this.chance(this.flow)) return ` ${this.flowValue(value, column + this.step)}${trailing}`;
		if (isList(value)) return trailing + this.blockList(value, column + this.dashIndent);
		return trailing + this.blockMapping(value, column + this.step, new Set());
	}

	private blockList(value: readonly Written[], column: number): string {
		const gap = ' '.repeat(this.chance(0.1) ? 3 : 1);
		let text = '';
		for (const item of value) {
			if (this.chance(this.comments)) text += `${' '.repeat(column)}${this.comment()}\n`;
			text += `${' '.repeat(column)}-`;
			if (typeof item === 'string' || isList(item) || this.chance(this.flow)) {
				const inline = typeof item === 'string' ? this.scalar(item) : this.flowValue(item, column + 2);
				text += ` ${inline}${this.chance(this.comments) ? ` ${this.comment()}` : ''}\n`;
			} else if (this.chance(0.05)) {
				text += `\n${this.blockMapping(item, column + 2, new Set())}`;
			} else {
				const [first] = entriesOf(item);
				text += gap + this.blockMapping(item, column + 1 + gap.length, new Set(first ? [first[0]] : []));
			}
		}
		return text;
	}

	private flowValue(value: Written, column: number): string {
		if (typeof value === 'string') return this.scalar(value, true);
		const parts = isList(value)
			? value.map((item) => this.flowValue(item, column + 2))
			: entriesOf(value).map(([key, item]) => `${key}: ${this.flowValue(item, column + 2)}`);
		const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
		if (parts.length === 0) return open + close;
		if (this.chance(0.7)) {
			const pad = this.pick(['', ' ']);
			return `${open}${pad}${parts.join(', ')}${pad}${close}`;
		}
		const indent = ' '.repeat(column);
		const lines = parts.map((part, index) => {
			const comma = index < parts.length - 1 || this.chance(0.5) ? ',' : '';
			return `${indent}${part}${comma}${this.chance(this.comments) ? ` ${this.comment()}` : ''}\n`;
		});
		return `${open}\n${lines.join('')}${indent}${close}`;
	}

	private scalar(text: string, inFlow = false): string {
		if (/^["'*&!|>]/.test(text) || !/^[A-Za-z]/.test(text)) return text;
		if (/^(?:true|false)$/.test(text)) return text;
		if (this.chance(this.quotes)) return this.pick([`"${text}"`, `'${text}'`]);
		return inFlow && /[[\]{},]/.test(text) ? `"${text}"` : text;
	}
}

function isList(value: Written): value is readonly Written[] {
	return Array.isArray(value);
}

function entriesOf(value: Mapping): [string, Written][] {
	return Object.entries(value).filter((entry): entry is [string, Written] => entry[1] !== undefined);
}

function toJson(value: Written): unknown {
	if (typeof value === 'string')
		return /^(?:\d+|true|false)$/.test(value) ? JSON.parse(value) : value.replace(/^["'](.*)["']$/, '$1');
	if (isList(value)) return value.map(toJson);
	return Object.fromEntries(entriesOf(value).map(([key, item]) => [key, toJson(item)]));
}
