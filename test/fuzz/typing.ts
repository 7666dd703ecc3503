// Invariant: whatever is typed, pasted and deleted, the server says about the text what it says to who opens that text
// afresh: findings, hovers, lenses, actions and the preview.
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../lsp/editor.ts';
import { seededRandom } from './manifest-mutations.ts';
import { writtenService } from './written-services.ts';

/** What is typed: each piece opens, closes, hides or breaks something. */
const pieces: readonly string[] = [
	...['---\n', '---', '-', '...\n', '\n', '\r\n', '\r', '\ufeff', '\t', ' ', '  ', ': ', ':', '- '],
	...[
		'# ',
		'#',
		'|\n',
		'>-\n',
		'&a ',
		'*a',
		'<<: *a\n',
		'!Ref ',
		'!!str ',
		'"',
		"'",
		'{',
		'}',
		'[',
		']',
		',',
	],
	...['😀', 'é', '\u2028', '\0', '%YAML 1.1\n---\n', '{{ .Values.x }}', '{{- if .x }}\n', '{{', '}}'],
	...['apiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n  ports:\n  - port: 80\n'],
	...['text: |\n  ---\n  a: 1\n ---\n', 'type: nodePort\n', '  clusterIP: None\n', 'kind: List\nitems:\n- '],
	...['# servicescope-disable service-type-value\n', 'selector: {app: db}\n', '{"kind": "Service"}\n'],
];

const beside = {
	'file:///workspace/pod.yaml':
		'apiVersion: v1\nkind: Pod\nmetadata: {name: db-9, namespace: shop, labels: {app: db}}\nspec: {containers: [{name: a, image: postgres}]}\n',
};

const uri = 'file:///workspace/typed.yaml';

/** Types `edits` changes into each of `count` texts and compares after each; throws with the seed and the text. */
export async function typeInto(seed: number, count: number, edits: number): Promise<number> {
	let compared = 0;
	for (let index = 0; index < count; index++) {
		const random = seededRandom(seed * 7919 + index);
		const first = `${writtenService(random).text}${random() < 0.5 ? `\n---\n${writtenService(random).text}` : ''}`;
		const typed = await open(first, first);
		const document = TextDocument.create(uri, 'yaml', 1, first);
		for (let edit = 0; edit < edits; edit++) {
			const before = document.getText();
			const contentChanges = Array.from({ length: random() < 0.2 ? 3 : 1 }, () => change(document, random));
			await typed.connection.sendNotification('textDocument/didChange', {
				textDocument: { uri, version: document.version },
				contentChanges,
			});
			const fresh = await open(document.getText(), first);
			try {
				assert.deepEqual(await said(typed, document, random), await said(fresh, document, () => 0.5));
			} catch (error) {
				const what = JSON.stringify({ before, contentChanges });
				throw new Error(`seed ${seed}, text ${index}, edit ${edit}: ${what}`, { cause: error });
			} finally {
				await fresh.close();
			}
			compared++;
		}
		await typed.close();
	}
	return compared;
}

async function open(text: string, running: string): Promise<Editor> {
	const editor = await Editor.open({ files: beside });
	// What runs is what was opened first, for both.
	await editor.connection.sendNotification('servicescope/runningState', { uri, text: running });
	await editor.openDocument('typed.yaml', text);
	return editor;
}

/** A change of the text, made in the document too. */
function change(document: TextDocument, random: () => number) {
	const text = document.getText();
	const below = (limit: number) => Math.floor(random() * limit);
	const start = below(text.length + 1);
	const kind = random();
	const end = kind < 0.55 ? start : Math.min(text.length, start + below(kind < 0.9 ? 4 : 200));
	const copied = below(text.length);
	const inserted =
		random() < 0.8
			? random() < 0.75 || end === start
				? (pieces[below(pieces.length)] ?? '')
				: ''
			: text.slice(copied, copied + below(80));
	const range = { start: document.positionAt(start), end: document.positionAt(end) };
	const made =
		random() < 0.05 ? { text: text.slice(0, start) + inserted + text.slice(end) } : { range, text: inserted };
	TextDocument.update(document, [made], document.version + 1);
	return made;
}

/** All that the server says about the text, at its Services and at a few other places. */
async function said(editor: Editor, document: TextDocument, random: () => number): Promise<unknown> {
	const textDocument = { uri };
	const { connection } = editor;
	const text = document.getText();
	const offsets = [...text.matchAll(/kind: ?["']?Service|clusterIP|name/g)].map(({ index }) => index + 1);
	const places = [...offsets.slice(0, 3), Math.floor(text.length * 0.5)].map((at) => document.positionAt(at));
	const answers: unknown[] = [
		await connection.sendRequest('textDocument/diagnostic', { textDocument }),
		await connection.sendRequest('textDocument/codeLens', { textDocument }),
		withoutVersion(await connection.sendRequest('servicescope/preview', { textDocument })),
	];
	for (const position of places) {
		answers.push(await connection.sendRequest('textDocument/hover', { textDocument, position }));
		answers.push(
			withoutVersion(await connection.sendRequest('servicescope/preview', { textDocument, position })),
		);
	}
	const [position] = places;
	const range = { start: position, end: position };
	const context = { diagnostics: [] };
	const actions = await connection.sendRequest('textDocument/codeAction', { textDocument, range, context });
	answers.push(withoutVersion(actions));
	assert.deepEqual(editor.log, []);
	// A question between two edits must not be remembered beyond the second.
	random();
	return answers;
}

function withoutVersion(answer: unknown): unknown {
	return JSON.parse(
		JSON.stringify(answer, (key, value) => (key === 'textVersion' || key === 'version' ? undefined : value)),
	);
}
