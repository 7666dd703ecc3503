// House rules that no other tool checks.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const code = globSync(['{server,client,test,tools}/**/*.{ts,mjs}'], { cwd: root }).map((file) =>
	file.replaceAll(sep, '/'),
);

function read(file: string): string {
	return readFileSync(join(root, file), 'utf8');
}

/** The places of a pattern in files, as `file:line`. */
function places(files: readonly string[], pattern: RegExp): string[] {
	return files.flatMap((file) =>
		read(file)
			.split('\n')
			.flatMap((line, index) => (pattern.test(line) ? `${file}:${index + 1}` : [])),
	);
}

test('files stay short enough to read in one go', () => {
	const long = code
		.map((file) => [file, read(file).split('\n').length - 1] as const)
		.filter(([, lines]) => lines > 350);
	assert.deepEqual(long, []);
});

test('folders and files are named after what they hold', () => {
	const vague = /(^|[/.-])(utils?|helpers?|misc|managers?|stuff|src)([/.-]|$)/;
	assert.deepEqual(
		code.filter((file) => vague.test(file)),
		[],
	);
});

test('nothing is left half done', () => {
	const marks = new RegExp(
		['TODO', 'FIXME', 'XXX', '@ts-ignore', '@ts-nocheck', '@ts-expect-error'].join('|'),
	);
	assert.deepEqual(
		places(
			code.filter((file) => !file.endsWith('/tidy.test.ts')),
			marks,
		),
		[],
	);
});

test('no test is left out without a reason, and none runs alone', () => {
	const tests = code.filter((file) => file.endsWith('.test.ts'));
	assert.deepEqual(
		places(tests, /\b(test|it|describe|suite)\.(only|skip|todo)\b|\b(only|skip|todo): true\b/),
		[],
	);
});

test('tests wait for conditions, not for time', () => {
	const tests = code.filter((file) => file.startsWith('test/') && !file.endsWith('/eventually.ts'));
	// A deadline that holds nothing up (unref) is no sleep.
	const sleeps =
		/setTimeout\(\s*(\w+|\(\) => \w+\(\)),[^)]*\)(?!\.unref)|\bwaitForTimeout\(|timers\/promises/;
	assert.deepEqual(
		places(
			tests.filter((file) => !file.endsWith('/tidy.test.ts')),
			sleeps,
		),
		[],
	);
});

test('the lock names no registry and every optional platform package', () => {
	const lock = JSON.parse(read('package-lock.json')) as {
		packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
	};
	const problems = Object.entries(lock.packages).flatMap(
		([path, { resolved, optionalDependencies = {} }]) => [
			...(resolved === undefined ? [] : [`${path} names ${resolved}`]),
			...Object.keys(optionalDependencies)
				.filter(
					(name) =>
						!(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
				)
				.map((name) => `${path} lacks ${name}`),
		],
	);
	assert.deepEqual(problems, []);
});
