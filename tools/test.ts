// Runs the test steps that its arguments name (default: all) and ends with `N passed, N failed`.
// A step is a command or a set of test files; a skipped test is listed with its reason.
import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { build } from './build.ts';
import { ending } from './ending.ts';
import { Failure, main } from './failure.ts';
import { pack } from './package.ts';
import { root } from './paths.ts';
import { seconds, size } from './progress.ts';
import { prepareTestEditor } from './vscode/for-tests.ts';

interface Tally {
	passed: number;
	failed: number;
	readonly skipped: string[];
}

interface Step {
	readonly name: string;
	readonly run: () => Promise<Tally>;
}

const steps: readonly Step[] = [
	// Also packs: a bundle or package over its limit is a failure.
	work('build', async () => {
		await build();
		console.log(`servicescope.vsix ${size(await pack())}`);
	}),
	// The layers are TypeScript projects: an import that points upwards does not compile (test/house proves it).
	command('types', 'tsc', ['-b']),
	command('lint', 'biome', [
		'ci',
		'--error-on-warnings',
		...(process.stderr.isTTY ? [] : ['--colors=off']),
		'.',
	]),
	files('house', ['test/house/**/*.test.ts']),
	files('unit', ['test/unit/**/*.test.ts', 'test/fixtures/**/*.test.ts']),
	files('conformance', ['test/conformance/**/*.test.ts']),
	files('lsp', ['test/lsp/**/*.test.ts']),
	files('cli', ['test/cli/**/*.test.ts']),
	files('panel', ['test/panel/**/*.test.ts'], 1),
	{ name: 'e2e', run: () => endToEnd(['test/e2e/**/*.test.ts']) },
];

await main(async () => {
	const started = performance.now();
	// A name with a slash or a dot is a test file, the others are steps.
	const chosen = process.argv.slice(2);
	const wanted = chosen.filter((name) => !/[./]/.test(name));
	const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
	if (unknown.length > 0) {
		throw new Failure(
			`no test step ${unknown.join(', ')}; there are ${steps.map(({ name }) => name).join(', ')}`,
		);
	}
	const total: Tally = { passed: 0, failed: 0, skipped: [] };
	const testFiles = chosen.filter((name) => !wanted.includes(name));
	const all = chosen.length === 0 ? steps : steps.filter(({ name }) => wanted.includes(name));
	for (const step of [...all, ...testFiles.map(single)]) {
		if (ending.aborted) throw new Failure('stopped');
		const stepStarted = performance.now();
		const tally = await step.run();
		const mark = tally.failed === 0 ? '✓' : '✗';
		console.log(
			`${mark} ${step.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds(stepStarted)} s)`,
		);
		total.passed += tally.passed;
		total.failed += tally.failed;
		total.skipped.push(...tally.skipped);
	}
	for (const reason of total.skipped) console.log(`skipped: ${reason}`);
	console.log(`${seconds(started)} s`);
	console.log(`${total.passed} passed, ${total.failed} failed`);
	process.exitCode = total.failed === 0 ? 0 : 1;
});

/** One test file as a step. */
function single(file: string): Step {
	const path = relative(root, resolve(file)).replaceAll('\\', '/');
	if (!existsSync(join(root, path))) throw new Failure(`no test file ${file}`);
	return path.startsWith('test/e2e/') ? { name: path, run: () => endToEnd([path]) } : files(path, [path]);
}

/** A step that counts as one test. */
function work(name: string, body: () => Promise<void>): Step {
	return {
		name,
		run: async () => {
			try {
				await body();
				return { passed: 1, failed: 0, skipped: [] };
			} catch (error) {
				console.error(error instanceof Failure ? error.message : error);
				return { passed: 0, failed: 1, skipped: [] };
			}
		},
	};
}

function command(name: string, program: string, args: readonly string[]): Step {
	const onWindows = process.platform === 'win32';
	return work(name, async () => {
		const path = join(root, 'node_modules', '.bin', onWindows ? `${program}.cmd` : program);
		const child = spawn(path, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: onWindows });
		const status = await new Promise((resolve) => {
			child.on('error', resolve);
			child.on('close', resolve);
		});
		if (status !== 0) throw new Failure(`${program} ${args.join(' ')} ended with ${status}`);
	});
}

function files(name: string, patterns: readonly string[], concurrency = 2): Step {
	return { name, run: () => runFiles(patterns, { concurrency, timeout: 5 * 60_000 }) };
}

/** Without an editor nothing of this can be tested, and that is a failure, not a skipped test. */
async function endToEnd(patterns: readonly string[]): Promise<Tally> {
	try {
		const editor = await prepareTestEditor();
		ending.addEventListener('abort', () => void editor.stop());
		try {
			process.env.SERVICESCOPE_TEST_EDITOR = JSON.stringify(editor);
			return await runFiles(patterns, { concurrency: 1, timeout: 30 * 60_000 });
		} finally {
			await editor.stop();
		}
	} catch (error) {
		console.error(error instanceof Failure ? error.message : error);
		return { passed: 0, failed: 1, skipped: [] };
	}
}

interface RunOptions {
	readonly concurrency: number;
	/** Milliseconds for one file. */
	readonly timeout: number;
}

async function runFiles(patterns: readonly string[], options: RunOptions): Promise<Tally> {
	const tally: Tally = { passed: 0, failed: 0, skipped: [] };
	const found = patterns
		.flatMap((pattern) => globSync(pattern, { cwd: root }))
		.filter((file) => statSync(file).isFile());
	if (found.length === 0) return tally;
	// Not with `forceExit`: it ends a file before all of its results have arrived. What stays open ends at the timeout.
	const stream = run({ files: [...new Set(found)].sort(), signal: ending, ...options });
	stream.on('test:pass', (data) => {
		if (data.details.type === 'suite') return;
		const why = data.skip ?? data.todo;
		if (why === undefined || why === false) tally.passed++;
		else
			tally.skipped.push(`${place(data.file, data.line)} ${data.name}: ${why === true ? 'no reason' : why}`);
	});
	stream.on('test:fail', (data) => {
		const { cause } = data.details.error;
		// A suite fails with its tests; only what breaks the suite itself is news.
		if (data.details.type === 'suite' && /subtests? failed/.test(String(data.details.error.message))) return;
		tally.failed++;
		console.error(`✗ ${place(data.file, data.line)} ${data.name}`);
		console.error(cause instanceof Error ? (cause.stack ?? cause.message) : data.details.error.message);
	});
	stream.on('test:stdout', (data) => {
		// @vscode/test-electron says this after every editor.
		if (!/^Exit code: +0\s*$/.test(data.message)) process.stdout.write(data.message);
	});
	stream.on('test:stderr', (data) => process.stderr.write(data.message));
	for await (const _ of stream);
	return tally;
}

function place(file: string | undefined, line: number | undefined): string {
	return file === undefined ? '' : `${relative(root, file)}:${line}`;
}
