import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LatestOnly } from '../../client/preview/latest-only.ts';

/** A task whose runs end when the test says so. */
function stepwise(): { readonly latest: LatestOnly; readonly ends: (() => void)[]; outdated: boolean[] } {
	const ends: (() => void)[] = [];
	const outdated: boolean[] = [];
	const latest: LatestOnly = new LatestOnly(async () => {
		await new Promise<void>((end) => ends.push(end));
		outdated.push(latest.isOutdated);
	});
	return { latest, ends, outdated };
}

async function settled(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}

describe('LatestOnly', () => {
	it('runs once when asked once', async () => {
		const { latest, ends, outdated } = stepwise();
		void latest.run();
		await settled();
		ends[0]?.();
		await settled();
		assert.equal(ends.length, 1);
		assert.deepEqual(outdated, [false]);
	});
	it('makes one more run of all that is asked for meanwhile, and knows that the first is out of date', async () => {
		const { latest, ends, outdated } = stepwise();
		void latest.run();
		for (let asked = 0; asked < 20; asked++) void latest.run();
		await settled();
		assert.equal(ends.length, 1);
		ends[0]?.();
		await settled();
		assert.equal(ends.length, 2);
		ends[1]?.();
		await settled();
		assert.equal(ends.length, 2);
		assert.deepEqual(outdated, [true, false]);
	});
	it('runs again after a failure', async () => {
		let runs = 0;
		const latest = new LatestOnly(async () => {
			if (++runs === 1) throw new Error('once');
		});
		await assert.rejects(latest.run());
		await latest.run();
		assert.equal(runs, 2);
	});
});
