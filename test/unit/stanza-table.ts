// Invariant: a table row is one stanza of a Corefile and what CoreDNS says of it, or that it takes it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';

/** A test for each stanza that CoreDNS refuses, with its message, and for each that it takes. */
export function testStanzas(
	title: string,
	mistakes: readonly (readonly [stanza: string, message: string])[],
	accepted: readonly string[],
): void {
	describe(title, () => {
		for (const [stanza, message] of mistakes) {
			it(`${JSON.stringify(stanza)}: ${message}`, () => {
				const read = readCorefile(`.:53 {\n${stanza}\n}`);
				assert.ok('problem' in read);
				assert.equal(read.problem.message, message);
				assert.ok(read.problem.line > 1);
			});
		}
		for (const stanza of accepted) {
			it(`takes ${JSON.stringify(stanza)}`, () => {
				assert.ok('corefile' in readCorefile(`.:53 {\n${stanza}\n}`));
			});
		}
	});
}
