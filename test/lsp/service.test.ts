import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { CodeLens } from 'vscode-languageserver';
import type {
	ConfigurationEditParams,
	PreviewParams,
	PreviewResult,
	ServicePreview,
} from '../../server/protocol.ts';
import { Editor } from './editor.ts';

const example = (name: string) => readFileSync(join(import.meta.dirname, '../../examples', name), 'utf8');

async function preview(editor: Editor, params: PreviewParams): Promise<ServicePreview> {
	const result = await editor.connection.sendRequest<PreviewResult>('servicescope/preview', params);
	if (result.kind !== 'service') assert.fail(result.message);
	return result;
}

describe('the PostgreSQL example in an editor', () => {
	it('says in the hover what clusterIP and None answer', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		const text = (await editor.hover(uri, 'clusterIP: 10'))?.replaceAll('\n', ' ') ?? '';
		assert.match(
			text,
			/\*\*Now:\*\* DNS answers `postgres\.shop\.svc\.cluster\.local` with \*\*1 A record\*\*/,
		);
		assert.match(text, /with \*\*3 A records\*\*, one for each ready Pod/);
		assert.match(text, /10\.96\.12\.7/);
		await editor.close();
	});

	it('explains kind, name, type and the address, and nothing beside them', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		for (const [place, skip] of [
			['kind: Service', 0],
			['kind: Service', 8],
			['name: postgres', 8],
			['type: ClusterIP', 8],
			['clusterIP: 10', 13],
		] as const) {
			assert.ok(await editor.hover(uri, place, skip), `${place} +${skip}`);
		}
		assert.equal(await editor.hover(uri, '# With the virtual IP'), undefined);
		assert.equal(await editor.hover(uri, 'namespace: shop'), undefined);
		await editor.close();
	});

	it('switches to headless by quick fix, and the panel by the same edit', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		const actions = await editor.codeActions(uri, 'clusterIP: 10');
		const fix = actions.find(({ title }) => title.startsWith('Switch postgres'));
		assert.equal(fix?.kind, 'quickfix');
		const fixed = editor.textsAfter(fix?.edit ?? {}).get(uri);
		assert.equal(fixed, editor.text(uri).replace('clusterIP: 10.96.12.7 #', 'clusterIP: None #'));
		const params: ConfigurationEditParams = {
			textDocument: { uri },
			service: { namespace: 'shop', name: 'postgres' },
			configuration: 'headless',
			asSibling: false,
		};
		const { edit } = await editor.connection.sendRequest<{ edit: NonNullable<typeof fix>['edit'] }>(
			'servicescope/configurationEdit',
			params,
		);
		assert.equal(editor.textsAfter(edit ?? {}).get(uri), fixed);
		await editor.close();
	});

	it('shows the cards side by side', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		const { cards, pods, workloads } = await preview(editor, {
			textDocument: { uri },
			position: editor.positionOf(uri, 'clusterIP: 10'),
		});
		assert.deepEqual(
			cards.map(({ configuration, title, isCurrent, answer }) => [
				configuration,
				title,
				isCurrent,
				answer.records.map(({ data, behind }) => behind?.name ?? data),
			]),
			[
				['as-written', 'ClusterIP', true, ['postgres']],
				['headless', 'Headless', false, ['postgres-0', 'postgres-1', 'postgres-2']],
				[
					'headless-publish-not-ready',
					'Headless, not-ready too',
					false,
					['postgres-0', 'postgres-1', 'postgres-2'],
				],
			],
		);
		assert.equal(cards[1]?.onRunningService?.verdict, 'rejected');
		assert.deepEqual(
			pods.map(({ name }) => name),
			['postgres-0', 'postgres-1', 'postgres-2'],
		);
		assert.deepEqual(
			workloads.map(({ id, replicas }) => [id, replicas]),
			[['StatefulSet/shop/postgres', 3]],
		);
		await editor.close();
	});

	it('follows assumptions about Pods', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		const { cards } = await preview(editor, {
			textDocument: { uri },
			assumptions: { replicas: { 'StatefulSet/shop/postgres': 40 }, notReady: ['shop/postgres-4'] },
		});
		assert.deepEqual(
			cards.map(({ answer }) => answer.records.length),
			[1, 39, 40],
		);
		assert.deepEqual(
			cards.map(({ answer }) => answer.cutAt),
			[[], [512], [512]],
		);
		await editor.close();
	});

	it('keeps up while one types', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		await editor.replace(uri, '10.96.12.7', 'None');
		const { cards, service, textVersion } = await preview(editor, { textDocument: { uri } });
		assert.equal(service.type, 'Headless');
		assert.equal(textVersion, 2);
		assert.equal(
			cards.find(({ configuration }) => configuration === 'clusterip')?.onRunningService?.verdict,
			'ignored',
		);
		await editor.replace(uri, 'replicas: 3', 'replicas: 1');
		assert.equal((await preview(editor, { textDocument: { uri } })).cards[0]?.answer.records.length, 1);
		await editor.close();
	});
});

