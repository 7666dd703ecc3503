// Invariant: built once a version of the index; whatever nearestName can find is among the candidates.
import type { IndexedObject, ObjectIndex } from './object-index.ts';

interface Entry {
	readonly name: string;
	/** The Services of that name, `mostRepeats` at most. */
	readonly objects: IndexedObject[];
	readonly digits: string;
	/** One bit for each letter that occurs. */
	readonly letters: number;
}

/** How often one name counts: examples repeat it in many folders. */
const mostRepeats = 200;

/** The most letters that two slips change: each takes one away and brings one. */
const mostLetters = 4;

/** The Services of a namespace whose names may be meant by one that is written: near in spelling, or with another word beside it. */
export function nearServicesOf(
	index: ObjectIndex,
	namespace: string,
	written: string,
): readonly IndexedObject[] {
	const wanted = { digits: digitsOf(written), letters: lettersOf(written) };
	return entriesOf(index, namespace).flatMap(({ objects, name, digits, letters }) => {
		const isNear =
			digits === wanted.digits &&
			Math.abs(name.length - written.length) <= 2 &&
			bitsOf(letters ^ wanted.letters) <= mostLetters;
		return isNear || isPartOf(name, written) || isPartOf(written, name) ? objects : [];
	});
}

function isPartOf(part: string, whole: string): boolean {
	return part.length < whole.length && (whole.startsWith(part) || whole.endsWith(part));
}

const built = new WeakMap<readonly IndexedObject[], readonly Entry[]>();

function entriesOf(index: ObjectIndex, namespace: string): readonly Entry[] {
	const services = index.ofKind('Service', namespace);
	const known = built.get(services);
	if (known !== undefined) return known;
	const byName = new Map<string, Entry>();
	for (const object of services) {
		const name = object.typed?.metadata.name ?? object.name;
		const entry = byName.get(name) ?? {
			name,
			objects: [],
			digits: digitsOf(name),
			letters: lettersOf(name),
		};
		byName.set(name, entry);
		if (entry.objects.length < mostRepeats) entry.objects.push(object);
	}
	const entries = [...byName.values()];
	built.set(services, entries);
	return entries;
}

function digitsOf(name: string): string {
	return name.replace(/\D/g, '');
}

function lettersOf(name: string): number {
	let bits = 0;
	for (let at = 0; at < name.length; at++) {
		const code = name.charCodeAt(at) - 97;
		if (code >= 0 && code < 26) bits |= 1 << code;
	}
	return bits;
}

function bitsOf(bits: number): number {
	let count = 0;
	for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
	return count;
}
