import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { switchWritten } from '../fuzz/switch-written.ts';

describe('the switches between virtual IP and headless', () => {
	it('are sound for 200 Services, whatever hand wrote them', () => {
		const tally = switchWritten(1, 200);
		for (const what of ['headless', 'headless-publish-not-ready', 'sibling', 'virtual-ip'])
			assert.ok((tally.get(what) ?? 0) > 8, what);
	});
});
