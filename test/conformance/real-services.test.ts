// The Services of public repositories lie outside this project; where they are at hand, the rules agree with the API server.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { tallyRealServices } from './real-services.ts';

it('confirms each error on real Services and misses no rejection', (test) => {
	const result = tallyRealServices(join(import.meta.dirname, '../../../shared/conformance/real'));
	if (result === undefined) {
		test.diagnostic('skipped: the real Services are not at hand');
		return;
	}
	assert.deepEqual(result.falseErrors, []);
	assert.deepEqual(result.missed, []);
});
