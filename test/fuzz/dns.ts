// Sends the name server 1,000,000 mutated packets and reads 50,000 mutated Corefiles: `npm run fuzz:dns [-- SEED [COUNT]]`.
import { runCorefiles } from './corefiles.ts';
import { runPackets } from './dns-packets.ts';

const [seed = 1, count = 1_000_000] = process.argv.slice(2).map(Number);
const started = performance.now();
const { answered, slowest, growth } = runPackets(seed, count, globalThis.gc);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
	`seed ${seed}: ${count} mutated packets, ${answered} answered, the others ignored (${seconds} s)`,
);
console.log(
	`slowest answer: ${slowest.toFixed(1)} ms; heap in the second half: ${(growth / 1e6).toFixed(1)} MB more`,
);
const { read, refused } = runCorefiles(seed, Math.ceil(count / 20));
console.log(`${read + refused} mutated Corefiles: ${read} read and asked, ${refused} refused with a line`);
