import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { main } from '../../server/cli/main.ts';
import { clusterObjects, recordedClusters, systemObjects } from '../conformance/dns-recordings.ts';
import { type ServeProcess, startServe } from './serve-process.ts';

const dig = spawnSync('dig', ['-v']);
const skip = dig.error === undefined ? false : 'dig is not installed (Debian: bind9-dnsutils)';

/** Every question of a few namespaces would take minutes: this many, spread over all of them. */
const sample = 60;

describe('servicescope dns prints what dig prints against servicescope serve', { skip }, () => {
	const folder = mkdtempSync(join(tmpdir(), 'servicescope-dig-'));
	const snapshot = join(folder, 'cluster.json');
	const corefile = join(folder, 'Corefile');
	let server: ServeProcess;

	before(async () => {
		const items = [...systemObjects, ...recordedClusters().flatMap(clusterObjects)];
		writeFileSync(snapshot, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
		// Without loadbalance, which would shuffle.
		writeFileSync(
			corefile,
			'. {\n kubernetes cluster.local in-addr.arpa ip6.arpa {\n pods insecure\n fallthrough in-addr.arpa ip6.arpa\n ttl 30\n }\n forward . 127.0.0.1\n}\n',
		);
		server = await startServe([snapshot, '--corefile', corefile]);
	});
	after(async () => {
		await server.stop();
		rmSync(folder, { recursive: true });
	});

	async function ours(args: readonly string[], questions: readonly string[]): Promise<string> {
		let stdout = '';
		await main(['dns', snapshot, '--corefile', corefile, ...args, '--', ...questions], {
			stdout: (text) => {
				stdout += text;
			},
			stderr: () => undefined,
		});
		return stdout;
	}

	function theirs(args: readonly string[]): string {
		const done = spawnSync('dig', ['+nocmd', '@127.0.0.1', '-p', String(server.port), ...args], {
			encoding: 'utf8',
		});
		return done.stdout;
	}

	const compare = (output: string) =>
		output
			.split('\n')
			.filter((line) => !/^;; (?:Query time|SERVER|WHEN):/.test(line))
			.map((line) => line.replace(/, id: \d+$/, ''));

	/** Options of ours and of dig, and the question. */
	const cases: readonly (readonly [readonly string[], readonly string[], readonly string[]])[] = [
		[[], [], ['kubernetes.default.svc.cluster.local']],
		[[], [], ['KUBERNETES.default.svc.cluster.local', 'SRV']],
		[[], [], ['cluster.local', 'SOA']],
		[[], [], ['cluster.local', 'NS']],
		[[], [], ['dns-version.cluster.local', 'TXT']],
		[[], [], ['no.default.svc.cluster.local', 'MX']],
		[[], [], ['example.com', 'A']],
		[[], [], ['kubernetes.default.svc.cluster.local', 'ANY']],
		[[], [], ['kubernetes.default.svc.cluster.local', 'TYPE65280']],
		[[], [], ['1.0.96.10.in-addr.arpa', 'PTR']],
		[[], [], ['_https._tcp.kubernetes.default.svc.cluster.local', 'SRV']],
		[[], [], ['a\\032b\\@.default.svc.cluster.local', 'A']],
		[['--tcp'], ['+tcp'], ['kubernetes.default.svc.cluster.local', 'A']],
		[['--bufsize', '512'], ['+bufsize=512'], ['api-headless.team-32x54.svc.cluster.local', 'SRV']],
		[['--bufsize', '0'], ['+bufsize=0'], ['kubernetes.default.svc.cluster.local', 'A']],
		[['--bufsize', '4096'], ['+bufsize=4096'], ['api-headless.team-32x54.svc.cluster.local', 'A']],
		[['--format', 'short'], ['+short'], ['api-headless.team-32x54.svc.cluster.local', 'SRV']],
	];
	for (const [own, digs, question] of cases) {
		it([...digs, ...question].join(' '), async () => {
			assert.deepEqual(compare(await ours(own, question)), compare(theirs([...digs, ...question])));
		});
	}

	it('for recorded questions', async () => {
		const all = recordedClusters().flatMap(({ questions }) =>
			questions.filter(({ noReply }) => noReply !== true),
		);
		const step = Math.floor(all.length / sample);
		const words = Array.from({ length: sample }, (_, index) => all[index * step]).flatMap((question) =>
			question === undefined ? [] : [question.name, question.type],
		);
		assert.deepEqual(compare(await ours([], words)), compare(theirs(words)));
	});
});
