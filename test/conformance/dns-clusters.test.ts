import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { createNameServer, type NameServer } from '../../server/dns/name-server.ts';
import { difference, queryOf, transportOf } from './dns-comparison.ts';
import {
	clusterObjects,
	clusterOf,
	recordedClusters,
	recordedCorefiles,
	systemObjects,
} from './dns-recordings.ts';

describe('recorded clusters, one by one', () => {
	it('every question is answered as by CoreDNS', () => {
		const failures: string[] = [];
		let asked = 0;
		for (const recorded of recordedClusters()) {
			const cluster = clusterOf([...clusterObjects(recorded), ...systemObjects]);
			const servers = new Map<string, NameServer>();
			for (const question of recorded.questions) {
				const { corefile } = question;
				const server = servers.get(corefile) ?? createNameServer({ cluster, corefile: parsed(corefile) });
				servers.set(corefile, server);
				asked++;
				const bytes = server.answer(queryOf(question, asked & 0xffff), { transport: transportOf(question) });
				const found = difference(question, bytes);
				if (found === undefined) continue;
				failures.push(
					`${recorded.id} ${corefile} ${question.via} ${question.name} ${question.type}: ${found}`,
				);
			}
		}
		console.log(`clusters ${asked - failures.length}/${asked}`);
		assert.equal(asked, 9507);
		assert.deepEqual(failures.slice(0, 20), []);
	});

	it('all of them loaded side by side into one cluster', () => {
		const recordings = recordedClusters();
		const cluster = clusterOf([...systemObjects, ...recordings.flatMap(clusterObjects)]);
		const failures: string[] = [];
		for (const name of Object.keys(recordedCorefiles)) {
			const server = createNameServer({ cluster, corefile: parsed(name) });
			for (const { id, questions } of recordings) {
				for (const question of questions) {
					if (question.corefile !== name) continue;
					const bytes = server.answer(queryOf(question, 1), { transport: transportOf(question) });
					const found = difference(question, bytes);
					if (found !== undefined) failures.push(`${id} ${name} ${question.name} ${question.type}: ${found}`);
				}
			}
		}
		assert.deepEqual(failures.slice(0, 20), []);
	});
});

function parsed(name: string) {
	const read = readCorefile(recordedCorefiles[name] ?? '');
	if ('problem' in read) throw new Error(read.problem.message);
	return read.corefile;
}
