// The DNS preview in a real VS Code, from the cursor to the picture and back into the file.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Editor } from './harness/editor.ts';
import { eventually } from './harness/eventually.ts';
import { inEditor } from './harness/in-editor.ts';
import type { Panel } from './harness/panel.ts';
import type { Place } from './harness/place.ts';

function card(panel: Panel, title: string): Locator {
	return panel
		.frame()
		.locator('article.card')
		.filter({ has: panel.frame().getByRole('heading', { name: title, exact: true, level: 3 }) });
}

/** What a card says about the answer: `3 records`, `201 bytes`, and the records one by one. */
async function answer(
	panel: Panel,
	title: string,
): Promise<{ figure: string; bytes: number; records: string[] }> {
	const found = card(panel, title);
	const records = await found.locator('.record:not(.gone)').allInnerTexts();
	return {
		figure: await found.locator('.figure').innerText(),
		bytes: Number(/(\d+) bytes/.exec(await found.locator('.wire').innerText())?.[1]),
		records: records.map((text) => text.replaceAll(/\s+/g, ' ').trim()),
	};
}

async function title(panel: Panel): Promise<string> {
	return panel.frame().getByRole('heading', { level: 1 }).innerText();
}

const hostile = '<img src=x onerror=alert(1)>';

inEditor('The DNS preview', { folder: 'examples', width: 1600, height: 1000 }, (it) => {
	it('follows the cursor', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await card(panel, 'Headless').waitFor();
		assert.equal(await title(panel), 'postgres');
		assert.deepEqual((await answer(panel, 'ClusterIP')).records, ['10.96.12.7 virtual IP']);
		assert.equal((await answer(panel, 'Headless')).records.length, 3);
		await editor.placeCursor('kind: StatefulSet');
		assert.equal(await title(panel), 'postgres');
		await openBeside(editor, '04-ten-pods-one-pod.yaml', 'kind: Service');
		await eventually(async () => (await title(panel)) !== 'postgres');
		await eventually(async () => (await answer(panel, 'Headless')).figure === '10 records');
	});

	it('stays with a Service while it is locked', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await card(panel, 'Headless').waitFor();
		const lock = panel.frame().getByRole('button', { name: 'Stay with this Service' });
		await lock.click();
		await panel.frame().locator('.tool[aria-pressed=true]').waitFor();
		await openBeside(editor, '01-web-clusterip.yaml', 'kind: Service');
		await openBeside(editor, '02-postgres.yaml', 'replicas: 3');
		await editor.replace('replicas: 3', 'replicas: 4');
		await eventually(async () => (await answer(panel, 'Headless')).figure === '4 records');
		assert.equal(await title(panel), 'postgres');
		await lock.click();
		// Its answer comes after the focus has: then no file opens in the preview's place.
		await panel.frame().locator('.tool[aria-pressed=true]').waitFor({ state: 'detached' });
		await openBeside(editor, '01-web-clusterip.yaml', 'kind: Service');
		await eventually(async () => (await title(panel)) !== 'postgres');
	});

	it('shows one record for one Pod, ten for ten, and what they weigh', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		const replicas = panel.frame().getByRole('spinbutton', { name: 'Replicas of StatefulSet postgres' });
		await replicas.fill('1');
		await eventually(async () => (await answer(panel, 'Headless')).figure === '1 record');
		const one = await answer(panel, 'Headless');
		await replicas.fill('10');
		await eventually(async () => (await answer(panel, 'Headless')).figure === '10 records');
		const ten = await answer(panel, 'Headless');
		assert.equal(ten.records.length, 10);
		// CoreDNS compresses nothing: each A record is its owner's name (35 bytes) and 14 more.
		const record = 'postgres.shop.svc.cluster.local.'.length + 1 + 14;
		assert.equal(ten.bytes - one.bytes, 9 * record);
		assert.deepEqual((await answer(panel, 'ClusterIP')).records, ['10.96.12.7 virtual IP']);
	});

	it('takes a Pod that is not ready out of one card and not of the other', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await panel.frame().getByRole('button', { name: 'postgres-2, ready' }).click();
		await eventually(async () => (await answer(panel, 'Headless')).figure === '2 records');
		const headless = await answer(panel, 'Headless');
		assert.ok(!headless.records.some((record) => record.includes('postgres-2')));
		const all = await answer(panel, 'Headless, not-ready too');
		assert.equal(all.figure, '3 records');
		assert.ok(all.records.some((record) => record.includes('postgres-2 not ready')));
		await panel.frame().getByRole('button', { name: 'As the manifests say' }).click();
		await eventually(async () => (await answer(panel, 'Headless')).figure === '3 records');
	});

	it('applies what the quick fix applies, as one step to undo', async ({ editor, panel, workspace }) => {
		await openBeside(editor, '02-postgres.yaml', 'clusterIP:');
		await editor.quickFix('to headless', 'clusterIP:');
		const fixed = await editor.text();
		await editor.undo();
		assert.equal(await editor.text(), workspace.read('02-postgres.yaml'));

		await panel.openToSide();
		await card(panel, 'Headless').getByRole('button', { name: 'Switch to headless' }).click();
		await eventually(async () => (await editor.evaluate(firstText)) === fixed);
		await card(panel, 'Headless').locator('vscode-badge').waitFor();
		assert.equal(await card(panel, 'Headless').locator('vscode-badge').innerText(), 'as written');
		await card(panel, 'ClusterIP').getByRole('button', { name: 'Give it a virtual IP' }).waitFor();
		await editor.undo();
		await eventually(async () => (await editor.evaluate(firstText)) === workspace.read('02-postgres.yaml'));
		await card(panel, 'ClusterIP').locator('vscode-badge').waitFor();
	});

	it('keeps everything over a reload', async ({ editor, panel, page }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await panel.frame().getByRole('spinbutton', { name: 'Replicas of StatefulSet postgres' }).fill('5');
		await panel.frame().getByRole('button', { name: 'postgres-4, ready' }).click();
		await panel.frame().getByRole('button', { name: 'Show the query' }).click();
		await panel.frame().getByRole('button', { name: 'Stay with this Service' }).click();
		await eventually(async () => (await answer(panel, 'Headless')).figure === '4 records');
		await panel.frame().locator('.tool[aria-pressed=true]').waitFor();
		// The tab itself, and what was set in it.
		await stored(page, ['mainThreadWebview-servicescope.preview']);
		await stored(page, ['servicescope.previews', 'shop/postgres-4', 'queries', 'locked']);
		await editor.reload();
		await card(panel, 'Headless').waitFor();
		await eventually(async () => (await answer(panel, 'Headless')).figure === '4 records');
		await panel.frame().getByRole('button', { name: 'postgres-4, not ready' }).waitFor();
		await panel.frame().getByText('ends the search').waitFor();
		await panel.frame().locator('.tool[aria-pressed=true]').waitFor();
	});

	it('keeps everything while it is hidden', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openView();
		await panel.frame().getByRole('spinbutton', { name: 'Replicas of StatefulSet postgres' }).fill('6');
		await eventually(async () => (await answer(panel, 'Headless')).figure === '6 records');
		await editor.command('workbench.view.explorer');
		await panel.openView();
		await eventually(async () => (await answer(panel, 'Headless')).figure === '6 records');
		await editor.command('workbench.view.explorer');
	});

	it('asks a name of the table', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await panel
			.frame()
			.getByRole('button', { name: 'Ask postgres-1.postgres.shop.svc.cluster.local A', exact: true })
			.click();
		await eventually(async () => (await answer(panel, 'Headless')).figure === '1 record');
		assert.match((await answer(panel, 'Headless')).records[0] ?? '', /postgres-1/);
		// Another Service is not asked what this one was.
		await openBeside(editor, '01-web-clusterip.yaml', 'kind: Service');
		await eventually(async () => (await title(panel)) !== 'postgres');
		await panel.frame().locator('.resolution', { hasText: 'Found as' }).waitFor();
		assert.equal(
			await panel.frame().getByRole('textbox', { name: 'Ask for' }).inputValue(),
			await title(panel),
		);
	});

	it('shows the last good preview while the document is broken', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await card(panel, 'Headless').waitFor();
		await editor.replace('  name: postgres', '  name: [postgres');
		await panel.frame().locator('.notice.stale').waitFor();
		assert.equal(await title(panel), 'postgres');
		assert.equal(
			await panel
				.frame()
				.locator('.body')
				.evaluate((body) => (body as HTMLElement).inert),
			true,
		);
		await panel.frame().getByRole('button', { name: 'Show the place' }).click();
		await eventually(() => editor.evaluate((vscode) => vscode.window.activeTextEditor !== undefined));
		await editor.undo();
		await panel.frame().locator('.notice.stale').waitFor({ state: 'detached' });
	});

	it('teaches where there is no Service', async ({ editor, panel }) => {
		await openBeside(editor, '01-web-clusterip.yaml');
		await panel.openToSide();
		await card(panel, 'Headless').waitFor();
		await editor.evaluate(async (vscode) => {
			const content = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
			const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
			await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
		});
		await panel.shows('No Service at the cursor');
		await panel.shows('What the choice changes');
	});

	it('shows a name full of HTML as text', async ({ editor, panel, page }) => {
		let alerts = 0;
		page.on('dialog', (dialog) => {
			alerts++;
			void dialog.dismiss();
		});
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await editor.replace(
			'  name: postgres\n  namespace: shop\n  labels',
			`  name: '${hostile}'\n  namespace: shop\n  labels`,
		);
		await eventually(async () => (await title(panel)) === hostile);
		assert.equal(await panel.frame().locator('img').count(), 0);
		assert.equal(alerts, 0);
	});

	it('several at once, each with its own Service', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await panel.frame().getByRole('button', { name: 'Stay with this Service' }).click();
		await panel.frame().locator('.tool[aria-pressed=true]').waitFor();
		await openBeside(editor, '01-web-clusterip.yaml', 'kind: Service');
		await editor.command('servicescope.openPreviewToSide');
		await eventually(async () => (await title(panel)) === 'web');
		await editor.command('workbench.action.focusSecondEditorGroup');
		await editor.command('workbench.action.previousEditorInGroup');
		await eventually(async () => (await title(panel)) === 'postgres');
		const tabs = await editor.evaluate((vscode) =>
			vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label)),
		);
		assert.deepEqual(
			tabs.filter((label) => label.startsWith('DNS')),
			['DNS of postgres', 'DNS of web'],
		);
	});

	it('copies the question as a dig command', async ({ editor, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await panel.openToSide();
		await panel.frame().getByRole('button', { name: 'Copy as dig command' }).click();
		await panel.shows('Copied: dig postgres.shop.svc.cluster.local. A');
	});

	it('is reached from the title bar and by its key', async ({ editor, page, panel }) => {
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await page
			.getByRole('button', { name: /^Open DNS Preview to the Side/ })
			.first()
			.click();
		await card(panel, 'Headless').waitFor();
		await editor.command('workbench.action.closeEditorsInOtherGroups');
		await openBeside(editor, '02-postgres.yaml', 'kind: Service');
		await editor.command('workbench.action.focusActiveEditorGroup');
		await page.keyboard.press('Control+k');
		await page.keyboard.press('Shift+D');
		await card(panel, 'Headless').waitFor();
	});
});

