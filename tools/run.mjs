#!/usr/bin/env node
// Runs a script of tools/ under the project's own Node, after installing what is missing.
// Invariant: this file runs on any Node from 20 up and needs nothing installed; what it starts ends with it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const onWindows = process.platform === 'win32';
const [script, ...args] = process.argv.slice(2);
const started = Date.now();

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
	fail(
		`Node ${process.versions.node} is too old: Servicescope builds with Node 20 or newer (https://nodejs.org).`,
	);
}
if (script === undefined) fail('usage: node tools/run.mjs SCRIPT [ARGUMENT…]');

installDependencies();
const node = projectNode();
// Warnings about type stripping would stand before every output.
const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
	cwd: root,
	// The channel tells the script when this process is gone, even if it was killed.
	stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	env: { ...process.env, SERVICESCOPE_STARTED: String(started) },
});
child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	// A terminal sends Ctrl+C to the whole group, so the script has it already; others send to this process alone.
	process.on(signal, () => {
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	});
}
endWithNpm();

/** Runs `npm ci` unless what package-lock.json names is installed. */
function installDependencies() {
	const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
	const lock = createHash('sha256').update(text).digest('hex');
	const stamp = join(root, 'node_modules', '.servicescope-installed');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
	if (existsSync(stamp) && installedMatches(JSON.parse(text))) {
		writeFileSync(stamp, lock);
		return;
	}
	process.stderr.write('· install dependencies (npm ci), once\n');
	// npm's own pauses between retries add up to more than a minute before it says that nobody answers.
	const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
	const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...retries], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
		encoding: 'utf8',
		shell: onWindows,
	});
	if (done.status !== 0) {
		const reason = npmReason(done.stderr ?? '') ?? done.error?.message ?? `npm ci ended with ${done.status}`;
		fail(
			`The dependencies could not be installed: ${reason}. Servicescope needs the npm registry once (\`npm ping\` shows whether it answers). Mend that and run the command again.`,
		);
	}
	writeFileSync(stamp, lock);
	process.stderr.write(`✓ install dependencies (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

/** True if somebody has run npm since: its own record of node_modules names the same packages. */
function installedMatches(lock) {
	const record = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return false;
	const { packages } = JSON.parse(readFileSync(record, 'utf8'));
	return Object.entries(lock.packages).every(
		([path, { version, integrity, optional }]) =>
			path === '' ||
			optional === true ||
			(packages[path]?.version === version && packages[path]?.integrity === integrity),
	);
}

/** The Node of node_modules; where npm runs no install scripts, its installer runs here. */
function projectNode() {
	const folder = join(root, 'node_modules', 'node');
	const path = join(folder, 'bin', onWindows ? 'node.exe' : 'node');
	if (existsSync(path)) return path;
	if (existsSync(join(folder, 'installArchSpecificPackage.js'))) {
		spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
			cwd: folder,
			stdio: ['ignore', 'ignore', 'ignore'],
		});
		if (existsSync(path)) return path;
	}
	if (major >= 24) return process.execPath;
	return fail(
		`The npm package "node" brings no Node 24 for ${process.platform} ${process.arch}: install Node 24 or newer and run the command again.`,
	);
}

/** The first line of npm's error output that says why, for example `connect ECONNREFUSED 127.0.0.1:4873`. */
function npmReason(output) {
	const lines = output
		.split(/\r?\n/)
		.map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
		.filter((line) => line !== '' && !/^(code|errno|syscall|A complete log)/.test(line));
	return lines[0]?.replace(/\.$/, '');
}

/** Ends when npm has ended, even if it was killed. Without npm there may be no parent that matters. */
function endWithNpm() {
	if (process.env.npm_lifecycle_event === undefined || onWindows) return;
	// npm runs scripts through a shell, which outlives it.
	const shell = process.ppid;
	const npm = parentOf(shell);
	const isGone = () => process.ppid !== shell || (npm > 1 && parentOf(shell) !== npm);
	const watch = setInterval(() => {
		if (!isGone()) return;
		clearInterval(watch);
		child.kill('SIGTERM');
	}, 1000);
	watch.unref();
}

/** The parent of a process, or 0 where that cannot be told. */
function parentOf(pid) {
	const file = `/proc/${pid}/stat`;
	// After the name, which is in parentheses and may hold anything: state, parent, …
	if (existsSync(file)) return Number(readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')[1]);
	if (existsSync('/proc/self')) return 0;
	return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? 0);
}

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(2);
}
