// Invariant: a suggestion is close to what was written; a far-fetched one would mislead.

/** The name that was probably meant: the same in other case or without separators, or one or two letters away. */
export function suggest(written: string, names: readonly string[]): string | undefined {
	const plain = simplify(written);
	const same = names.find((name) => simplify(name) === plain);
	if (same !== undefined || plain.length < 4) return same;
	let best: string | undefined;
	let bestDistance = plain.length > 6 ? 3 : 2;
	for (const name of names) {
		const distance = editDistance(plain, simplify(name), bestDistance);
		if (distance < bestDistance) {
			best = name;
			bestDistance = distance;
		}
	}
	return best;
}

function simplify(name: string): string {
	return name.toLowerCase().replace(/[-_\s]/g, '');
}

/** Levenshtein distance; `limit` where it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) >= limit || a.length > 64) return limit;
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
			current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		if (Math.min(...current) >= limit) return limit;
		previous = current;
	}
	return previous.at(-1) ?? limit;
}
