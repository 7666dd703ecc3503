import type { IndexedObject } from '../workspace/object-index.ts';

/** `a Deployment`, `an Ingress`. */
export function withArticle(noun: string): string {
	return `${/^[AEIOU]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `Deployment web`, as messages and titles name an object. */
export function nameOf({ object }: IndexedObject): string {
	return `${object.kind} ${object.name}`;
}

/** `app: web`, as YAML writes a label. */
export function pairText(key: string, value: string): string {
	return `${key}: ${value}`;
}

/** `app: web, tier: frontend`. */
export function pairsText(pairs: Iterable<readonly [string, string]>): string {
	return [...pairs].map(([key, value]) => pairText(key, value)).join(', ');
}

/** `a`, `a and b`, `a, b and c`; from the fifth on only their number. */
export function listText(items: readonly string[]): string {
	const shown = items.length > 5 ? [...items.slice(0, 4), `${items.length - 4} more`] : items;
	const last = shown.at(-1) ?? '';
	return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
