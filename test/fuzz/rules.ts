// Runs all rules over 100,000 workspaces with mutated manifests, and over ever larger ones: `npm run fuzz:rules [-- SEED [COUNT]]`.
import { growingManifests } from './growing-manifests.ts';
import { growingWorkspaces } from './growing-workspaces.ts';
import { isOutOfHand, measuredGrowth } from './growth.ts';
import { lintFiles } from './lint-files.ts';
import { lintMutated } from './lint-mutated.ts';

const [seed = 1, count = 100_000] = process.argv.slice(2).map(Number);
const started = performance.now();
const { findings, slowest } = lintMutated(seed, count);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`seed ${seed}: ${count} workspaces, ${findings} findings, no rule failed (${seconds} s)`);
console.log(`slowest workspace: ${slowest.toFixed(0)} ms`);

const shapes = { ...growingManifests, ...growingWorkspaces };
for (const growth of measuredGrowth(2000, shapes, (text) => lintFiles(new Map([['a.yaml', text]]), false))) {
	if (!isOutOfHand(growth)) continue;
	process.exitCode = 1;
	const { shape, short, long } = growth;
	console.log(`${shape}: ${short.toFixed(0)} ms, and ${long.toFixed(0)} ms for four times the text`);
}
if (process.exitCode !== 1)
	console.log(`${Object.keys(shapes).length} shapes of large workspaces: time grows with their size`);
