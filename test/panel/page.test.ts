// What the page draws and reports, in a real browser without VS Code.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type DrawnPage, launchBrowser, openPage, type PageOptions } from './drawn-page.ts';
import { mongodb, postgres, unanswered } from './previews.ts';

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

describe('the page', () => {
	it('says that it is ready, with what it kept', async () => {
		const saved = {
			source: { assumptions: { resolver: 'musl' } },
			layout: { unfolded: ['queries'], scroll: 0 },
		};
		const { page, sent, show } = await open({ saved });
		assert.deepEqual(await sent(), [{ type: 'ready', saved }]);
		await show(postgres(), { source: saved.source });
		await page.getByText('ends the search').waitFor();
	});

	it('starts without what another version kept', async () => {
		const { sent } = await open({ saved: { layout: 'all' } as never });
		assert.deepEqual(await sent(), [{ type: 'ready' }]);
	});

	it('keeps for the next time what the host sends and what is unfolded', async () => {
		const { page, show, saved, sent } = await open();
		const source = { uri: 'file:///a.yaml', assumptions: { connections: 7 } };
		await show(postgres(), { source });
		await page.getByRole('button', { name: 'Show the query' }).click();
		assert.deepEqual(await saved(), {
			id: 'one',
			source,
			layout: { unfolded: ['queries'], scroll: 0 },
		});
		assert.deepEqual((await sent()).at(-1), { type: 'layout', layout: { unfolded: ['queries'], scroll: 0 } });
	});

	it('drops messages of another form', async () => {
		const { page, send, show } = await open();
		await show(postgres());
		await send({ type: 'show', view: { preview: 'none' } } as never);
		assert.equal(await page.locator('.card').count(), 3);
	});

	it('shows names and values from manifests as text', async () => {
		const { page, show } = await open();
		const name = '<img src=x onerror=alert(1)>';
		let alerts = 0;
		page.on('dialog', (dialog) => {
			alerts++;
			void dialog.dismiss();
		});
		const preview = postgres({ name });
		const evil = {
			...preview,
			pods: preview.pods.map((pod) => ({ ...pod, name })),
			names: preview.names.map((each) => ({ ...each, name, data: [name] })),
			notes: [name],
		};
		await show(evil);
		assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), name);
		assert.equal(await page.locator('img').count(), 0);
		assert.equal(alerts, 0);
	});
});

