// Every mistake of the catalogue is found at its place, and nothing is loud where it is mended.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bugCases, judgeBug } from './bugs.ts';

const results = bugCases().map(judgeBug);

describe('the catalogue of mistakes', () => {
	it('has 80 mistakes with manifests', () => {
		assert.equal(results.length, 80);
	});

	for (const { slug, found, instead } of results) {
		it(`finds ${slug}`, () => {
			assert.ok(found.length > 0, instead.join('\n'));
		});
	}

	for (const { slug, alarms } of results) {
		it(`is not loud on the mended ${slug}`, () => {
			assert.deepEqual(alarms, []);
		});
	}

	for (const { slug, verdict } of results) {
		it(`says of ${slug} what the API server says`, () => {
			assert.equal(verdict.told, verdict.recorded);
		});
	}

	it('mends most of them', () => {
		assert.ok(results.filter(({ mended }) => mended).length >= 60);
	});
});
