// Judges 100,000 mutated manifests, and long ones of every shape: `npm run fuzz:manifests [-- SEED [COUNT]]`.
import { isOutOfHand, measuredGrowth } from './growth.ts';
import { judgeMutated } from './judge-mutated.ts';

const [seed = 1, count = 100_000] = process.argv.slice(2).map(Number);
const started = performance.now();
const { accepted, invalid, undecodable, slowest } = judgeMutated(seed, count);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`seed ${seed}: ${count} mutated manifests, each with a verdict (${seconds} s)`);
console.log(`${accepted} objects accepted, ${invalid} invalid (422), ${undecodable} undecodable (400)`);
console.log(`slowest text: ${slowest.toFixed(0)} ms`);

let shapes = 0;
for (const growth of measuredGrowth(2000)) {
	shapes++;
	if (!isOutOfHand(growth)) continue;
	process.exitCode = 1;
	const { shape, short, long } = growth;
	console.log(`${shape}: ${short.toFixed(0)} ms, and ${long.toFixed(0)} ms for four times the text`);
}
if (process.exitCode !== 1) console.log(`${shapes} shapes of long texts: time grows with the length`);
