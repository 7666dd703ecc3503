// Invariant: names of an answer are mapped back as CoreDNS v1.15.0 maps them (plugin/rewrite/name.go).
import type { Regexp } from '../../go/regexp.ts';

/** Maps a name; what does not match comes back as it is. */
export type StringRewriter = (name: string) => string;

/** Replaces what a pattern matches, with `{1}` for its groups. */
export function regexpRewriter(pattern: Regexp, replacement: string): StringRewriter {
	return (name) => {
		const match = pattern.find(name);
		return match === undefined ? name : fillGroups(replacement, match);
	};
}

/** `{0}`, `{1}`, … become the match and its groups. */
export function fillGroups(replacement: string, match: readonly string[]): string {
	return match.reduce((text, group, index) => text.replaceAll(`{${index}}`, () => group), replacement);
}

/** Maps a name and what is below it. */
export function remapRewriter(from: string, to: string): StringRewriter {
	return (name) => {
		if (name === from) return to;
		return name.endsWith(`.${from}`) ? name.slice(0, name.length - from.length) + to : name;
	};
}

export function suffixRewriter(from: string, to: string): StringRewriter {
	return (name) => (name.endsWith(from) ? name.slice(0, name.length - from.length) + to : name);
}
