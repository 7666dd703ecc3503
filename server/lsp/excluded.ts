import ignore from 'ignore';

const excluders = new WeakMap<readonly string[], ReturnType<typeof ignore>>();

/** True if one of the patterns, written as in .gitignore, names the file `below` the folder (the rest of a URI). */
export function isExcluded(patterns: readonly string[], below: string): boolean {
	if (patterns.length === 0) return false;
	const known = excluders.get(patterns) ?? ignore().add([...patterns]);
	excluders.set(patterns, known);
	try {
		return known.ignores(decodeURIComponent(below));
	} catch {
		// A URI that is none names no file below the folder.
		return false;
	}
}
