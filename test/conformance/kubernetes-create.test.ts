// New objects against recorded API servers: verdict, causes, warnings and the object as stored.
import { test } from 'node:test';
import { report } from './controllers-tally.ts';
import {
	tallyCreate,
	tallyCreateOnOldest,
	tallyEndpointSlices,
	tallyWorkloads,
	tallyYamlTexts,
} from './kubernetes-create.ts';

test('Services are judged as by 1.37', () => report(tallyCreate(), 2993));
test('Services are judged as by 1.33', () => report(tallyCreateOnOldest(), 2993));
test('texts are read as by the API server', () => report(tallyYamlTexts(), 310));
test('EndpointSlices are judged as recorded', () => report(tallyEndpointSlices(), 800));
test('workloads are judged as recorded', () => report(tallyWorkloads(), 1500));
