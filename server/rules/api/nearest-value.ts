// Invariant: a nearest value is offered only if it is likelier meant than the others; case alone never counts as doubt.
import { suggest } from '../../kubernetes/decoding/suggestion.ts';

export interface NearestValue {
	readonly value: string;
	/** The same letters, only written otherwise: nothing else can have been meant. */
	readonly certain: boolean;
}

/** The allowed value that was probably meant. */
export function nearestValue(written: string, allowed: readonly string[]): NearestValue | undefined {
	const plain = simplified(written);
	const same = allowed.find((value) => simplified(value) === plain);
	if (same !== undefined) return { value: same, certain: true };
	const near = suggest(written, allowed) ?? allowed.find((value) => sharesWords(written, value));
	return near === undefined ? undefined : { value: near, certain: false };
}

function simplified(text: string): string {
	return text.toLowerCase().replace(/[-_\s]/g, '');
}

/** `PreferZone` and `PreferSameZone`, `OnlyLocal` and `Local`: all words of one stand in the other. */
function sharesWords(a: string, b: string): boolean {
	const [first, second] = [wordsOf(a), wordsOf(b)];
	const within = (some: readonly string[], all: readonly string[]) =>
		some.length > 0 && some.every((word) => all.includes(word));
	return within(first, second) || within(second, first);
}

function wordsOf(text: string): readonly string[] {
	return (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
}
