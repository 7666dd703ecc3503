// Runs the test steps that its arguments name (default: all) and ends with `N passed, N failed`.
// A step is a command or a set of test files; a skipped test is listed with its reason.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { run } from 'node:test';

interface Tally {
	passed: number;
	failed: number;
	skipped: string[];
}

interface Step {
	readonly name: string;
	readonly run: () => Promise<Tally>;
}

const bin = (name: string) => `node_modules/.bin/${name}${process.platform === 'win32' ? '.cmd' : ''}`;

const steps: readonly Step[] = [
	command('build', process.execPath, ['tools/build.ts']),
	// The layers are TypeScript projects: an import that points upwards does not compile (test/unit/layers.test.ts).
	command('types', bin('tsc'), ['-b']),
	command('lint', bin('biome'), ['ci', '--error-on-warnings', '.']),
	files('unit', ['test/unit/**/*.test.ts', 'test/fixtures/**/*.test.ts']),
	files('conformance', ['test/conformance/**/*.test.ts']),
	files('lsp', ['test/lsp/**/*.test.ts', 'test/cli/**/*.test.ts']),
	files('e2e', ['test/e2e/run.test.ts']),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
	console.error(`no test step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}`);
	process.exit(2);
}

const total: Tally = { passed: 0, failed: 0, skipped: [] };
for (const step of steps) {
	if (wanted.length > 0 && !wanted.includes(step.name)) continue;
	const started = performance.now();
	const tally = await step.run();
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	console.log(
		`${tally.failed === 0 ? '✓' : '✗'} ${step.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`,
	);
	total.passed += tally.passed;
	total.failed += tally.failed;
	total.skipped.push(...tally.skipped);
}
for (const reason of total.skipped) console.log(`skipped: ${reason}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function command(name: string, executable: string, args: readonly string[]): Step {
	return {
		name,
		run: async () => {
			const done = spawnSync(executable, args, {
				stdio: ['ignore', 'inherit', 'inherit'],
				shell: process.platform === 'win32',
			});
			return done.status === 0
				? { passed: 1, failed: 0, skipped: [] }
				: { passed: 0, failed: 1, skipped: [] };
		},
	};
}

function files(name: string, patterns: readonly string[]): Step {
	return {
		name,
		run: async () => {
			const found = patterns.flatMap((pattern) => globSync(pattern)).sort();
			const tally: Tally = { passed: 0, failed: 0, skipped: [] };
			if (found.length === 0) return tally;
			const stream = run({ files: found, concurrency: name === 'e2e' ? 1 : 2 });
			stream.on('test:pass', (data) => {
				if (data.details.type === 'suite') return;
				if (data.skip !== undefined)
					tally.skipped.push(`${data.name}: ${data.skip === true ? '' : data.skip}`);
				else tally.passed++;
			});
			stream.on('test:fail', (data) => {
				if (data.details.type === 'suite') return;
				tally.failed++;
				const cause = data.details.error.cause;
				console.error(`✗ ${data.file}:${data.line} ${data.name}`);
				console.error(cause instanceof Error ? (cause.stack ?? cause.message) : data.details.error.message);
			});
			stream.on('test:stdout', (data) => process.stdout.write(data.message));
			stream.on('test:stderr', (data) => process.stderr.write(data.message));
			for await (const _ of stream);
			return tally;
		},
	};
}
