// The preview's other controls: the second Service, endings, the zone view, the local DNS server.
import assert from 'node:assert/strict';
import { eventually } from './harness/eventually.ts';
import { inEditor } from './harness/in-editor.ts';

inEditor('The preview’s controls', { folder: 'examples', width: 1600, height: 1000 }, (it) => {
	it('add a headless Service beside the one with a virtual IP', async ({ editor, panel, workspace }) => {
		await editor.openFile('02-postgres.yaml', 'kind: Service', 1);
		await panel.openToSide();
		await panel.frame().getByRole('button', { name: 'Add postgres-headless' }).click();
		await panel.shows('Applied. Undo in the editor takes it back.');
		const text = await editor.text('02-postgres.yaml');
		assert.match(text, /name: postgres-headless/);
		assert.match(text, /clusterIP: None/);
		assert.match(text, /serviceName: postgres-headless/);
		assert.match(text, /clusterIP: 10\.96\.12\.7 # written by hand/);
		await editor.openFile('02-postgres.yaml', undefined, 1);
		await editor.undo();
		assert.equal(await editor.text('02-postgres.yaml'), workspace.read('02-postgres.yaml'));
	});

	it('let a Pod end, with the keyboard', async ({ editor, panel, page }) => {
		await editor.openFile('02-postgres.yaml', 'kind: Service', 1);
		await panel.openToSide();
		const frame = panel.frame();
		await frame.getByRole('button', { name: 'Assume that postgres-1 is terminating' }).focus();
		await page.keyboard.press('Enter');
		await frame.getByRole('button', { name: 'postgres-1, terminating' }).waitFor();
		const headless = frame.locator('[data-configuration=headless]');
		await eventually(async () => (await headless.locator('.figure').innerText()) === '2 records');
		await frame.getByRole('button', { name: 'As the manifests say' }).press('Space');
		await eventually(async () => (await headless.locator('.figure').innerText()) === '3 records');
	});

	it('ask another type, as another resolver, from another namespace', async ({ editor, panel }) => {
		await editor.openFile('02-postgres.yaml', 'kind: Service', 1);
		await panel.openToSide();
		const frame = panel.frame();
		const choose = async (label: string, option: string): Promise<void> => {
			await frame.getByRole('combobox', { name: label, exact: true }).click();
			await frame.getByRole('option', { name: option, exact: true }).click();
		};
		await frame.getByRole('button', { name: 'Show the query' }).waitFor();
		await panel.setWidth(700);
		await choose('From a Pod in', 'default');
		await frame.getByText('None of the 4 queries found it.').waitFor();
		await choose('Resolver', 'musl-1.2.5');
		await frame.locator('.resolution', { hasText: 'EAI_' }).waitFor();
		await choose('From a Pod in', 'shop');
		await choose('Type', 'SRV');
		await frame
			.locator('[data-configuration=as-written] .record', { hasText: '5432 postgres.shop.svc' })
			.waitFor();
	});

	it('open the zone view at the Service', async ({ editor, panel }) => {
		await editor.openFile('02-postgres.yaml', 'kind: Service', 1);
		await panel.openToSide();
		await panel.frame().getByRole('button', { name: 'Show these names in the zone view' }).click();
		const line = await eventually(() =>
			editor.evaluate((vscode) => {
				const shown = vscode.window.activeTextEditor;
				if (shown?.document.uri.scheme !== 'servicescope-zone') return false;
				const { text } = shown.document.lineAt(shown.selection.active);
				return text.includes('postgres') && text;
			}),
		);
		assert.match(String(line), /postgres/);
	});
});

inEditor(
	'The preview beside a local DNS server',
	{ folder: 'examples', hosts: ['node'], width: 1600 },
	(it) => {
		it('shows its port while it runs, and asks it in the dig command', async ({ editor, panel }) => {
			await editor.openFile('02-postgres.yaml', 'kind: Service', 1);
			await panel.openToSide();
			await editor.command('servicescope.startDnsServer');
			const address = panel.frame().locator('.local-server');
			await address.waitFor();
			const port = /:(\d+)$/.exec((await address.innerText()).trim())?.[1];
			await panel.frame().getByRole('button', { name: 'Copy as dig command' }).click();
			await panel.shows(`Copied: dig @127.0.0.1 -p ${port} postgres.shop.svc.cluster.local. A`);
			await editor.command('servicescope.stopDnsServer');
			await address.waitFor({ state: 'detached' });
		});
	},
);
