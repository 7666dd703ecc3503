// `npm run start:desktop`: an installed desktop VS Code with Servicescope from this folder, on examples/.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildIfChanged } from './build.ts';
import { Failure, main } from './failure.ts';
import { root } from './paths.ts';
import { step } from './progress.ts';
import { findInstalledVSCode } from './vscode/desktop.ts';

await main(async () => {
	const program = findInstalledVSCode();
	if (program === undefined) {
		throw new Failure(
			'No desktop VS Code was found (code, code-insiders or codium on the PATH or in the usual place). Install it from https://code.visualstudio.com, or run `npm start`, which needs none.',
		);
	}
	await step('build the extension', buildIfChanged, (built) => (built ? 'new' : 'unchanged'));
	const args = ['--new-window', `--extensionDevelopmentPath=${root}`, join(root, 'examples')];
	const status = await new Promise((resolve) => {
		const child = spawn(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
		child.on('error', resolve);
		child.on('close', resolve);
	});
	if (status !== 0) throw new Failure(`${program} could not be started (${status}).`);
	console.log(`Servicescope runs in a new window of ${program}.`);
});
