// The controllers against recorded clusters: manifests → Pods and Services + Pods → EndpointSlices, each step alone,
// compared as test/conformance/data/README.md says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePods, compareSlices, recordedClusters } from './controllers.ts';

const clusters = recordedClusters();

for (const recorded of clusters) {
	test(`${recorded.id}: Pods`, () => {
		const { actual, expected } = comparePods(recorded);
		assert.deepEqual(actual, expected);
	});
	test(`${recorded.id}: EndpointSlices`, () => {
		const { actual, expected } = compareSlices(recorded);
		assert.deepEqual(actual, expected);
	});
}

test('there are recordings', () => assert.equal(clusters.length, 192));
