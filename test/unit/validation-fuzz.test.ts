// A small slice of `npm run fuzz:manifests`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOutOfHand, measuredGrowth } from '../fuzz/growth.ts';
import { judgeMutated } from '../fuzz/judge-mutated.ts';

test('mutated manifests get a verdict', () => {
	const { accepted, invalid, undecodable } = judgeMutated(20_260_101, 1500);
	assert.ok(accepted > 50 && invalid > 100 && undecodable > 100);
});

test('judging takes time in proportion to the length', () => {
	assert.deepEqual([...measuredGrowth(160)].filter(isOutOfHand), []);
});
