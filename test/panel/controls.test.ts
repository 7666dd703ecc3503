// What people set in the page, and the messages that it sends for that.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type DrawnPage, launchBrowser, openPage, type PageOptions } from './drawn-page.ts';
import { postgres } from './previews.ts';

let browser: Browser;
let drawn: DrawnPage;

async function open(options?: PageOptions): Promise<DrawnPage> {
	drawn = await openPage(browser, options);
	return drawn;
}

before(async () => {
	browser = await launchBrowser();
});
after(() => browser.close());
afterEach(async () => {
	const { complaints } = drawn;
	await drawn.close();
	// Among them: everything that the Content-Security-Policy blocks.
	assert.deepEqual(complaints, []);
});

describe('controls', () => {
	const assumed = async (): Promise<unknown> => {
		await drawn.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
		const last = (await drawn.sent()).findLast(({ type }) => type === 'assume');
		return last?.type === 'assume' ? last.assumptions : undefined;
	};

	it('replicas by slider and by number', async () => {
		const { page, show } = await open();
		await show(postgres());
		await page.getByRole('slider', { name: 'Replicas of StatefulSet postgres' }).fill('10');
		assert.deepEqual(await assumed(), { replicas: { 'StatefulSet/shop/postgres': 10 } });
		await page.getByRole('spinbutton', { name: 'Replicas of StatefulSet postgres' }).fill('4');
		assert.deepEqual(await assumed(), { replicas: { 'StatefulSet/shop/postgres': 4 } });
		await page.getByRole('spinbutton', { name: 'Replicas of StatefulSet postgres' }).fill('');
		assert.deepEqual(await assumed(), { replicas: { 'StatefulSet/shop/postgres': 4 } });
	});

	it('a slider’s many changes in one frame are one message', async () => {
		const { page, show, sent } = await open();
		await show(postgres());
		await page.getByRole('slider').evaluate((slider) => {
			for (let value = 0; value < 10; value++) {
				(slider as HTMLInputElement).value = String(value);
				slider.dispatchEvent(new InputEvent('input'));
			}
		});
		assert.deepEqual(await assumed(), { replicas: { 'StatefulSet/shop/postgres': 9 } });
		assert.equal((await sent()).filter(({ type }) => type === 'assume').length, 1);
	});

	it('Pods become not ready, terminating, and ready again', async () => {
		const { page, show } = await open();
		await show(postgres());
		await page.getByRole('button', { name: 'postgres-2, ready' }).click();
		assert.deepEqual(await assumed(), { notReady: ['shop/postgres-2'], terminating: [] });
		await page.getByRole('button', { name: 'Assume that postgres-2 is terminating' }).click();
		assert.deepEqual(await assumed(), { notReady: [], terminating: ['shop/postgres-2'] });
		await show(postgres({ terminating: [2] }), {
			assumptions: { terminating: ['shop/postgres-2'] },
			revision: 2,
		});
		await page.getByRole('button', { name: 'postgres-2, terminating' }).click();
		assert.deepEqual(await assumed(), { notReady: [], terminating: [] });
	});

	it('everything as the manifests say', async () => {
		const { page, show } = await open();
		const assumptions = {
			resolver: 'go',
			replicas: { 'StatefulSet/shop/postgres': 5 },
			notReady: ['shop/postgres-1'],
		};
		await show(postgres({ replicas: 5, notReady: [1] }), { assumptions });
		await page.getByText('3 written').waitFor();
		await page.getByRole('button', { name: 'As the manifests say' }).click();
		assert.deepEqual(await assumed(), { resolver: 'go' });
	});

	it('the question, letter by letter, without losing what is typed', async () => {
		const { page, show } = await open();
		await show(postgres());
		const field = page.getByRole('textbox', { name: 'Ask for' });
		await field.fill('post');
		assert.deepEqual(await assumed(), { question: { name: 'post', type: 'A' } });
		// An answer to what was asked before must not overwrite it.
		await show(postgres(), { revision: 0 });
		assert.equal(await field.inputValue(), 'post');
		await page.getByRole('button', { name: 'Ask for the Service itself again' }).click();
		assert.deepEqual(await assumed(), {});
	});

	it('type, namespace, resolver, Corefile, client: by keyboard', async () => {
		const { page, show } = await open({ width: 1200 });
		await show(postgres());
		for (const [name, steps] of [
			['Type', 2],
			['From a Pod in', 0],
			['Resolver', 1],
			['CoreDNS', 1],
			['Client', 1],
		] as const) {
			const box = page.getByRole('combobox', { name, exact: true });
			await box.focus();
			await page.keyboard.press('Enter');
			if (name === 'From a Pod in') await page.keyboard.press('ArrowUp');
			for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowDown');
			await page.keyboard.press('Enter');
		}
		assert.deepEqual(await assumed(), {
			question: { name: 'postgres', type: 'SRV' },
			clientNamespace: 'kube-system',
			resolver: 'musl',
			corefile: 'k3s',
			client: 'random',
		});
	});

	it('asks a name of the table', async () => {
		const { page, show } = await open();
		await show(postgres());
		await page.getByRole('button', { name: 'Ask postgres-1.postgres.shop.svc.cluster.local A' }).click();
		assert.deepEqual(await assumed(), {
			question: { name: 'postgres-1.postgres.shop.svc.cluster.local.', type: 'A' },
		});
	});

	it('lock, zone, Service, workload', async () => {
		const { page, show, sent } = await open();
		await show(postgres());
		await page.getByRole('button', { name: 'Stay with this Service' }).click();
		await page.getByRole('button', { name: 'Show these names in the zone view' }).click();
		await page.getByRole('button', { name: 'postgres', exact: true }).click();
		await page.getByRole('button', { name: 'StatefulSet postgres' }).click();
		assert.deepEqual((await sent()).slice(1), [
			{ type: 'lock', locked: true },
			{ type: 'open', target: { what: 'zone' } },
			{ type: 'open', target: { what: 'service' } },
			{ type: 'open', target: { what: 'workload', id: 'StatefulSet/shop/postgres' } },
		]);
	});

	it('are reached by Tab, from the first to the last', async () => {
		const { page, show } = await open({ width: 600 });
		await show(postgres());
		const reached = new Set<string>();
		for (let presses = 0; presses < 80; presses++) {
			await page.keyboard.press('Tab');
			const name = await page.evaluate(() => {
				let active = document.activeElement;
				while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
				return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
			});
			reached.add(name.replaceAll(/\s+/g, ' '));
		}
		for (const name of ['postgres', 'Ask for', 'Type', 'CoreDNS', 'Apply', 'Client', 'Connections']) {
			assert.ok(reached.has(name), `${name} is not among ${[...reached].join('; ')}`);
		}
	});
});
