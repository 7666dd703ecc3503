// What bad input gets: words, and everything beside it works on.
import assert from 'node:assert/strict';
import { inEditor } from './harness/in-editor.ts';

const good = `apiVersion: v1
kind: Service
metadata:
  name: good
  namespace: shop
spec:
  clusterIP: None
  selector:
    app: good
  ports:
    - port: 80
`;

const files = {
	'empty.yaml': '',
	'tabs.yaml': `${good}---\napiVersion: v1\nkind: Service\nmetadata:\n\tname: tabs\n`,
	'half-typed.yaml': `${good}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: "half\n`,
	'nameless.yaml': `${good}---\napiVersion: v1\nkind: Service\n`,
	'large.yaml': `${good}---\n# ${'x'.repeat(5_000_000)}\n`,
};

inEditor('Bad input', { files, width: 1500 }, (it) => {
	it('gets words in the preview, and its neighbours work on', async ({ editor, panel }) => {
		await editor.openFile('tabs.yaml', 'kind: Service', 1);
		await panel.openToSide();
		const heading = panel.frame().getByRole('heading', { level: 1 });
		const shows = async (name: string): Promise<void> =>
			panel.frame().getByRole('heading', { name, level: 1 }).waitFor();
		await shows('good');
		// The last good preview stays over a document that cannot be read, with the reason.
		await editor.placeCursor('\tname: tabs');
		await panel.frame().locator('.notice.stale', { hasText: 'This document cannot be read yet' }).waitFor();
		assert.equal(await heading.innerText(), 'good');

		await editor.openFile('empty.yaml', undefined, 1);
		await shows('No Service at the cursor');
		await editor.openFile('half-typed.yaml', 'kind: Service', 1);
		await shows('good');
		await editor.placeCursor('name: "half');
		await panel.frame().locator('.notice.stale').waitFor();
		await editor.openFile('nameless.yaml', { text: 'kind: Service', occurrence: 1 }, 1);
		await shows('This Service has no name yet');
		await panel.shows('Write metadata.name');
		await editor.openFile('large.yaml', 'kind: Service', 1);
		await shows('This file is too large to look at');
		const findings = await editor.finding('file-too-large');
		assert.deepEqual(
			findings.map(({ severity }) => severity),
			['information'],
		);
	});
});
