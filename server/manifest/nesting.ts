// Invariant: asks of a text how deep it nests without recursing into it: the `yaml` package composes by recursion, and where
// the stack ends inside of one of its regular expressions the engine ends the process instead of throwing.
import { type CST, Parser } from 'yaml';

/** Deeper nesting than any manifest has; go-yaml stops at 10,000, walks of the tree recurse. */
export const maxDepth = 500;

/** Throws a RangeError if the text nests deeper than `maxDepth`. */
export function refuseDeepText(text: string): void {
	if (canBeDeep(text)) refuseDeepTokens(new Parser().parse(text));
}

/** Throws a RangeError if a token nests deeper than `maxDepth`; hands them on else. */
export function refuseDeepTokens(tokens: Iterable<CST.Token>): readonly CST.Token[] {
	const all = [...tokens];
	let level: readonly CST.Token[] = all;
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > maxDepth) throw new RangeError('nested too deeply');
		level = level.flatMap(within);
	}
	return all;
}

/** False at once for nearly every text: each level takes an opening bracket, a dash, a question mark or a further column. */
function canBeDeep(text: string): boolean {
	const openings = text.match(/[[{]|[-?:]\s/g)?.length ?? 0;
	return openings > maxDepth;
}

function within(token: CST.Token): CST.Token[] {
	if (token.type === 'document') return token.value ? [token.value] : [];
	if (!('items' in token)) return [];
	const found: CST.Token[] = [];
	for (const { key, value } of token.items) {
		if (key) found.push(key);
		if (value) found.push(value);
	}
	return found;
}
