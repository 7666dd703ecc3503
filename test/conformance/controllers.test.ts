// The controllers against recorded clusters: manifests → Pods and Services + Pods → EndpointSlices, each step alone,
// compared as test/conformance/data/README.md says.
import { test } from 'node:test';
import { tallyPods, tallyServices, tallySlices } from './controllers.ts';
import { report } from './controllers-tally.ts';

test('manifests make the recorded Pods', () => report(tallyPods(), 192));
test('Services and Pods make the recorded EndpointSlices', () => report(tallySlices(), 192));
test('manifests make the recorded Services', () => report(tallyServices(), 192));
