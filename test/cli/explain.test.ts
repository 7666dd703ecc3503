import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { main } from '../../server/cli/main.ts';
import { documentedRules } from '../../server/features/text-rules.ts';

async function explain(...args: string[]) {
	const output = { stdout: '', stderr: '' };
	const status = await main(['explain', ...args], {
		stdout: (text) => {
			output.stdout += text;
		},
		stderr: (text) => {
			output.stderr += text;
		},
	});
	return { status, ...output };
}

test('explain RULE prints the page of docs/rules', async () => {
	const page = readFileSync(new URL('../../docs/rules/selector-near-miss.md', import.meta.url), 'utf8');
	assert.deepEqual(await explain('selector-near-miss'), {
		status: 0,
		stdout: page.replaceAll('\r\n', '\n'),
		stderr: '',
	});
});

test('explain lists every rule', async () => {
	const { status, stdout } = await explain();
	assert.equal(status, 0);
	assert.deepEqual(
		stdout
			.trimEnd()
			.split('\n')
			.map((line) => line.split(' ')[0]),
		documentedRules.map(({ id }) => id),
	);
});

for (const [args, why] of [
	[['selector-near-mis'], /did you mean selector-near-miss\?/],
	[['nothing-of-the-kind'], /'servicescope explain' lists them/],
	[['a', 'b'], /usage: servicescope explain/],
	[['--all'], /usage: servicescope explain/],
] as const) {
	test(`explain ${args.join(' ')}: one line and status 2`, async () => {
		const { status, stdout, stderr } = await explain(...args);
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, why);
		assert.equal(stderr.trimEnd().includes('\n'), false);
	});
}
