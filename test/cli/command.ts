// Runs the command line in this process, in a folder of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../server/cli/main.ts';

export interface CommandResult {
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** A temporary folder with these files; it is the current folder until `remove` is called. */
export class CommandFolder {
	readonly path: string;
	private readonly before = process.cwd();

	constructor(files: Readonly<Record<string, string>>) {
		this.path = mkdtempSync(join(tmpdir(), 'servicescope-cli-'));
		for (const [name, text] of Object.entries(files)) this.write(name, text);
		process.chdir(this.path);
	}

	write(name: string, text: string): void {
		mkdirSync(dirname(join(this.path, name)), { recursive: true });
		writeFileSync(join(this.path, name), text);
	}

	async run(...args: string[]): Promise<CommandResult> {
		const output = { stdout: '', stderr: '' };
		const status = await main(args, {
			stdout: (text) => {
				output.stdout += text;
			},
			stderr: (text) => {
				output.stderr += text;
			},
		});
		return { status, ...output };
	}

	remove(): void {
		process.chdir(this.before);
		rmSync(this.path, { recursive: true, force: true });
	}
}
