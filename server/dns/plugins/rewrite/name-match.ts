// Invariant: a rule's name is compared with the question's in lower case, as CoreDNS v1.15.0 compares it.
import type { CorefileError } from '../../corefile/dispenser.ts';
import { compileRegexp, type Regexp, RegexpError } from '../../go/regexp.ts';
import { normalizeName } from '../../name.ts';

export type WordError = (words: string) => CorefileError;

export const maxPattern = 10_000;

export const matchTypes = ['exact', 'prefix', 'suffix', 'substring', 'regex'] as const;
export type MatchType = (typeof matchTypes)[number];

export function isMatchType(text: string): text is MatchType {
	return matchTypes.some((type) => type === text);
}

/** The pattern, or undefined for one that does not compile. */
export function tryRegexp(text: string): Regexp | undefined {
	try {
		return compileRegexp(text);
	} catch (error) {
		if (!(error instanceof RegexpError)) throw error;
		return undefined;
	}
}

/** How `ttl` and `rcode` rules choose queries; `rule` is the word that errors use. */
export function nameMatcher(
	rule: string,
	type: string,
	text: string,
	fail: WordError,
): (name: string) => boolean {
	const name = normalizeName(text);
	switch (type.toLowerCase()) {
		case 'exact':
			return (asked) => asked === name;
		case 'prefix':
			return (asked) => asked.startsWith(name);
		case 'suffix':
			return (asked) => asked.endsWith(name);
		case 'substring':
			return (asked) => asked.includes(name);
		case 'regex': {
			if (text.length > maxPattern) {
				throw fail(`regex pattern too long in a ${rule} rule: ${text.length} > ${maxPattern}`);
			}
			const pattern = tryRegexp(text);
			if (pattern === undefined) throw fail(`invalid regex pattern in a ${rule} rule: ${text}`);
			return (asked) => pattern.find(asked) !== undefined;
		}
		default:
			throw fail(`${rule} rule supports only exact, prefix, suffix, substring, and regex name matching`);
	}
}
