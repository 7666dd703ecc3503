// Invariant: these are the characters of Go's regexp classes: ASCII for the letters' and the named ones.

type CharacterTest = (code: number) => boolean;

/** The same letter in its other cases. */
export function caseVariants(code: number): number[] {
	const char = String.fromCodePoint(code);
	return [char.toLowerCase(), char.toUpperCase()].map((variant) => variant.codePointAt(0) ?? code);
}

function tester(pattern: RegExp): CharacterTest {
	return (code) => pattern.test(String.fromCodePoint(code));
}

/** The letter of `\d` and the like. */
export const perlClasses: ReadonlyMap<string, CharacterTest> = new Map([
	['d', tester(/^[0-9]$/)],
	['s', tester(/^[\t\n\f\r ]$/)],
	['w', tester(/^[0-9A-Za-z_]$/)],
]);

/** The name in `[:alpha:]`. */
export const posixClasses: ReadonlyMap<string, CharacterTest> = new Map([
	['alnum', tester(/^[0-9A-Za-z]$/)],
	['alpha', tester(/^[A-Za-z]$/)],
	['ascii', (code: number) => code < 0x80],
	['blank', tester(/^[\t ]$/)],
	['cntrl', (code: number) => code < 0x20 || code === 0x7f],
	['digit', tester(/^[0-9]$/)],
	['graph', (code: number) => code > 0x20 && code < 0x7f],
	['lower', tester(/^[a-z]$/)],
	['print', (code: number) => code >= 0x20 && code < 0x7f],
	['punct', tester(/^[!-/:-@[-`{-~]$/)],
	['space', tester(/^[\t\n\v\f\r ]$/)],
	['upper', tester(/^[A-Z]$/)],
	['word', tester(/^[0-9A-Za-z_]$/)],
	['xdigit', tester(/^[0-9A-Fa-f]$/)],
]);

/** The class of `\p{name}`: a general category or a script; undefined if there is none. */
export function unicodeProperty(name: string): CharacterTest | undefined {
	if (name === 'Any') return () => true;
	for (const property of [name, `Script=${name}`]) {
		try {
			return tester(new RegExp(`^\\p{${property}}$`, 'u'));
		} catch {
			// No such property; perhaps a script's name.
		}
	}
	return undefined;
}
