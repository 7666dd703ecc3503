import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askTcp, startServe, UdpClient } from '../cli/serve-process.ts';
import { difference, queryOf } from './dns-comparison.ts';
import {
	clusterObjects,
	type RecordedQuestion,
	recordedClusters,
	recordedCorefiles,
	systemObjects,
} from './dns-recordings.ts';

/** Queries under way at a time. */
const batch = 100;

describe('servicescope serve over one snapshot of all namespaces', () => {
	const folder = mkdtempSync(join(tmpdir(), 'servicescope-dns-'));
	const snapshot = join(folder, 'cluster.json');
	const recordings = recordedClusters();

	before(() => {
		const items = [...systemObjects, ...recordings.flatMap(clusterObjects)];
		writeFileSync(snapshot, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
	});
	after(() => rmSync(folder, { recursive: true }));

	for (const [name, corefile] of Object.entries(recordedCorefiles)) {
		it(`answers as CoreDNS with ${name}`, async () => {
			const path = join(folder, `${name}.Corefile`);
			writeFileSync(path, corefile);
			const server = await startServe([snapshot, '--corefile', path]);
			try {
				const questions = recordings
					.flatMap((recorded) => recorded.questions)
					.filter((question) => question.corefile === name);
				const failures = [
					...(await overUdp(
						server.port,
						questions.filter(({ via }) => via !== 'tcp'),
					)),
					...(await overTcp(
						server.port,
						questions.filter(({ via }) => via === 'tcp'),
					)),
				];
				console.log(`serve ${name} ${questions.length - failures.length}/${questions.length}`);
				assert.deepEqual(failures.slice(0, 10), []);
				assert.equal(server.errors(), '');
			} finally {
				assert.equal(await server.stop(), 0);
			}
		});
	}
});

async function overUdp(port: number, questions: readonly RecordedQuestion[]): Promise<string[]> {
	const client = new UdpClient(port);
	const failures: string[] = [];
	for (let start = 0; start < questions.length; start += batch) {
		const asked = questions.slice(start, start + batch);
		const replies = await Promise.all(
			asked.map((question, index) =>
				client.ask(queryOf(question, index + 1), question.noReply === true ? 200 : 5000),
			),
		);
		asked.forEach((question, index) => {
			const found = difference(question, replies[index]);
			if (found !== undefined) failures.push(`${question.via} ${question.name} ${question.type}: ${found}`);
		});
	}
	client.close();
	return failures;
}

async function overTcp(port: number, questions: readonly RecordedQuestion[]): Promise<string[]> {
	const failures: string[] = [];
	const answered = questions.filter(({ noReply }) => noReply !== true);
	for (let start = 0; start < answered.length; start += batch) {
		const asked = answered.slice(start, start + batch);
		const replies = await askTcp(
			port,
			asked.map((question, index) => queryOf(question, index + 1)),
		);
		asked.forEach((question, index) => {
			const found = difference(question, replies[index]);
			if (found !== undefined) failures.push(`tcp ${question.name} ${question.type}: ${found}`);
		});
	}
	return failures;
}
