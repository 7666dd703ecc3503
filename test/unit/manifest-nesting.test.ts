// Texts that nest deeper than any manifest: a finding, never the end of the process (in a process of their own for that).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManifestDocument } from '../../server/manifest/manifest.ts';

const deep = 20_000;
const texts: readonly [title: string, text: string][] = [
	['JSON', `{"metadata": ${'['.repeat(deep)}${']'.repeat(deep)}}`],
	['brackets that are never closed', `a: ${'['.repeat(deep)}`],
	['brackets in the first column', `a: ${'[\n'.repeat(deep)}${']\n'.repeat(deep)}`],
	['mappings in braces', `a: ${'{b: '.repeat(deep)}${'}'.repeat(deep)}`],
	['dashes in one line', `a:\n${'- '.repeat(deep)}b\n`],
	['question marks in one line', `${'? '.repeat(deep)}b\n`],
	['indentation', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
	['brackets behind a template expression', `b: {{ .x }}\na: ${'['.repeat(deep)}${']'.repeat(deep)}\n`],
	['dashes behind what cannot be read', `b: @\na:\n${'- '.repeat(deep)}b\n`],
];
for (const [title, text] of texts) {
	test(`too deep: ${title}`, () => {
		const document = new ManifestDocument(text);
		assert.ok(document.problems.length > 0);
	});
}

test('many lists beside each other are not deep', () => {
	const text = `b: {{ .x }}\na: [${'[{c: [d]}],'.repeat(2000)}]\n`;
	assert.deepEqual(new ManifestDocument(text).problems, []);
});
