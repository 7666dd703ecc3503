// A small version of `npm run fuzz:rules`: no rule fails over mutated manifests, and time grows with the size.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { growingWorkspaces } from '../fuzz/growing-workspaces.ts';
import { isOutOfHand, measuredGrowth } from '../fuzz/growth.ts';
import { lintFiles } from '../fuzz/lint-files.ts';
import { lintMutated } from '../fuzz/lint-mutated.ts';

describe('the rules', () => {
	it('say something about 3,000 mutated workspaces without failing', () => {
		assert.ok(lintMutated(2, 3000).findings > 1000);
	});

	it('take time in proportion to the size of the workspace', () => {
		const lint = (text: string) => void lintFiles(new Map([['a.yaml', text]]), false);
		for (const growth of measuredGrowth(160, growingWorkspaces, lint))
			assert.ok(!isOutOfHand(growth), JSON.stringify(growth));
	});
});
