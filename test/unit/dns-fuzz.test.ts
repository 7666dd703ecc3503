import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runPackets } from '../fuzz/dns-packets.ts';

it('answers or ignores every mutated packet', () => {
	const { answered, packets } = runPackets(1, 20_000);
	// Else the packets would not get far enough to say anything.
	assert.ok(answered > packets / 4, `${answered} of ${packets} answered`);
});
