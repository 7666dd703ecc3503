// The page in every theme and at every width: nothing inaccessible, nothing clipped, nothing that scrolls sideways.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { english, type Words } from '../../client/panel/messages/words.ts';
import { type DrawnPage, launchBrowser, openPage, type Theme, unfoldAll } from './drawn-page.ts';
import { mongodb, postgres, unanswered } from './previews.ts';

const themes: readonly Theme[] = ['light', 'dark', 'high-contrast-light', 'high-contrast-dark'];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const place = {
	uri: 'file:///a.yaml',
	range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } },
};
const long = 'a-service-whose-name-has-all-the-sixty-three-letters-that-fit-in';

const situations: readonly [string, (drawn: DrawnPage, showQuery?: string) => Promise<void>][] = [
	[
		'a preview',
		async ({ page, show, send }, showQuery = 'Show the query') => {
			await show(postgres({ notReady: [1], terminating: [2] }), {
				assumptions: { notReady: ['shop/postgres-1'], question: { name: 'postgres' } },
				localServer: '127.0.0.1:5353',
			});
			await page.getByRole('button', { name: showQuery }).click();
			await send({ type: 'notice', kind: 'done', text: 'Applied.' });
		},
	],
	['forty Pods and a long name', ({ show }) => show(postgres({ replicas: 40, name: long }))],
	[
		'long lists in windows',
		async ({ page, show }) => {
			await show(postgres({ replicas: 60 }));
			await unfoldAll(page);
		},
	],
	['SRV records', ({ show }) => show(mongodb())],
	['no answer', ({ show }) => show(unanswered())],
	[
		'a document that cannot be read',
		async ({ show, send }) => {
			await show(postgres(), {
				nothing: { kind: 'none', reason: 'not-parsed', message: 'Line 4 has a tab.', place },
			});
			await send({ type: 'notice', kind: 'refused', text: 'The Service is gone.' });
		},
	],
	['nothing', ({ showView }) => showView({ nothing: { kind: 'none', reason: 'no-file' } })],
	['the start', ({ showView }) => showView({ nothing: { kind: 'none', reason: 'starting' } })],
];

let browser: Browser;
before(async () => {
	browser = await launchBrowser();
});
after(() => browser.close());

const axeWidths = [300, 600, 1200];

describe('axe finds nothing', () => {
	for (const [index, [name, prepare]] of situations.entries()) {
		it(name, async () => {
			const drawn = await openPage(browser);
			await prepare(drawn);
			for (const [row, theme] of themes.entries()) {
				await drawn.setTheme(theme);
				// The first situation has everything, so it is looked at everywhere; the others in each theme at one width.
				for (const width of index === 0 ? axeWidths : axeWidths.slice((row + index) % 3).slice(0, 1)) {
					await drawn.setWidth(width);
					assert.deepEqual(await violations(drawn), [], `${theme}, ${width} px`);
				}
			}
			await drawn.close();
		});
	}
});

/** What changes its looks under the mouse. */
const hovered = [
	'.name',
	'.pod-state',
	'.pod-end',
	'.head-actions .tool',
	'.resolution .link',
	'.card .tool',
];

describe('contrast under the mouse', () => {
	for (const theme of themes) {
		it(theme, async () => {
			const drawn = await openPage(browser, { theme, width: 1200 });
			await drawn.show(postgres({ notReady: [1] }));
			for (const selector of hovered) {
				await drawn.page.locator(selector).first().hover();
				assert.deepEqual(await contrastFaults(drawn), [], selector);
			}
			await drawn.close();
		});
	}
});

/** The page in another language: other words have other widths. */
async function chinese(): Promise<DrawnPage> {
	const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;
	const words = Object.fromEntries(
		Object.entries(english).map(([id, text]) => [id, bundle[text] ?? text]),
	) as unknown as Words;
	return openPage(browser, { words, language: 'zh-cn' });
}

