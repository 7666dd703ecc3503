// What is looked at: the settings maxFileSize and exclude, as they are found and as they change.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PreviewResult } from '../../server/protocol.ts';
import { Editor } from './editor.ts';

const root = 'file:///workspace';
const wrong =
	'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: nodePort, ports: [{port: 80}]}\n';
const pod =
	'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: a, image: a}]}\n';
const service =
	'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';

async function codes(editor: Editor, uri: string): Promise<readonly unknown[]> {
	return (await editor.diagnostics(uri)).map(({ code }) => code);
}

describe('maxFileSize', () => {
	it('of the settings file counts, and changes as it is typed', async () => {
		const editor = await Editor.open({ files: { [`${root}/.servicescope.yaml`]: 'maxFileSize: 20\n' } });
		const uri = await editor.openDocument('web.yaml', wrong);
		assert.deepEqual(await codes(editor, uri), ['file-too-large']);
		const settings = await editor.openDocument('.servicescope.yaml', 'maxFileSize: 20\n');
		await editor.replace(settings, '20', '20000');
		assert.deepEqual(await codes(editor, uri), ['service-type-value']);
		await editor.replace(settings, '20000', '2');
		assert.deepEqual(await codes(editor, uri), ['file-too-large']);
		assert.deepEqual(editor.log, []);
		await editor.close();
	});

	it('that a client sends counts', async () => {
		const editor = await Editor.open({ capabilities: { textDocument: { publishDiagnostics: {} } } });
		const uri = await editor.openDocument('web.yaml', wrong);
		await editor.pushedWhen(uri, (pushed) => pushed.some(({ code }) => code === 'service-type-value'));
		await editor.connection.sendNotification('workspace/didChangeConfiguration', {
			settings: { servicescope: { maxFileSize: 20 } },
		});
		await editor.pushedWhen(uri, (pushed) => pushed.some(({ code }) => code === 'file-too-large'));
		await editor.close();
	});
});

describe('exclude', () => {
	it('leaves files out, open ones and those on disk, until it changes', async () => {
		const editor = await Editor.open({
			files: {
				[`${root}/.servicescope.yaml`]: 'exclude: ["old/**"]\n',
				[`${root}/old/pod.yaml`]: pod,
			},
		});
		const old = await editor.openDocument('old/web.yaml', wrong);
		const uri = await editor.openDocument('web.yaml', service);
		assert.deepEqual(await codes(editor, old), []);
		assert.match((await editor.hover(uri, 'name: web', 7)) ?? '', /No Pod in the open folder/);
		const result = await editor.connection.sendRequest<PreviewResult>('servicescope/preview', {
			textDocument: { uri: old },
		});
		assert.match(result.kind === 'none' ? result.message : '', /servicescope\.exclude/);
		const settings = await editor.openDocument('.servicescope.yaml', 'exclude: ["old/**"]\n');
		await editor.replace(settings, 'old/**', 'other/**');
		assert.deepEqual(await codes(editor, old), ['service-type-value']);
		assert.match((await editor.hover(uri, 'name: web', 7)) ?? '', /1 ready\s+Pod/);
		assert.deepEqual(editor.log, []);
		await editor.close();
	});
});
