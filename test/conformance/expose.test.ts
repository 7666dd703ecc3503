// `kubectl expose` as recorded: status, output and message of every call.
import { test } from 'node:test';
import { report } from './controllers-tally.ts';
import { tallyExpose } from './expose.ts';

test('calls come out as recorded', () => report(tallyExpose(), 223));
