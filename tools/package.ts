// Packs the extension into servicescope.vsix and prints what it weighs.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleSize, build } from './build.ts';
import { Failure, main } from './failure.ts';
import { fingerprint, once } from './fingerprint.ts';
import { packageFile, root } from './paths.ts';
import { size } from './progress.ts';

/** The promise to people on slow lines: the extension stays under 1 MB. */
const limit = 1024 * 1024;

/** Packs what is in dist/. Returns the bytes of the .vsix; a Failure if it is over the limit. */
export async function pack(): Promise<number> {
	// Loaded only where it is needed: it is large.
	const { createVSIX } = await import('@vscode/vsce');
	await withoutConsole(() =>
		createVSIX({
			cwd: root,
			packagePath: packageFile,
			dependencies: false,
			allowMissingRepository: true,
			rewriteRelativeLinks: false,
		}),
	);
	const bytes = statSync(packageFile).size;
	if (bytes > limit) throw new Failure(`servicescope.vsix has ${size(bytes)}, more than its ${size(limit)}`);
	return bytes;
}

/** Packs if something that goes into the .vsix has changed since the last time. */
export function packIfChanged(): Promise<boolean> {
	return once('package', packageFingerprint(), [packageFile], async () => {
		await pack();
	});
}

/** The files that go into the .vsix, relative to the repository. */
export async function packagedFiles(): Promise<string[]> {
	const { listFiles, PackageManager } = await import('@vscode/vsce');
	return listFiles({ cwd: root, packageManager: PackageManager.None });
}

/** The fingerprint of everything that goes into the .vsix: the names with `!` in .vscodeignore. */
export function packageFingerprint(): string {
	const lines = readFileSync(join(root, '.vscodeignore'), 'utf8').split('\n');
	const names = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
	return fingerprint(['.vscodeignore', ...names]);
}

/** vsce reports to the console; only its warnings and errors are for people here. */
async function withoutConsole(work: () => Promise<void>): Promise<void> {
	const { log } = console;
	console.log = () => {};
	try {
		await work();
	} finally {
		console.log = log;
	}
}

if (import.meta.main) {
	await main(async () => {
		const { sizes } = await build();
		const bytes = await pack();
		const line = ({ file, bytes: each }: BundleSize) => console.log(`${size(each).padStart(8)}  ${file}`);
		sizes.forEach(line);
		line({ file: 'servicescope.vsix', bytes });
		const files = await packagedFiles();
		console.log(`${files.length} files: ${files.join(', ')}`);
	});
}
