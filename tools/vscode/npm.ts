// Runs npm as a quiet child.
import { spawn } from 'node:child_process';
import { ending } from '../ending.ts';
import { Failure } from '../failure.ts';

/** Fail after seconds, not after npm's usual minute, when nobody answers. */
const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];

/** Runs `npm ARGS` in a folder; its standard output. A Failure names what could not be done and npm's own reason. */
export async function npm(args: readonly string[], folder: string, what: string): Promise<string> {
	const child = spawn('npm', [...args, '--loglevel=error', ...retries], {
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32',
		signal: ending,
	});
	const output: string[] = [];
	const errors: string[] = [];
	child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
	const status = await new Promise<number | Error | null>((resolve) => {
		child.on('error', resolve);
		child.on('close', resolve);
	});
	if (status === 0) return output.join('');
	const why =
		status instanceof Error ? status.message : (reason(errors.join('')) ?? `npm ended with ${status}`);
	throw new Failure(
		`${what} could not be fetched from the npm registry: ${why}. \`npm ping\` shows whether the registry answers; mend that and run the command again.`,
	);
}

/** The first line of npm's error output that says why. */
function reason(output: string): string | undefined {
	return output
		.split(/\r?\n/)
		.map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
		.find((line) => line !== '' && !/^(code|errno|syscall|A complete log)/.test(line))
		?.replace(/\.$/, '');
}
