#!/usr/bin/env node
// Runs a script of tools/ under the project's own Node, after installing what is missing.
// Invariant: this file runs on any Node from 20 up and needs nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [script, ...args] = process.argv.slice(2);

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
	fail(
		`Node ${process.versions.node} is too old: Servicescope builds with Node 20 or newer (https://nodejs.org).`,
	);
}
if (script === undefined) fail('usage: node tools/run.mjs SCRIPT [ARGUMENT…]');

install();
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const child = spawn(
	existsSync(node) ? node : process.execPath,
	['--disable-warning=ExperimentalWarning', script, ...args],
	{
		cwd: root,
		stdio: 'inherit',
	},
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));

/** Runs `npm ci` once for each state of package-lock.json. */
function install() {
	const lock = createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex');
	const stamp = join(root, 'node_modules', '.servicescope-installed');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
	process.stderr.write('Installing dependencies (npm ci), once …\n');
	const started = Date.now();
	const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	if (done.status !== 0) {
		fail(
			'The dependencies could not be installed. Servicescope needs the npm registry once (`npm ping` shows whether it answers; `npm config get registry` names it). Mend that and run the command again.',
		);
	}
	writeFileSync(stamp, lock);
	process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(2);
}
