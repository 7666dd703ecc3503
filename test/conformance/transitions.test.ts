// `kubectl apply` of one Service over another, as recorded: exit status, output, causes, and the object before and after.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTransition, recordedTransitions } from './transitions.ts';

const transitions = recordedTransitions();

test('there are recordings', () => assert.equal(transitions.length, 306));

for (const transition of transitions) {
	test(`${transition.from} → ${transition.to}`, () => {
		const { actual, expected } = compareTransition(transition);
		assert.deepEqual(actual, expected);
	});
}