describe('nothing overflows and no text is cut', () => {
	it('in 简体中文', async () => {
		const drawn = await chinese();
		await situations[0]?.[1](drawn, '显示查询');
		assert.equal(await drawn.page.locator('h2').first().innerText(), 'DNS 的应答');
		for (const width of [280, 300, 600, 1200]) {
			await drawn.setWidth(width);
			assert.deepEqual(await overflows(drawn), [], `${width} px`);
		}
		assert.deepEqual(await violations(drawn), []);
		await drawn.close();
	});

	for (const [name, prepare] of situations) {
		it(name, async () => {
			const drawn = await openPage(browser);
			await prepare(drawn);
			for (const width of [280, 300, 340, 480, 540, 570, 600, 780, 810, 1040, 1100, 1200, 1900]) {
				await drawn.setWidth(width);
				assert.deepEqual(await overflows(drawn), [], `${width} px`);
			}
			await drawn.close();
		});
	}

	it('the cards are in one column at 300 px and side by side from 600 px', async () => {
		const columns = async (width: number): Promise<number> => {
			const drawn = await openPage(browser, { width });
			await drawn.show(postgres());
			const lefts = await drawn.page
				.locator('.card')
				.evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().left));
			await drawn.close();
			return new Set(lefts).size;
		};
		assert.deepEqual([await columns(300), await columns(600), await columns(1200)], [1, 2, 3]);
	});
});

it('nothing moves for people who want less motion', async () => {
	const moving = (drawn: DrawnPage): Promise<number> =>
		drawn.page.evaluate(
			() => document.getAnimations().filter(({ playState }) => playState === 'running').length,
		);
	const drawn = await openPage(browser);
	await drawn.show(postgres());
	assert.ok((await moving(drawn)) > 0);
	await drawn.page.emulateMedia({ reducedMotion: 'reduce' });
	assert.equal(await moving(drawn), 0);
	await drawn.page.emulateMedia({ reducedMotion: 'no-preference' });
	assert.ok((await moving(drawn)) > 0);
	await drawn.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
	assert.equal(await moving(drawn), 0);
	await drawn.close();
});

async function violations({ page }: DrawnPage): Promise<string[]> {
	// Away from everything that changes under it.
	await page.mouse.move(0, 0);
	return findViolations(page, []);
}

function contrastFaults({ page }: DrawnPage): Promise<string[]> {
	return findViolations(page, ['color-contrast']);
}

/** What axe finds with some of its rules; with all if none is named. */
async function findViolations(page: Page, rules: string[]): Promise<string[]> {
	await page.evaluate(axeSource);
	// What fades in or out is looked at when it has done so; what goes on for ever has no end.
	await page.evaluate(() => {
		for (const animation of document.getAnimations()) {
			if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
		}
	});
	return page.evaluate(async (rules) => {
		const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
		const { violations } = await axe.run(document, {
			resultTypes: ['violations'],
			...(rules.length === 0 ? {} : { runOnly: rules }),
		});
		return violations.flatMap(({ id, nodes }) =>
			nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
		);
	}, rules);
}

/** Elements that stick out of the page, or whose text does not fit into them. */
function overflows({ page }: DrawnPage): Promise<string[]> {
	return page.evaluate(() => {
		const wide = document.documentElement.scrollWidth - window.innerWidth;
		const found = wide > 0 ? [`the page is ${wide} px too wide`] : [];
		const isScrolled = (element: Element): boolean => element.closest('.window, .unseen') !== null;
		for (const element of document.querySelectorAll('servicescope-preview *')) {
			if (isScrolled(element) || element.closest('svg') !== null) continue;
			const { right, left, width } = element.getBoundingClientRect();
			const name = `${element.localName}.${element.className}`;
			if (width > 0 && (right > window.innerWidth + 0.5 || left < -0.5)) found.push(`${name} is outside`);
			const hasText = [...element.childNodes].some(
				(node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
			);
			if (hasText && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
				found.push(`the text of ${name} is cut: ${element.textContent?.trim()}`);
			}
		}
		return found;
	});
}
