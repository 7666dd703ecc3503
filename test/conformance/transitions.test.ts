// `kubectl apply` of one Service over another, as recorded: exit status, output, causes, and the object before and after.
import { test } from 'node:test';
import { report } from './controllers-tally.ts';
import { tallyTransitions } from './transitions.ts';

test('changes come out as recorded', () => report(tallyTransitions(), 306));
