// The whole path, as a newcomer walks it: hover, quick fix, preview, undo, the preview's own button.
import assert from 'node:assert/strict';
import { eventually } from './harness/eventually.ts';
import { inEditor } from './harness/in-editor.ts';

inEditor('The PostgreSQL example', { folder: 'examples', width: 1500, height: 1000 }, (it) => {
	it('becomes headless by quick fix and by the preview, the same way', async ({
		editor,
		panel,
		workspace,
	}) => {
		await editor.openFile('02-postgres.yaml', 'clusterIP:');
		const hover = (await editor.hoverAt('clusterIP:')).replaceAll('\n', ' ');
		assert.match(hover, /\*\*1 A record\*\*/);
		assert.match(hover, /\*\*3 A records\*\*, one for each ready Pod/);

		await editor.quickFix('Switch postgres (PostgreSQL) to headless: clusterIP: None', 'clusterIP:');
		const fixed = await editor.text();
		assert.equal(
			fixed,
			workspace.read('02-postgres.yaml').replace('clusterIP: 10.96.12.7 #', 'clusterIP: None #'),
		);
		await panel.openToSide();
		for (const pod of ['postgres-0', 'postgres-1', 'postgres-2']) await panel.shows(pod);

		await editor.openFile('02-postgres.yaml');
		await editor.undo();
		assert.equal(await editor.text('02-postgres.yaml'), workspace.read('02-postgres.yaml'));
		await panel.frame().getByRole('button', { name: 'Switch to headless', exact: true }).click();
		await eventually(async () => assert.equal(await editor.text('02-postgres.yaml'), fixed));
	});

	it('says what kubectl apply would do with the change', async ({ editor }) => {
		await editor.openFile('02-postgres.yaml', '10.96.12.7');
		await editor.replace('10.96.12.7', 'None');
		const [finding] = await editor.finding('apply-rejects-change');
		assert.match(finding?.message ?? '', /spec\.clusterIPs\[0\]/);
		await editor.page.getByText('kubectl apply: rejected (spec.clusterIPs[0])').waitFor();
	});

	it('shows every record in the zone view, and leads back', async ({ editor }) => {
		await editor.openFile('02-postgres.yaml', 'kind: Service');
		await editor.command('servicescope.openZone');
		const line = await editor.evaluate(async (vscode) => {
			const zone = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'servicescope-zone');
			const lines = zone?.getText().split('\n') ?? [];
			const index = lines.findIndex((text) => text.includes('postgres-1.postgres'));
			if (zone === undefined || index === -1) return { index, target: '' };
			const found = await vscode.commands.executeCommand<{ uri: { path: string } }[]>(
				'vscode.executeDefinitionProvider',
				zone.uri,
				new vscode.Position(index, 0),
			);
			return { index, target: found[0]?.uri.path ?? '' };
		});
		assert.notEqual(line.index, -1);
		assert.match(line.target, /02-postgres\.yaml$/);
	});
});

inEditor('The local DNS server', { folder: 'examples', hosts: ['node'] }, (it) => {
	it('shows its port in the status bar as long as it listens', async ({ editor }) => {
		await editor.openFile('02-postgres.yaml', 'kind: Service');
		await editor.command('servicescope.startDnsServer');
		const item = editor.page.getByText(/DNS :\d+/).first();
		await item.waitFor();
		await editor.command('servicescope.stopDnsServer');
		await item.waitFor({ state: 'hidden' });
	});
});
