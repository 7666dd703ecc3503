// Invariant: hashes depend on the text alone, so what is derived from them stays from one edit to the next.

/** FNV-1a, 32 bits, over UTF-16 units; a final mix spreads short, similar texts. */
export function hash32(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** Without vowels and look-alikes. Source: apimachinery pkg/util/rand/rand.go alphanums. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Five characters, as names made from `generateName` end in (apiserver pkg/storage/names/generate.go). */
export function nameSuffix(key: string): string {
	let hash = hash32(key);
	let suffix = '';
	for (let i = 0; i < 5; i++) {
		suffix += alphabet[hash % alphabet.length];
		hash = Math.floor(hash / alphabet.length);
	}
	return suffix;
}

/** A number's decimal digits in the safe alphabet, as pod-template-hash is written (rand.SafeEncodeString). */
export function templateHash(key: string): string {
	return [...String(hash32(key))].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}

/**
 * A name for `generateName: prefix`; the prefix is cut so that the whole has at most 63 characters (names/generate.go:
 * that limit holds for every kind).
 */
export function generatedName(prefix: string, key: string): string {
	return `${prefix.slice(0, 58)}${nameSuffix(key)}`;
}
