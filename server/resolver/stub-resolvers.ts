// Invariant: each id names one stub resolver in one version.
import { cAres } from './c-ares/c-ares.ts';
import { glibc } from './glibc/glibc.ts';
import { go } from './go/go.ts';
import { java } from './java.ts';
import { musl123, musl125 } from './musl/musl.ts';
import { nodeLookup } from './node-lookup.ts';
import type { ResolverId, StubResolver } from './resolution.ts';

/** All of them, the most common first. */
export const stubResolvers: readonly StubResolver[] = [glibc, musl125, musl123, go, nodeLookup, cAres, java];

const byId: ReadonlyMap<string, StubResolver> = new Map(
	stubResolvers.map((resolver) => [resolver.id, resolver]),
);

/** The stub resolver of an id; `musl` is the newest one. Undefined for other words. */
export function stubResolverOf(id: string): StubResolver | undefined {
	return byId.get(id === 'musl' ? ('musl-1.2.5' satisfies ResolverId) : id);
}