describe('text that is no finished manifest', () => {
	const texts: Readonly<Record<string, string>> = {
		empty: '',
		blanks: ' \n\t\n',
		binary: 'kind: Service\0\u0001',
		tabs: 'apiVersion: v1\nkind: Service\n\tmetadata:\n',
		'half typed': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  sel',
		'without metadata': 'apiVersion: v1\nkind: Service\nspec:\n  ports: []\n',
		'without spec': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
		'wrong types': 'apiVersion: v1\nkind: Service\nmetadata: [1]\nspec: none\n',
		'unknown tags': 'apiVersion: v1\nkind: Service\nmetadata: !Ref x\nspec: !<tag:x> {a: !y z}\n',
		'an endless anchor': 'apiVersion: v1\nkind: Service\nmetadata: &a\n  labels: *a\n',
	};
	for (const [name, text] of Object.entries(texts)) {
		it(`${name}: every feature answers, the neighbours work on`, async () => {
			const editor = await Editor.open();
			const uri = await editor.openDocument('broken.yaml', `${text}\n---\n${example('02-postgres.yaml')}`);
			await editor.diagnostics(uri);
			await editor.connection.sendRequest('servicescope/preview', {
				textDocument: { uri },
				position: { line: 0, character: 0 },
			});
			await editor.connection.sendRequest('textDocument/hover', {
				textDocument: { uri },
				position: { line: 1, character: 2 },
			});
			if (name !== 'binary')
				assert.match((await editor.hover(uri, 'clusterIP: 10')) ?? '', /\*\*3 A records\*\*/);
			assert.deepEqual(editor.log, []);
			await editor.close();
		});
	}

	it('says why a large file is not looked at', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument(
			'large.yaml',
			`${example('02-postgres.yaml')}#${'x'.repeat(5_000_001)}\n`,
		);
		assert.deepEqual(
			(await editor.diagnostics(uri)).map(({ code, severity }) => [code, severity]),
			[['file-too-large', 3]],
		);
		const result = await editor.connection.sendRequest<PreviewResult>('servicescope/preview', {
			textDocument: { uri },
		});
		assert.equal(result.kind === 'none' && result.reason, 'too-large');
		await editor.close();
	});
});

describe('a client that only knows the basics', () => {
	it('gets diagnostics pushed and literal edits', async () => {
		const editor = await Editor.open({ capabilities: {} });
		const pushed = editor.nextPush();
		const uri = await editor.openDocument(
			'postgres.yaml',
			`${example('02-postgres.yaml')}---\napiVersion: v1\nkind: Service\nmetadata: {name: [\n`,
		);
		await pushed;
		assert.ok(editor.pushed.get(uri)?.some(({ code }) => code === 'yaml-syntax'));
		const [action] = await editor.codeActions(uri, 'clusterIP: 10');
		assert.ok(action?.edit?.changes?.[uri]);
		assert.equal(action.edit.documentChanges, undefined);
		await editor.close();
	});
});

describe('a change of a running Service', () => {
	it('shows what kubectl apply would do, and the ways out', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument('postgres.yaml', example('02-postgres.yaml'));
		const lenses = () =>
			editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
		assert.deepEqual(await lenses(), []);
		await editor.replace(uri, '10.96.12.7', 'None');
		assert.deepEqual(
			(await lenses()).map(({ command, range }) => [command?.title, range.start.line]),
			// Above the Service's first line, apiVersion.
			[['kubectl apply: rejected (spec.clusterIPs[0])', 8]],
		);
		const found = (await editor.diagnostics(uri)).filter(({ code }) => code === 'apply-rejects-change');
		assert.deepEqual(
			found.map(({ range }) => range.start.line),
			[17],
		);
		const actions = await editor.codeActions(uri, 'None #');
		const keep = actions.find(({ title }) => title.startsWith('Keep what runs'));
		assert.equal(editor.textsAfter(keep?.edit ?? {}).get(uri), example('02-postgres.yaml'));
		const sibling = actions.find(({ title }) => title.includes('add postgres-headless beside it'));
		assert.match(
			editor.textsAfter(sibling?.edit ?? {}).get(uri) ?? '',
			/clusterIP: 10\.96\.12\.7[\s\S]*name: postgres-headless/,
		);
		await editor.close();
	});

	it('takes the last commit for what runs', async () => {
		const editor = await Editor.open();
		const uri = await editor.openDocument(
			'ledger.yaml',
			example('03-postgres-headless.yaml').replace('  clusterIP: None\n', ''),
		);
		await editor.connection.sendNotification('servicescope/runningState', {
			uri,
			text: example('03-postgres-headless.yaml'),
		});
		const found = (await editor.diagnostics(uri)).filter(({ code }) => code === 'apply-keeps-old-value');
		assert.deepEqual(
			found.map(({ message }) => message),
			['kubectl apply would say “configured” and change nothing here: spec.clusterIP stays "None".'],
		);
		await editor.close();
	});
});

describe('a workload', () => {
	it('is exposed as kubectl would, in its namespace', async () => {
		const editor = await Editor.open();
		const text = example('04-ten-pods-one-pod.yaml').split('---\n')[1] ?? '';
		const uri = await editor.openDocument('worker.yaml', text);
		const actions = await editor.codeActions(uri, 'kind: Deployment');
		const headless = actions.find(({ title }) => title === 'Expose render-worker as headless Service');
		assert.equal(
			(editor.textsAfter(headless?.edit ?? {}).get(uri) ?? '').slice(text.length),
			'---\napiVersion: v1\nkind: Service\nmetadata:\n  name: render-worker\n  namespace: media\nspec:\n  clusterIP: None\n  ports:\n    - port: 50051\n      protocol: TCP\n      targetPort: 50051\n  selector:\n    app: render-worker\n',
		);
		assert.ok(actions.some(({ title }) => title === 'Expose render-worker as ClusterIP Service'));
		await editor.close();
	});
});
