// The language server as other editors start it: the command that ships, over real pipes, with a client that can do no
// more than the protocol's least.
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
	type CodeAction,
	createProtocolConnection,
	type Diagnostic,
	ErrorCodes,
	type Hover,
	type InitializeResult,
	type ProtocolConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type BuiltCommand, buildCommand } from './built-command.ts';
import { rightType, wrongType } from './lint-manifests.ts';

let command: BuiltCommand;
before(async () => {
	command = await buildCommand();
});
after(() => command.remove());

/** A client that says nothing of what it can do. */
class PlainClient {
	readonly child: ChildProcessWithoutNullStreams;
	readonly connection: ProtocolConnection;
	readonly ended: Promise<number | null>;
	private readonly pushes: ((diagnostics: readonly Diagnostic[]) => void)[] = [];

	constructor() {
		this.child = spawn(process.execPath, [command.file, 'lsp', '--stdio']);
		this.ended = once(this.child, 'exit').then(([code]) => code as number | null);
		this.connection = createProtocolConnection(
			new StreamMessageReader(this.child.stdout),
			new StreamMessageWriter(this.child.stdin),
		);
		this.connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) =>
			this.pushes.shift()?.(diagnostics),
		);
		this.connection.listen();
	}

	async initialize(): Promise<InitializeResult> {
		const result = await this.connection.sendRequest<InitializeResult>('initialize', {
			processId: null,
			rootUri: null,
			capabilities: {},
		});
		await this.connection.sendNotification('initialized', {});
		return result;
	}

	nextPush(): Promise<readonly Diagnostic[]> {
		return new Promise((resolve) => this.pushes.push(resolve));
	}
}

const uri = 'file:///somewhere/web.yaml';

describe('lsp --stdio', () => {
	it('pushes diagnostics, hovers in plain text, fixes by literal edits, and ends when told', async () => {
		const client = new PlainClient();
		const { capabilities } = await client.initialize();
		assert.equal(capabilities.diagnosticProvider, undefined);
		const pushed = client.nextPush();
		await client.connection.sendNotification('textDocument/didOpen', {
			textDocument: { uri, languageId: 'yaml', version: 1, text: wrongType },
		});
		const [diagnostic] = await pushed;
		assert.equal(diagnostic?.code, 'service-type-value');
		assert.deepEqual(diagnostic.range, {
			start: { line: 5, character: 8 },
			end: { line: 5, character: 16 },
		});
		// What the client cannot show, and links that lead nowhere there, are left out.
		assert.deepEqual(Object.keys(diagnostic).sort(), ['code', 'message', 'range', 'severity', 'source']);
		const position = { line: 1, character: 7 };
		const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
			textDocument: { uri },
			position,
		});
		const { contents } = hover;
		assert.ok(typeof contents === 'object' && 'kind' in contents);
		assert.equal(contents.kind, 'plaintext');
		assert.doesNotMatch(contents.value, /\*\*|`|\]\(/);
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: diagnostic.range,
			context: { diagnostics: [diagnostic] },
		});
		assert.deepEqual(actions.find(({ isPreferred }) => isPreferred)?.edit, {
			changes: {
				[uri]: [
					{
						range: { start: { line: 5, character: 8 }, end: { line: 5, character: 9 } },
						newText: 'N',
					},
				],
			},
		});
		const cleared = client.nextPush();
		await client.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version: 2 },
			contentChanges: [{ text: rightType }],
		});
		assert.deepEqual(
			(await cleared).filter(({ severity }) => severity === 1),
			[],
		);
		await client.connection.sendRequest('shutdown');
		await client.connection.sendNotification('exit');
		assert.equal(await client.ended, 0);
	});

	it('answers before initialize, at a second one and after shutdown with the errors of the protocol', async () => {
		const client = new PlainClient();
		const hover = { textDocument: { uri }, position: { line: 0, character: 0 } };
		const codeOf = (method: string, params: object): Promise<unknown> =>
			client.connection.sendRequest(method, params).then(
				() => undefined,
				(error: { code?: unknown }) => error.code,
			);
		assert.equal(await codeOf('textDocument/hover', hover), ErrorCodes.ServerNotInitialized);
		await client.initialize();
		assert.equal(
			await codeOf('initialize', { processId: null, rootUri: null, capabilities: {} }),
			ErrorCodes.InvalidRequest,
		);
		assert.equal(await codeOf('textDocument/nothing', {}), ErrorCodes.MethodNotFound);
		await client.connection.sendRequest('shutdown');
		assert.equal(await codeOf('textDocument/hover', hover), ErrorCodes.InvalidRequest);
		await client.connection.sendNotification('exit');
		assert.equal(await client.ended, 0);
	});

	for (const [name, root] of [
		['rootUri', (path: string) => ({ rootUri: pathToFileURL(path).href })],
		['rootUri with a slash', (path: string) => ({ rootUri: `${pathToFileURL(path).href}/` })],
		['rootPath', (path: string) => ({ rootUri: null, rootPath: path })],
	] as const) {
		it(`reads the folder that an older client names: ${name}`, async () => {
			const folder = mkdtempSync(join(tmpdir(), 'servicescope-root-'));
			writeFileSync(join(folder, '.servicescope.yaml'), 'maxFileSize: 20\n');
			const client = new PlainClient();
			await client.connection.sendRequest('initialize', {
				processId: null,
				capabilities: {},
				...root(folder),
			});
			const pushed = client.nextPush();
			await client.connection.sendNotification('initialized', {});
			await client.connection.sendNotification('textDocument/didOpen', {
				textDocument: {
					uri: pathToFileURL(join(folder, 'web.yaml')).href,
					languageId: 'yaml',
					version: 1,
					text: wrongType,
				},
			});
			assert.deepEqual(
				(await pushed).map(({ code }) => code),
				['file-too-large'],
			);
			await client.connection.sendRequest('shutdown');
			await client.connection.sendNotification('exit');
			assert.equal(await client.ended, 0);
			rmSync(folder, { recursive: true });
		});
	}

	it('ends with 1 at exit without shutdown', async () => {
		const client = new PlainClient();
		await client.initialize();
		await client.connection.sendNotification('exit');
		assert.equal(await client.ended, 1);
	});

	it('ends when its standard input does', async () => {
		const client = new PlainClient();
		await client.initialize();
		client.child.stdin.end();
		assert.equal(await client.ended, 1);
	});

	for (const args of [[], ['--pipe=x'], ['--stdio', 'more']]) {
		it(`says how to call it: lsp ${args.join(' ')}`, async () => {
			const child = spawn(process.execPath, [command.file, 'lsp', ...args]);
			let errors = '';
			child.stderr.on('data', (chunk: Buffer) => {
				errors += chunk.toString();
			});
			const [status] = await once(child, 'close');
			assert.equal(status, 2);
			assert.match(errors, /^servicescope: .*usage: servicescope lsp --stdio\n$/);
		});
	}
});
