import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runCorefiles } from '../fuzz/corefiles.ts';
import { runPackets } from '../fuzz/dns-packets.ts';

it('answers or ignores every mutated packet', () => {
	const { answered, packets } = runPackets(1, 20_000);
	// Else the packets would not get far enough to say anything.
	assert.ok(answered > packets / 4, `${answered} of ${packets} answered`);
});

it('reads or refuses every mutated Corefile', () => {
	const { read, refused } = runCorefiles(1, 2000);
	assert.ok(read > 100 && refused > 100, `${read} read, ${refused} refused`);
});