/** Opens a file in the first column, wherever the focus is: the preview has the second. */
function openBeside(editor: Editor, file: string, place?: Place): Promise<void> {
	return editor.openFile(file, place, 1);
}

/**
 * Waits until VS Code has stored some texts in one place. In the browser it writes down every few seconds which tabs are open, and a page
 * cannot write when it goes; the desktop writes when the window closes.
 */
async function stored(page: Page, texts: readonly string[]): Promise<void> {
	await eventually(() =>
		page.evaluate(async (texts) => {
			const found: string[] = [];
			const result = <T>(request: IDBRequest<T>): Promise<T> =>
				new Promise((resolve, reject) => {
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error);
				});
			for (const { name } of await indexedDB.databases()) {
				const database = await result(indexedDB.open(name ?? ''));
				const stores = [...database.objectStoreNames];
				const all = await Promise.all(
					stores.map((store) => result(database.transaction(store).objectStore(store).getAll())),
				);
				database.close();
				found.push(...all.flat().map((value) => JSON.stringify(value)));
			}
			// The desktop has no such databases.
			return found.length === 0 || found.some((stored) => texts.every((text) => stored.includes(text)));
		}, texts),
	);
}

function firstText(vscode: typeof import('vscode')): string {
	return vscode.window.visibleTextEditors[0]?.document.getText() ?? '';
}
