// Measures a question from its octets to the answer's, in clusters of 100 and 100,000 Services.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../server/cluster/cluster.ts';
import { RecordClass } from '../../server/dns/codes.ts';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { createNameServer, type NameServer } from '../../server/dns/name-server.ts';
import { readMessage } from '../../server/dns/wire/read-message.ts';
import {
	type BenchmarkQuestion,
	benchmarkCluster,
	benchmarkQuery,
	benchmarkQuestions,
} from './dns-cluster.ts';

const sizes = [100, 100_000];
const rounds = 20;
/** Milliseconds of each round. */
const span = 50;

/** Prints the table. */
export function measureQuestions(): void {
	const clusters = sizes.map(benchmarkCluster);
	const servers = clusters.map(serverOf);
	const coredns = measureCoreDns();
	console.log(
		`per question, from the query's octets to the answer's, one core, best of ${rounds} rounds (µs):`,
	);
	for (const question of benchmarkQuestions) {
		servers.forEach((server, index) => {
			const size = sizes[index] ?? 0;
			const { octets, time } = measure(server, question);
			const ratio = time / question.known;
			const peer = coredns?.get(`${question.key}/${size}`);
			if (peer !== undefined && peer.octets !== octets) {
				throw new Error(`${question.title}: ${octets} octets, CoreDNS's answer has ${peer.octets}`);
			}
			const beside =
				peer === undefined
					? ''
					: `; CoreDNS now ${peer.time.toFixed(2)}, ratio ${(time / peer.time).toFixed(2)}`;
			console.log(
				`  ${question.title.padEnd(25)} ${String(size).padStart(6)} Services  ${time.toFixed(2).padStart(6)}` +
					`  of CoreDNS's ${question.known}: ${ratio.toFixed(2)}${beside}`,
			);
		});
	}
	const cluster = benchmarkCluster(3000);
	// A cluster of its own each time: the index of a known one is kept.
	const time = bestOf(() => serverOf({ ...cluster }), 20);
	console.log(`a name server for a cluster of 3,000 Services: ${time.toFixed(2)} ms`);
}

function serverOf(cluster: Cluster): NameServer {
	const read = readCorefile('.:53 {\n  kubernetes cluster.local\n}\n');
	if ('problem' in read) throw new Error(read.problem.message);
	const server = createNameServer({ cluster, corefile: read.corefile });
	// What is made on demand counts as building.
	for (const { name, type } of benchmarkQuestions) server.ask({ name, type, class: RecordClass.IN });
	return server;
}

function measure(server: NameServer, question: BenchmarkQuestion) {
	const query = benchmarkQuery(question);
	const reply = server.answer(query, { transport: 'udp' }) ?? new Uint8Array();
	const message = readMessage(reply);
	if (message.rcode !== question.rcode || message.answer.length !== question.records) {
		throw new Error(`${question.title} is answered wrongly`);
	}
	const circumstances = { transport: 'udp' as const, clientAddress: '127.0.0.1' };
	let count = 1000;
	let best = Number.POSITIVE_INFINITY;
	for (let round = 0; round <= rounds; round++) {
		const started = performance.now();
		for (let index = 0; index < count; index++) {
			// As a new query: the id differs, so nothing of the last answer could be sent again unseen.
			query[1] = index;
			server.answer(query, circumstances);
		}
		const each = (performance.now() - started) / count;
		if (round > 0) best = Math.min(best, each);
		count = Math.max(1000, Math.round(span / each));
	}
	return { octets: reply.length, time: best * 1000 };
}

function bestOf(run: () => unknown, times: number): number {
	let best = Number.POSITIVE_INFINITY;
	for (let index = 0; index < times; index++) {
		const started = performance.now();
		run();
		best = Math.min(best, performance.now() - started);
	}
	return best;
}

interface PeerTime {
	readonly octets: number;
	/** Microseconds. */
	readonly time: number;
}

/** CoreDNS's own code on the same questions, by `question/size`. */
function measureCoreDns(): ReadonlyMap<string, PeerTime> | undefined {
	const cache = spawnSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' });
	const module = join(cache.stdout?.trim() ?? '', 'github.com', 'coredns', 'coredns@v1.15.0');
	if (cache.status !== 0 || !existsSync(module)) {
		const missing =
			cache.status !== 0
				? 'no `go` in PATH'
				: 'its module is not there (`go mod download github.com/coredns/coredns@v1.15.0`)';
		console.log(`CoreDNS's own code is not measured beside: ${missing}`);
		return undefined;
	}
	console.log("building the Go benchmark of CoreDNS's own code; the first time takes minutes");
	const folder = mkdtempSync(join(tmpdir(), 'bench-coredns-'));
	try {
		// A module in Go's cache cannot be added to.
		cpSync(module, folder, { recursive: true });
		spawnSync('chmod', ['-R', 'u+w', folder]);
		const name = 'servicescope_bench_test.go';
		copyFileSync(join(import.meta.dirname, 'dns-coredns', name), join(folder, 'plugin', 'kubernetes', name));
		const args = ['test', '-run', '^$', '-bench', 'Servicescope', '-benchtime', `${span}ms`];
		const run = spawnSync('go', [...args, '-count', String(rounds), '-cpu', '1', './plugin/kubernetes'], {
			cwd: folder,
			encoding: 'utf8',
		});
		if (run.status !== 0) {
			console.log(`CoreDNS's own code is not measured beside: ${run.stdout}${run.stderr}`);
			return undefined;
		}
		return readGoBenchmark(run.stdout);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function readGoBenchmark(output: string): ReadonlyMap<string, PeerTime> {
	const best = new Map<string, PeerTime>();
	const line = /^BenchmarkServicescope\/(\S+)\s+\d+\s+([\d.]+) ns\/op\s+([\d.]+) octets/gm;
	for (const [, key = '', nanoseconds, octets] of output.matchAll(line)) {
		const time = Number(nanoseconds) / 1000;
		if (time < (best.get(key)?.time ?? Number.POSITIVE_INFINITY))
			best.set(key, { octets: Number(octets), time });
	}
	return best;
}
