// Invariant: two states of the files have one fingerprint exactly if every path and every byte is the same.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, root } from './paths.ts';

/** SHA-256 over the files that the patterns (relative to the repository) match, with their paths. */
export function fingerprint(patterns: readonly string[]): string {
	const hash = createHash('sha256');
	const found = patterns.flatMap((pattern) => globSync(pattern, { cwd: root }));
	for (const path of [...new Set(found)].sort()) {
		const absolute = join(root, path);
		if (!statSync(absolute).isFile()) continue;
		hash.update(`${path}\0`);
		hash.update(readFileSync(absolute));
		hash.update('\0');
	}
	return hash.digest('hex');
}

/** Does `work` unless it was done for this fingerprint before and `results` still exist. True if it was done now. */
export async function once(
	name: string,
	print: string,
	results: readonly string[],
	work: () => Promise<void>,
): Promise<boolean> {
	const stamp = join(cacheFolder, 'stamps', name);
	if (
		existsSync(stamp) &&
		readFileSync(stamp, 'utf8') === print &&
		results.every((path) => existsSync(path))
	) {
		return false;
	}
	await work();
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, print);
	return true;
}
