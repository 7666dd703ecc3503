import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { editManifest, parseManifest } from '../../server/manifest/manifest.ts';

/** Name, text, the documents' texts. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
	['empty text', '', ['']],
	['one document', 'a: 1\n', ['a: 1\n']],
	['two documents', 'a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
	['leading marker', '---\na: 1\n', ['---\na: 1\n']],
	['comment before the marker', '# c\n---\na: 1\n', ['# c\n---\na: 1\n']],
	['directive before the marker', '%YAML 1.1\n---\na: 1\n', ['%YAML 1.1\n---\na: 1\n']],
	['empty document between', '---\n---\na: 1\n', ['---\n', '---\na: 1\n']],
	['trailing marker', 'a: 1\n---\n', ['a: 1\n', '---\n']],
	['content on the marker line', '--- {a: 1}\n--- {b: 2}\n', ['--- {a: 1}\n', '--- {b: 2}\n']],
	['dashes that are no marker', 'a: |\n  x\n ---\n----\nb: ---\n', ['a: |\n  x\n ---\n----\nb: ---\n']],
	['end marker', 'a: 1\n...\nb: 2\n', ['a: 1\n...\n', 'b: 2\n']],
	[
		'end marker, then a directive',
		'a: 1\n...\n%YAML 1.1\n---\nb: 2\n',
		['a: 1\n...\n', '%YAML 1.1\n---\nb: 2\n'],
	],
	['comment after the end marker', 'a: 1\n...\n# c\n', ['a: 1\n...\n# c\n']],
	['CRLF', 'a: 1\r\n---\r\nb: 2\r\n', ['a: 1\r\n', '---\r\nb: 2\r\n']],
	['byte order mark', '\ufeff---\na: 1\n', ['\ufeff---\na: 1\n']],
	['dots in a value', 'a: 1\n....\nb: ...\n---\nc: 3', ['a: 1\n....\nb: ...\n', '---\nc: 3']],
];

describe('documents of a text', () => {
	for (const [name, text, expected] of cases) {
		it(name, () => {
			const { documents } = parseManifest(text);
			assert.deepEqual(
				documents.map((placed) => placed.document.text),
				expected,
			);
			assert.equal(documents.map((placed) => placed.document.text).join(''), text);
		});
	}
});

describe('an edit', () => {
	const fragments = [
		'---\n',
		'...\n',
		'a: 1\n',
		'# c\n',
		'%YAML 1.1\n',
		'-',
		'\n',
		'.',
		' x',
		'\r\n',
		'--- b\n',
	];

	it('gives the documents of the new text, whatever is replaced by whatever', () => {
		let seed = 7;
		const next = (below: number) => {
			seed = (seed * 1103515245 + 12345) & 0x7fffffff;
			return seed % below;
		};
		for (let round = 0; round < 5000; round++) {
			const make = (count: number) =>
				Array.from({ length: count }, () => fragments[next(fragments.length)]).join('');
			const text = make(1 + next(12));
			const start = next(text.length + 1);
			const end = Math.min(text.length, start + next(6));
			const inserted = make(next(4));
			const newText = text.slice(0, start) + inserted + text.slice(end);
			const edited = editManifest(parseManifest(text), newText, { start, end, newLength: inserted.length });
			const fresh = parseManifest(newText);
			assert.deepEqual(
				edited.documents.map((placed) => [placed.offset, placed.document.text]),
				fresh.documents.map((placed) => [placed.offset, placed.document.text]),
				JSON.stringify({ text, start, end, inserted }),
			);
		}
	});

	it('keeps the identity of every document that it does not touch', () => {
		const documents = Array.from({ length: 100 }, (_, index) => `---\nname: n${index}\n`);
		const text = documents.join('');
		const before = parseManifest(text);
		const start = text.indexOf('n50');
		const after = editManifest(before, text.replace('n50', 'other'), { start, end: start + 3, newLength: 5 });
		const kept = after.documents.filter(
			(placed, index) => placed.document === before.documents[index]?.document,
		);
		assert.equal(kept.length, 99);
		assert.equal(after.documents[99]?.offset, (before.documents[99]?.offset ?? 0) + 2);
	});
});
