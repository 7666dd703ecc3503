import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typeInto } from '../fuzz/typing.ts';

describe('a text that is typed', () => {
	it('is answered for as if it had just been opened, after each of 60 edits', async () => {
		assert.equal(await typeInto(1, 10, 6), 60);
	});
});
