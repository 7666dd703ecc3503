import { type CountedWordId, say, sayCount, type WordId, type Words } from './messages/words.ts';

/** Speaks the page's language. */
export class Speech {
	private readonly words: Words;
	private readonly numbers: Intl.NumberFormat;

	constructor(words: Words, language: string) {
		this.words = words;
		this.numbers = new Intl.NumberFormat(language);
	}

	say(id: WordId, values: Readonly<Record<string, string | number>> = {}): string {
		return say(this.words, id, this.written(values));
	}

	count(id: CountedWordId, count: number): string {
		return sayCount(this.words, id, count, { count: this.number(count) });
	}

	number(value: number): string {
		return this.numbers.format(value);
	}

	private written(values: Readonly<Record<string, string | number>>): Readonly<Record<string, string>> {
		return Object.fromEntries(
			Object.entries(values).map(([name, value]) => [
				name,
				typeof value === 'number' ? this.number(value) : value,
			]),
		);
	}
}
