// Bundles everything that ships into dist/. Flags: --watch (rebuild on change, with source maps), --metafile (dist/meta.json).
import { chmodSync, globSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle, context, type Metafile } from 'esbuild';
import { bundles } from './bundles.ts';
import { Failure, main } from './failure.ts';
import { fingerprint, once } from './fingerprint.ts';
import { root } from './paths.ts';
import { size } from './progress.ts';

/** A file of dist/ and its bytes. */
export interface BundleSize {
	readonly file: string;
	readonly bytes: number;
}

/** Builds every bundle. A bundle over its limit or an import that does not resolve is a Failure. */
export async function build(): Promise<{ readonly sizes: BundleSize[]; readonly metafiles: Metafile[] }> {
	const metafiles: Metafile[] = [];
	const results = await Promise.allSettled(
		bundles.map(async ({ options }) => {
			const result = await bundle({ ...options, absWorkingDir: root });
			if (result.metafile !== undefined) metafiles.push(result.metafile);
		}),
	);
	// esbuild has printed each error with its place.
	const failed = bundles.filter((_, index) => results[index]?.status === 'rejected');
	if (failed.length > 0) {
		throw new Failure(`not built: ${failed.map(({ options }) => options.outfile).join(', ')}`);
	}
	chmodSync(join(root, 'dist', 'cli.js'), 0o755);
	removeOthers(metafiles.flatMap(({ outputs }) => Object.keys(outputs)));
	const sizes = metafiles
		.flatMap(({ outputs }) => Object.entries(outputs))
		.map(([file, { bytes }]) => ({ file, bytes }))
		.sort((a, b) => a.file.localeCompare(b.file));
	for (const { options, limit } of bundles) {
		const bytes = sizes.find(({ file }) => file === options.outfile)?.bytes ?? 0;
		if (limit !== undefined && bytes > limit) {
			throw new Failure(`${options.outfile} has ${size(bytes)}, more than its ${size(limit)}`);
		}
	}
	return { sizes, metafiles };
}

/** What an earlier build left. Done afterwards: whoever uses dist/ meanwhile finds every file. */
function removeOthers(outputs: readonly string[]): void {
	for (const file of globSync('dist/**/*', { cwd: root })) {
		const isOutput = outputs.includes(file.replaceAll('\\', '/'));
		if (!isOutput && statSync(join(root, file)).isFile()) rmSync(join(root, file));
	}
}

/** Builds if a source has changed since the last time. True if it built. */
export function buildIfChanged(): Promise<boolean> {
	const sources = ['server/**/*', 'client/**/*', 'tools/bu*.ts', 'package.json', 'package-lock.json'];
	const outputs = bundles.map(({ options }) => join(root, options.outfile));
	return once('build', fingerprint(sources), outputs, async () => {
		await build();
	});
}

async function watch(): Promise<void> {
	for (const { options } of bundles) {
		await (await context({ ...options, absWorkingDir: root, sourcemap: true, logLevel: 'info' })).watch();
	}
}

if (import.meta.main) {
	await main(async () => {
		if (process.argv.includes('--watch')) return watch();
		const { sizes, metafiles } = await build();
		for (const { file, bytes } of sizes) console.log(`${size(bytes).padStart(8)}  ${file}`);
		if (process.argv.includes('--metafile')) {
			writeFileSync(join(root, 'dist', 'meta.json'), JSON.stringify(metafiles));
		}
	});
}
