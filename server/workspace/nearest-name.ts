// Invariant: a near miss differs by a slip of the hand, never by a number: `shard-1` and `shard-2` are two names.

/** How sure it is that one name was written for the other. */
export type Nearness = 'slip' | 'affix';

/** Words that people add to a Service's name or leave out. */
const affixes: ReadonlySet<string> = new Set([
	'svc',
	'service',
	'services',
	'srv',
	'headless',
	'app',
	'server',
]);

/**
 * The name that was probably meant: a letter or two away (`slip`), or with a usual word in front or behind (`affix`:
 * `web-svc` for `web`). `wide` takes any word as such an affix. Undefined where none is near, or several are alike near.
 */
export function nearestName(
	written: string,
	names: Iterable<string>,
	wide: (name: string) => boolean = () => false,
): { readonly name: string; readonly nearness: Nearness } | undefined {
	let best: string[] = [];
	let bestDistance = limitFor(written);
	const affixed: string[] = [];
	for (const name of names) {
		if (name === written) continue;
		if (holdsOther(written, name) && differInAffix(written, name, wide(name))) affixed.push(name);
		if (Math.abs(name.length - written.length) > bestDistance || differInNumber(name, written)) continue;
		const distance = editDistance(written, name, bestDistance + 1);
		if (distance > bestDistance) continue;
		if (distance < bestDistance) best = [];
		bestDistance = distance;
		best.push(name);
	}
	const [slip] = best;
	if (best.length === 1 && slip !== undefined) return { name: slip, nearness: 'slip' };
	const [affix] = affixed;
	return best.length === 0 && affixed.length === 1 && affix !== undefined
		? { name: affix, nearness: 'affix' }
		: undefined;
}

/** How many slips still make the same word. */
function limitFor(word: string): number {
	if (word.length < 4) return 0;
	return word.length < 7 ? 1 : 2;
}

/** `shard-1` and `shard-2`, `zone-a` and `zone-b` are siblings. */
function differInNumber(a: string, b: string): boolean {
	if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return true;
	const withoutLetter = (name: string) => name.replace(/-[a-z](?=-|$)/g, '-');
	return withoutLetter(a) === withoutLetter(b);
}

function holdsOther(a: string, b: string): boolean {
	return a.length < b.length ? b.startsWith(a) || b.endsWith(a) : a.startsWith(b) || a.endsWith(b);
}

function differInAffix(a: string, b: string, wide: boolean): boolean {
	const [short, long] = a.length < b.length ? [a, b] : [b, a];
	if (short.length < 2) return false;
	const rest = long.startsWith(`${short}-`)
		? long.slice(short.length + 1)
		: long.endsWith(`-${short}`)
			? long.slice(0, -short.length - 1)
			: long.startsWith(short) && short.length > 2
				? long.slice(short.length)
				: undefined;
	if (rest === undefined || /^v?\d+$/.test(rest)) return false;
	return wide || affixes.has(rest);
}

/** Optimal string alignment (a swap of neighbours is one slip); `limit` where it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) >= limit || a.length > 64) return limit;
	let beforeLast: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const substitution = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
			let least = Math.min(substitution, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
				least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
			current.push(least);
		}
		if (Math.min(...current) >= limit) return limit;
		beforeLast = last;
		last = current;
	}
	return last.at(-1) ?? limit;
}
