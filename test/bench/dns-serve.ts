// Measures `servicescope serve` under dnsperf, beside a real CoreDNS with the same records.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { createNameServer } from '../../server/dns/name-server.ts';
import { zoneFile } from '../../server/dns/zone-file.ts';
import { benchmarkCluster, benchmarkObjects, benchmarkQuery, benchmarkQuestions } from './dns-cluster.ts';

const services = 1000;
const rounds = 3;
/** Seconds of each round. */
const span = 5;
const corefileText = '.:53 {\n  kubernetes cluster.local\n}\n';
const root = join(import.meta.dirname, '..', '..');

interface Peer {
	readonly name: string;
	readonly port: number;
	readonly process: ChildProcess;
}

/** Prints queries a second over UDP and TCP, and the ratio to CoreDNS's. */
export async function measureServe(): Promise<void> {
	const dnsperf = findInPath('dnsperf');
	if (dnsperf === undefined) {
		console.log('serve is not measured: no dnsperf in PATH (apt-get install dnsperf)');
		return;
	}
	const folder = mkdtempSync(join(tmpdir(), 'bench-dns-'));
	const peers: Peer[] = [];
	try {
		const queries = join(folder, 'queries.txt');
		writeFileSync(queries, questionLines().join('\n'));
		peers.push(await startServe(folder));
		const coredns = process.env.COREDNS ?? findInPath('coredns');
		if (coredns === undefined) {
			console.log('CoreDNS is not measured beside: COREDNS is not set and no coredns is in PATH');
		} else {
			peers.push(await startCoreDns(coredns, folder));
		}
		console.log(`dnsperf, ${services} Services, ${span} s, median of ${rounds} rounds in turn:`);
		for (const transport of ['udp', 'tcp']) compare(dnsperf, queries, transport, peers);
	} finally {
		for (const { process: child } of peers) child.kill();
		rmSync(folder, { recursive: true, force: true });
	}
}

function compare(dnsperf: string, queries: string, transport: string, peers: readonly Peer[]): void {
	const rates = peers.map((): number[] => []);
	const codes = new Set<string>();
	for (let round = 0; round < rounds; round++) {
		peers.forEach(({ port }, index) => {
			const load = ['-l', String(span), '-c', '4', '-q', '200', '-m', transport];
			const run = spawnSync(dnsperf, ['-s', '127.0.0.1', '-p', String(port), '-d', queries, ...load], {
				encoding: 'utf8',
			});
			if (run.status !== 0) throw new Error(`dnsperf: ${run.stdout}${run.stderr}`);
			const rate = Number(/Queries per second:\s+([\d.]+)/.exec(run.stdout)?.[1]);
			rates[index]?.push(rate);
			// To whole per cent: a round ends anywhere in the list.
			codes.add(
				(/Response codes:\s+(.*)/.exec(run.stdout)?.[1] ?? '').replaceAll(/\d+ \((\d+)[.\d]*%\)/g, '$1 %'),
			);
		});
	}
	if (codes.size > 1) throw new Error(`the servers answer differently: ${[...codes].join(' | ')}`);
	const medians = rates.map((list) => list.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
	const parts = peers.map(({ name }, index) => `${name} ${Math.round(medians[index] ?? 0)}/s`);
	const [own = 0, other] = medians;
	const ratio = other === undefined ? '' : `; ratio ${(own / other).toFixed(2)}`;
	console.log(`  ${transport}: ${parts.join(', ')}${ratio} (${[...codes].join('')})`);
}

function questionLines(): string[] {
	const lines: string[] = [];
	for (let index = 1; index < services; index++) {
		lines.push(`svc-${index}.shop.svc.cluster.local A`, `svc-${index}.shop.svc.cluster.local AAAA`);
		if (index % 4 === 0) lines.push(`svc-${index}.shop.svc.cluster.local.shop.svc.cluster.local A`);
		if (index % 10 === 0) {
			lines.push('db-0.shop.svc.cluster.local A', '_pg._tcp.db-0.shop.svc.cluster.local SRV');
		}
	}
	return lines;
}

async function startServe(folder: string): Promise<Peer> {
	const built = spawnSync(process.execPath, [join(root, 'tools', 'build.ts')], { encoding: 'utf8' });
	if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`);
	// npm names the Node that users have; its own scripts run under the project's.
	const node = process.env.npm_node_execpath ?? process.execPath;
	const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
	const snapshot = join(folder, 'cluster.json');
	writeFileSync(
		snapshot,
		JSON.stringify({ apiVersion: 'v1', kind: 'List', items: benchmarkObjects(services) }),
	);
	const corefile = join(folder, 'Corefile');
	writeFileSync(corefile, corefileText);
	const port = await freePort();
	const args = [join(root, 'dist', 'cli.js'), 'serve', snapshot, '--corefile', corefile];
	return start(`serve (Node ${version})`, port, node, [...args, '--listen', `127.0.0.1:${port}`]);
}

async function startCoreDns(coredns: string, folder: string): Promise<Peer> {
	const read = readCorefile(corefileText);
	if ('problem' in read) throw new Error(read.problem.message);
	const cluster = benchmarkCluster(services);
	// CoreDNS loads no zone with serial 0.
	const server = createNameServer({ cluster, corefile: read.corefile, serial: 1 });
	writeFileSync(join(folder, 'zone'), zoneFile(cluster, read.corefile, server).text);
	const port = await freePort();
	const corefile = join(folder, 'Corefile.coredns');
	const zone = join(folder, 'zone');
	writeFileSync(corefile, `cluster.local:${port} {\n  bind 127.0.0.1\n  file ${zone} cluster.local\n}\n`);
	return start('CoreDNS (file)', port, coredns, ['-conf', corefile]);
}

/** Starts a server and waits until it answers. */
async function start(name: string, port: number, command: string, args: readonly string[]): Promise<Peer> {
	const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
	const socket = createSocket('udp4');
	const query = benchmarkQuery(benchmarkQuestions[0]);
	try {
		await new Promise<void>((resolve, reject) => {
			const timer = setInterval(() => socket.send(query, port, '127.0.0.1'), 50);
			const end = (error?: Error) => {
				clearInterval(timer);
				if (error === undefined) resolve();
				else reject(error);
			};
			socket.on('message', () => end());
			child.on('error', end);
			child.on('exit', (code) => end(new Error(`${name} ended with ${code}`)));
		});
	} finally {
		socket.close();
	}
	return { name, port, process: child };
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}

function findInPath(name: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((path) => join(path, name)).find((path) => existsSync(path));
}
