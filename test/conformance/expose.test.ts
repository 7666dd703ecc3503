// `kubectl expose` as recorded: status, output and message of every call.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareCall, recordedCalls } from './expose.ts';

const calls = recordedCalls();

test('there are recordings', () => assert.equal(calls.length, 223));

for (const call of calls) {
	const flags = call.args.filter((argument) => argument.startsWith('--') && argument !== '--dry-run=client');
	test(`${call.workload} ${flags.join(' ')}`, () => {
		const { actual, expected } = compareCall(call);
		assert.deepEqual(actual, expected);
	});
}
