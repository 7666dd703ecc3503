// What is generated from the rules and from package.json says what they say.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { version } from '../../server/cli/version.ts';

const root = join(import.meta.dirname, '..', '..');

test("the rules' pages, README.md and package.json say what the rules say", { timeout: 60_000 }, async () => {
	const check = promisify(execFile)(process.execPath, [join(root, 'tools', 'docs.ts'), '--check']);
	await assert.doesNotReject(check, "'npm run docs' writes them");
});

test('the command line has the version of the package', () => {
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
	assert.equal(version, manifest.version);
});

test('every text of package.json in English is there in Chinese too', () => {
	const keys = (file: string) => Object.keys(JSON.parse(readFileSync(join(root, file), 'utf8'))).sort();
	assert.deepEqual(keys('package.nls.zh-cn.json'), keys('package.nls.json'));
});
