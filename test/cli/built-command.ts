// Bundles the command line as it ships, so that what is tested is what is run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../tools/bundles.ts';

export interface BuiltCommand {
	/** The bundle's path. */
	readonly file: string;
	readonly remove: () => void;
}

export async function buildCommand(): Promise<BuiltCommand> {
	const bundle = bundles.find(({ options }) => options.outfile === 'dist/cli.js');
	if (bundle === undefined) throw new Error('tools/bundles.ts has no dist/cli.js');
	const folder = mkdtempSync(join(tmpdir(), 'servicescope-command-'));
	const file = join(folder, 'cli.js');
	await build({
		...bundle.options,
		absWorkingDir: join(import.meta.dirname, '..', '..'),
		outfile: file,
		metafile: false,
	});
	return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
