// Switching rules off and on: by quick fix, comment, setting and settings file; and what is said of each finding.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ClientCapabilities, type CodeAction, DiagnosticTag } from 'vscode-languageserver';
import { settingsWithout } from '../../server/features/disable-actions.ts';
import { applyEdits } from '../../server/manifest/edit.ts';
import { rules } from '../../server/rules/registry.ts';
import type { Rule } from '../../server/rules/rule.ts';
import { Editor, type EditorOptions, modernCapabilities } from './editor.ts';

const web = `# The shop's front
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  # Reached from outside
  type: nodePort
  ports:
    - port: 80
`;

const config = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  settings.sh: |
    DB=orderz.default.svc.cluster.local
    true
---
apiVersion: v1
kind: Service
metadata:
  name: orders
spec:
  clusterIP: None
  selector: {app: orders}
---
apiVersion: v1
kind: Pod
metadata: {name: orders, labels: {app: orders}}
spec: {containers: [{name: orders, image: orders}]}
`;

const id = 'service-type-value';
const settingsUri = 'file:///workspace/.servicescope.yaml';

const creating: ClientCapabilities = {
	...modernCapabilities,
	workspace: {
		...modernCapabilities.workspace,
		workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
	},
};

/** Pushes, as to a client that cannot pull. */
const pushing: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

async function within(options: EditorOptions, body: (editor: Editor) => Promise<void>): Promise<void> {
	const editor = await Editor.open(options);
	try {
		await body(editor);
	} finally {
		await editor.close();
	}
}

function titled(actions: readonly CodeAction[], title: string): CodeAction | undefined {
	return actions.find((action) => action.title === title);
}

async function ids(editor: Editor, uri: string): Promise<unknown[]> {
	return (await editor.diagnostics(uri)).filter(({ severity }) => severity === 1).map(({ code }) => code);
}

describe('"Disable RULE …"', () => {
	it('for this line, under the comment that is there', () =>
		within({}, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			const action = titled(await editor.codeActions(uri, 'nodePort'), `Disable ${id} for this line`);
			const text = editor.textsAfter(action?.edit ?? {}).get(uri) ?? '';
			assert.equal(text, web.replace('  type:', `  # servicescope-disable-next-line ${id}\n  type:`));
			await editor.replace(uri, web, text);
			assert.deepEqual(await editor.diagnostics(uri), []);
		}));

	it('for this file, in each document that has the finding, with its line breaks', () =>
		within({}, async (editor) => {
			const text = `---\n${web}---\n${web.replace('nodePort', 'NodePort')}---\n${web}`.replaceAll(
				'\n',
				'\r\n',
			);
			const uri = await editor.openDocument('web.yaml', text);
			const action = titled(await editor.codeActions(uri, 'nodePort'), `Disable ${id} for this file`);
			const after = editor.textsAfter(action?.edit ?? {}).get(uri) ?? '';
			const comment = `# servicescope-disable ${id}\r\n`;
			assert.equal(after.split(comment).length, 3);
			assert.equal(after.replaceAll(comment, ''), text);
			await editor.replace(uri, text, after);
			assert.deepEqual(await ids(editor, uri), []);
		}));

	it('for the whole workspace, in the settings file that is there', () =>
		within(
			{ files: { [settingsUri]: '# ours\nrules:\n  port-number: hint # why not\n' } },
			async (editor) => {
				const uri = await editor.openDocument('web.yaml', web);
				const settings = '# ours\nrules:\n  port-number: hint # why not\n';
				await editor.openDocument('.servicescope.yaml', settings);
				const action = titled(
					await editor.codeActions(uri, 'nodePort'),
					`Disable ${id} for the whole workspace`,
				);
				assert.equal(editor.textsAfter(action?.edit ?? {}).get(settingsUri), `${settings}  ${id}: "off"\n`);
			},
		));

	it('for the whole workspace, in a new settings file where the client can make one', async () => {
		const title = `Disable ${id} for the whole workspace`;
		await within({ capabilities: creating }, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			const action = titled(await editor.codeActions(uri, 'nodePort'), title);
			const [create, edit] = action?.edit?.documentChanges ?? [];
			assert.deepEqual(create, { kind: 'create', uri: settingsUri });
			assert.ok(edit !== undefined && 'edits' in edit);
			assert.deepEqual(
				edit.edits.map((each) => ('newText' in each ? each.newText : undefined)),
				[`rules:\n  ${id}: "off"\n`],
			);
		});
		await within({}, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			assert.equal(titled(await editor.codeActions(uri, 'nodePort'), title), undefined);
		});
	});

	it('stands behind what mends', () =>
		within({}, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			const titles = (await editor.codeActions(uri, 'nodePort')).map(({ title }) => title);
			const first = titles.findIndex((title) => title.startsWith('Disable '));
			assert.equal(titles[0], 'Set type to NodePort');
			assert.ok(
				titles.slice(first).every((title) => title.startsWith('Disable ')),
				titles.join('\n'),
			);
		}));

	it('is not offered for a line of text, where a comment would be text, nor in JSON', () =>
		within({}, async (editor) => {
			const uri = await editor.openDocument('settings.yaml', config);
			const found = await editor.codeActions(uri, 'orderz');
			const titles = found.map(({ title }) => title).filter((title) => title.startsWith('Disable'));
			assert.ok(titles.length > 0);
			assert.deepEqual(
				titles.filter((title) => title.endsWith('for this line')),
				[],
			);
			const json =
				'{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}, "spec": {"type": "nodePort"}}';
			const other = await editor.openDocument('web.json', json);
			const offered = (await editor.codeActions(other, 'nodePort')).map(({ title }) => title);
			assert.ok(offered.includes('Set type to NodePort'));
			assert.deepEqual(
				offered.filter((title) => title.startsWith('Disable')),
				[],
			);
		}));
});

