// Every word that people see exists in every language, and nothing else is kept.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { english, say, sayCount, type WordId } from '../../client/panel/messages/words.ts';

const languages = ['zh-cn'];

function json(path: string): Record<string, string> {
	return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
}

function blanks(text: string): string[] {
	return [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();
}

function sources(folder: string): string {
	return globSync(`${folder}/**/*.ts`)
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
}

/** The texts of `l10n.t('…')`; a call with anything else but the page's table is a mistake. */
function hostTexts(): string[] {
	const calls = [...sources('client').matchAll(/l10n\.t\(\s*(?:'((?:[^'\\]|\\.)*)'|(\w+))/g)];
	assert.deepEqual(
		calls.flatMap(([, , variable]) => variable ?? []),
		['text'],
		'only client/preview/page-words.ts translates a variable',
	);
	return calls.flatMap(([, text]) => (text === undefined ? [] : text.replaceAll("\\'", "'")));
}

describe('words', () => {
	const used = new Set([...hostTexts(), ...Object.values(english)]);
	for (const language of languages) {
		const bundle = json(`l10n/bundle.l10n.${language}.json`);
		it(`${language}: every text of page and host is translated, and no other`, () => {
			assert.deepEqual(Object.keys(bundle).sort(), [...used].sort());
		});
		it(`${language}: translations have the same blanks`, () => {
			for (const [text, translated] of Object.entries(bundle)) {
				assert.deepEqual(blanks(translated), blanks(text), text);
				assert.notEqual(translated.trim(), '', text);
			}
		});
		it(`${language}: package.nls has the same keys`, () => {
			const keys = Object.keys(json('package.nls.json')).sort();
			assert.deepEqual(Object.keys(json(`package.nls.${language}.json`)).sort(), keys);
		});
	}

	it('package.json uses every key of package.nls.json, and no other', () => {
		const manifest = readFileSync('package.json', 'utf8');
		const keys = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key));
		assert.deepEqual([...keys].sort(), Object.keys(json('package.nls.json')).sort());
	});

	it('the page uses every word of its table', () => {
		const page = sources('client/panel');
		const counted = (id: string): string => id.replace(/\.(one|other)$/, '');
		const unused = Object.keys(english).filter((id) => {
			if (id.startsWith('nothing.')) return false;
			return !new RegExp(`['"]${counted(id)}['"]`).test(page);
		});
		assert.deepEqual(unused, []);
	});

	it('fills in blanks, and only those that have a value', () => {
		assert.equal(say(english, 'namespace', { namespace: 'shop' }), 'namespace shop');
		assert.equal(say(english, 'namespace'), 'namespace {namespace}');
		assert.equal(say(english, 'namespace', { namespace: '{name} $& <b>' }), 'namespace {name} $& <b>');
	});

	it('has words of their own for one', () => {
		assert.equal(sayCount(english, 'records', 1), '1 record');
		assert.equal(sayCount(english, 'records', 0), '0 records');
	});

	it('has both numbers of every counted word', () => {
		const ids = Object.keys(english) as WordId[];
		const bases = (end: string): string[] =>
			ids.filter((id) => id.endsWith(end)).map((id) => id.slice(0, -end.length));
		assert.deepEqual(bases('.one'), bases('.other'));
	});
});