describe('cards', () => {
	const texts = async (card: number): Promise<string[]> =>
		(await drawn.page.locator('.card').nth(card).locator('.record').allInnerTexts()).map((text) =>
			text.replaceAll(/\s+/g, ' ').trim(),
		);

	it('show records with their Pods, and what is added and gone', async () => {
		const { page, show } = await open({ width: 1200 });
		await show(postgres({ notReady: [2] }));
		assert.deepEqual(await texts(0), ['10.96.12.7 virtual IP']);
		assert.deepEqual(await texts(1), [
			'− gone 10.96.12.7 virtual IP',
			'+ added 10.244.1.10 (example) postgres-0',
			'+ added 10.244.2.10 (example) postgres-1',
		]);
		assert.equal((await texts(2)).at(-1), '+ added 10.244.3.10 (example) postgres-2 not ready');
		assert.deepEqual(await page.locator('.figure').allInnerTexts(), ['1 record', '2 records', '3 records']);
		assert.deepEqual(
			(await page.locator('.wire').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')),
			['TTL 30 s 81 bytes', 'TTL 30 s 97 bytes', 'TTL 30 s 113 bytes'],
		);
	});

	it('follow the newest view', async () => {
		const { page, show } = await open();
		await show(postgres());
		await show(postgres({ replicas: 10 }));
		assert.deepEqual(await page.locator('.figure').allInnerTexts(), ['1 record', '10 records', '10 records']);
		assert.equal((await texts(1)).length, 11);
	});

	it('say where UDP would cut', async () => {
		const { page, show } = await open();
		await show(postgres({ replicas: 40 }));
		assert.deepEqual(await page.locator('.card').nth(1).locator('.cut').allInnerTexts(), [
			'cut over UDP at 512',
		]);
	});

	it('tell NXDOMAIN from NODATA', async () => {
		const { page, show } = await open();
		await show(unanswered());
		await page.locator('.card').nth(1).getByText('NXDOMAIN').waitFor();
		const preview = postgres();
		const cards = preview.cards.map((card) => ({
			...card,
			answer: { ...card.answer, records: [], gone: [], rcode: 'NOERROR' },
		}));
		await show({ ...preview, cards });
		await page.locator('.card').nth(1).getByText('NODATA').waitFor();
	});

	it('show additional records with their owners', async () => {
		const { page, show } = await open();
		await show(mongodb());
		const card = page.locator('.card').first();
		await card.getByRole('heading', { name: 'Additional' }).waitFor();
		assert.match(
			await card.locator('.records').nth(1).innerText(),
			/mongo-0\.mongo\.db\.svc\.cluster\.local/,
		);
	});

	it('apply, apply as sibling, and copy', async () => {
		const { page, show, sent } = await open();
		await show(postgres());
		const card = page.locator('.card').nth(1);
		await card.getByRole('button', { name: 'Apply', exact: true }).click();
		await card.getByRole('button', { name: 'Apply as sibling postgres-headless' }).click();
		await card.getByRole('button', { name: 'Copy this answer as text' }).click();
		await page.getByRole('button', { name: 'Copy as dig command' }).click();
		assert.deepEqual((await sent()).slice(1), [
			{ type: 'apply', configuration: 'headless', asSibling: false },
			{ type: 'apply', configuration: 'headless', asSibling: true },
			{ type: 'copy', what: 'answer', configuration: 'headless' },
			{ type: 'copy', what: 'dig' },
		]);
	});

	it('fold many records, and draw only those in view', async () => {
		const { page, show } = await open();
		await show(postgres({ replicas: 1000 }));
		const card = page.locator('.card').nth(1);
		assert.equal(await card.locator('.record').count(), 12);
		await card.getByRole('button', { name: 'Show all 1,001' }).click();
		assert.ok((await card.locator('.record').count()) < 50);
		await card.locator('.window').evaluate((element) => element.scrollTo(0, element.scrollHeight));
		await card.getByText('postgres-999').waitFor();
		await card.getByRole('button', { name: 'Show fewer' }).click();
		assert.equal(await card.locator('.record').count(), 12);
	});
});

describe('words around the answers', () => {
	it('all queries on demand', async () => {
		const { page, show } = await open();
		await show(unanswered());
		await page.getByText('None of the 4 queries found it.').waitFor();
		await page.getByRole('button', { name: 'Show all 4 queries' }).click();
		assert.equal(await page.locator('.queries li').count(), 4);
	});

	it('changed answers are said aloud, once and when they are quiet', async () => {
		const { page, show } = await open();
		await show(postgres());
		await show(postgres({ replicas: 4 }));
		await show(postgres({ replicas: 5 }));
		await page
			.getByRole('status')
			.filter({ hasText: 'Headless: 5 records, 145 bytes.' })
			.waitFor({ state: 'attached' });
	});

	it('a refusal stays until it is dismissed', async () => {
		const { page, show, send } = await open();
		await show(postgres());
		await send({ type: 'notice', kind: 'refused', text: 'The Service is gone.' });
		await page.getByRole('alert').getByText('The Service is gone.').waitFor();
		await page.getByRole('button', { name: 'Dismiss' }).click();
		assert.equal(await page.getByRole('alert').count(), 0);
	});

	it('a document that cannot be read shows the last preview, inactive, with the error and the way to it', async () => {
		const { page, show, sent } = await open();
		const place = {
			uri: 'file:///a.yaml',
			range: { start: { line: 3, character: 0 }, end: { line: 3, character: 4 } },
		};
		await show(postgres(), {
			nothing: { kind: 'none', reason: 'not-parsed', message: 'Line 4 has a tab.', place },
		});
		await page.getByText('Line 4 has a tab.').waitFor();
		assert.equal(await page.locator('.body').evaluate((body) => (body as HTMLElement).inert), true);
		await page.getByRole('button', { name: 'Show the place' }).click();
		assert.deepEqual((await sent()).at(-1), { type: 'open', target: { what: 'problem' } });
		await show(postgres());
		assert.equal(await page.locator('.body').evaluate((body) => (body as HTMLElement).inert), false);
	});

	it('without a Service it teaches what the choice changes', async () => {
		const { page, showView } = await open();
		await showView({
			nothing: { kind: 'none', reason: 'no-service', message: 'No Service belongs to this ConfigMap.' },
		});
		await page.getByRole('heading', { name: 'No Service at the cursor' }).waitFor();
		await page.getByText('kube-proxy picks a Pod for each connection.').waitFor();
	});

	it('the local DNS server, while it runs', async () => {
		const { page, show } = await open();
		await show(postgres(), { localServer: '127.0.0.1:5353' });
		await page.getByText('local DNS server at 127.0.0.1:5353').waitFor();
	});
});
