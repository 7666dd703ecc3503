// With a thousand Pods the page draws as much as with forty, so that no frame takes longer than a person notices.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { ServicePreview } from '../../server/protocol.ts';
import { type DrawnPage, launchBrowser, openPage, unfoldAll } from './drawn-page.ts';
import { postgres } from './previews.ts';

let browser: Browser;
before(async () => {
	browser = await launchBrowser();
});
after(() => browser.close());

/** Milliseconds of the longest task on the way from each preview to the next: message, frames and layouts. */
async function longestTasks({ page }: DrawnPage, previews: readonly ServicePreview[]): Promise<number[]> {
	return page.evaluate(async (previews) => {
		const best = previews.map(() => Number.POSITIVE_INFINITY);
		for (let round = 0; round < 5; round++) {
			for (const [index, preview] of previews.entries()) {
				await new Promise(requestAnimationFrame);
				const view = {
					preview,
					locked: false,
					assumptions: {},
					revision: 0,
					hasZone: true,
					source: { assumptions: {} },
					id: 'one',
				};
				let longest = 0;
				for (let frame = 0; frame < 5; frame++) {
					const started = performance.now();
					if (frame === 0)
						window.dispatchEvent(new MessageEvent('message', { data: { type: 'show', view } }));
					else await new Promise(requestAnimationFrame);
					const inFrame = performance.now();
					// Lit draws in microtasks; a layout that is asked for is made at once.
					for (let microtask = 0; microtask < 10; microtask++) await Promise.resolve();
					document.body.getBoundingClientRect();
					longest = Math.max(longest, performance.now() - (frame === 0 ? started : inFrame));
				}
				best[index] = Math.min(best[index] ?? 0, longest);
			}
		}
		return best;
	}, previews);
}

describe('a thousand Pods', () => {
	for (const unfolded of [false, true]) {
		it(unfolded ? 'all lists unfolded' : 'as it opens', async () => {
			const drawn = await openPage(browser, { width: 1200 });
			await drawn.show(postgres({ replicas: 1000 }));
			if (unfolded) {
				await unfoldAll(drawn.page);
			}
			const times = await longestTasks(drawn, [
				postgres({ replicas: 1000 }),
				postgres({ replicas: 999, notReady: [3, 500] }),
				postgres({ replicas: 1000, written: 'headless' }),
				postgres({ replicas: 3 }),
			]);
			const worst = Math.max(...times);
			const lists = unfolded ? 'unfolded' : 'folded';
			console.log(`1,000 Pods, lists ${lists}: ${worst.toFixed(1)} ms in the longest frame`);
			// Times depend on the machine; what decides them does not.
			await drawn.show(postgres({ replicas: 1000 }));
			const elements = await drawn.page.locator('servicescope-preview *').count();
			assert.ok(elements < 2500, `${elements} elements`);
			await drawn.close();
		});
	}
});