const settingsTexts: readonly [before: string, after: string | undefined][] = [
	['', 'rules:\n  a-rule: "off"\n'],
	['# nothing yet', '# nothing yet\nrules:\n  a-rule: "off"\n'],
	['clusterDomain: x # y\n', 'clusterDomain: x # y\nrules:\n  a-rule: "off"\n'],
	['rules: {b: hint}\n', 'rules: {b: hint, a-rule: "off"}\n'],
	['rules:\n  a-rule: error # loud\n', 'rules:\n  a-rule: "off" # loud\n'],
	['rules: [1\n', undefined],
	['rules: [1]\n', undefined],
];
describe('the settings file keeps what it says', () => {
	for (const [before, after] of settingsTexts) {
		it(JSON.stringify(before), () => {
			const edit = settingsWithout(before, 'a-rule');
			assert.equal(edit && applyEdits(before, [edit]), after);
		});
	}
});

describe('settings', () => {
	it('count as they are typed, in the settings file', () =>
		within({ capabilities: pushing }, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			const has = (severity: number | undefined) => (all: readonly { code?: unknown; severity?: number }[]) =>
				all.find(({ code }) => code === id)?.severity === severity;
			await editor.pushedWhen(uri, has(1));
			const settings = await editor.openDocument('.servicescope.yaml', `rules: {${id}: hint}\n`);
			await editor.pushedWhen(uri, has(4));
			await editor.replace(settings, 'hint', '"off"');
			await editor.pushedWhen(uri, has(undefined));
		}));

	it('count as the client sends them', () =>
		within({ capabilities: pushing }, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			await editor.pushedWhen(uri, (all) => all.some(({ code }) => code === id));
			await editor.connection.sendNotification('workspace/didChangeConfiguration', {
				settings: { servicescope: { rules: { [id]: 'warning' } } },
			});
			await editor.pushedWhen(uri, (all) => all.some(({ code, severity }) => code === id && severity === 2));
		}));
});

describe('what is said of a finding', () => {
	it('links to the page of its rule where the client has a place for pages', async () => {
		await within({ initializationOptions: { rulePages: 'rules:/RULE.md' } }, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			const found = (await editor.diagnostics(uri)).find(({ code }) => code === id);
			assert.deepEqual(found?.codeDescription, { href: `rules:/${id}.md` });
			const page = await editor.connection.sendRequest('servicescope/rulePage', { rule: id });
			assert.match(String(page), new RegExp(`^# ${id}\n`));
			assert.equal(await editor.connection.sendRequest('servicescope/rulePage', { rule: 'none' }), null);
		});
		await within({}, async (editor) => {
			const uri = await editor.openDocument('web.yaml', web);
			assert.ok((await editor.diagnostics(uri)).every((each) => each.codeDescription === undefined));
		});
	});

	it('has tags and related places as far as the client shows them', async () => {
		const unused = web.replace('nodePort', 'NodePort # servicescope-disable port-number');
		const capabilities: ClientCapabilities = {
			textDocument: {
				diagnostic: {},
				publishDiagnostics: {
					tagSupport: { valueSet: [DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated] },
				},
			},
		};
		await within({ capabilities }, async (editor) => {
			const uri = await editor.openDocument('web.yaml', unused);
			const found = (await editor.diagnostics(uri)).find(({ code }) => code === 'unused-suppression');
			assert.deepEqual(found?.tags, [DiagnosticTag.Unnecessary]);
			const actions = await editor.codeActions(uri, 'servicescope-disable');
			const text = editor.textsAfter(titled(actions, 'Remove the comment')?.edit ?? {}).get(uri);
			assert.equal(text, web.replace('nodePort', 'NodePort'));
		});
		await within({ capabilities: { textDocument: { diagnostic: {} } } }, async (editor) => {
			const uri = await editor.openDocument('web.yaml', unused);
			assert.ok((await editor.diagnostics(uri)).every(({ tags }) => tags === undefined));
		});
	});
});

it('names a rule that throws once, and goes on with the others', () => {
	const failing: Rule = {
		id: 'always-throws',
		severity: 'warning',
		kinds: ['*'],
		fixable: false,
		docs: { title: '', what: '', why: '', whatToDo: '', invalid: '', valid: '' },
		check: () => {
			throw new Error('on purpose');
		},
	};
	return within({ rules: [failing, ...rules] }, async (editor) => {
		const uri = await editor.openDocument('web.yaml', web);
		assert.deepEqual(await ids(editor, uri), [id]);
		await editor.replace(uri, 'port: 80', 'port: 81');
		assert.deepEqual(await ids(editor, uri), [id]);
		assert.equal(editor.log.length, 1);
		assert.match(editor.log[0] ?? '', /always-throws failed: Error: on purpose/);
	});
});
