// Invariant: any text is a Corefile or has a problem with a line; what was read as one can be asked.
import assert from 'node:assert/strict';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../../server/dns/corefile/default-corefile.ts';
import { serverFor } from '../unit/dns-setup.ts';
import { seededRandom } from './dns-mutations.ts';
import { corefiles, seedPackets } from './dns-packets.ts';

const pieces: readonly string[] = [
	' ',
	'\n',
	'{',
	'}',
	'{\n',
	'\n}',
	'"',
	'\\',
	'#',
	'{$HOME}',
	'(a) {\n',
	'import a',
	'import *',
	'.:53',
	'tls://.',
	'cluster.local',
	'10.0.0.0/17',
	'fd00::/8',
	'rewrite name regex (.* {1}',
	'answer auto',
	'template IN A',
	'ttl -1',
	'hosts {\n',
	'192.0.2.1',
	'fallthrough',
	'kubernetes',
	'cache 99999999999999999999',
	'\u0000',
	'\ud83d\ude00',
	'{{.',
];

export interface CorefileRun {
	readonly read: number;
	readonly refused: number;
}

/** Reads `count` mutated Corefiles and asks those that can be read. Throws if something is wrong. */
export function runCorefiles(seed: number, count: number): CorefileRun {
	const random = seededRandom(seed);
	const below = (limit: number) => Math.floor(random() * limit);
	const texts = [...corefiles, kubeadmCorefile('cluster.local')];
	const packets = seedPackets();
	let read = 0;
	for (let index = 0; index < count; index++) {
		let text = texts[below(texts.length)] ?? '';
		for (let change = below(6); change >= 0; change--) {
			const at = below(text.length + 1);
			const cut = below(3) === 0 ? below(20) : 0;
			const piece = below(3) === 0 ? text.slice(at, at + below(40)) : (pieces[below(pieces.length)] ?? '');
			text = text.slice(0, at) + piece + text.slice(at + cut);
		}
		try {
			const result = readCorefile(text);
			if ('problem' in result) {
				assert.ok(result.problem.message !== '' && result.problem.line >= 0);
				continue;
			}
			read++;
			const server = serverFor(text);
			for (let question = 0; question < 5; question++)
				server.answer(packets[below(packets.length)] ?? new Uint8Array(0), { transport: 'udp', now: index });
		} catch (error) {
			throw new Error(`Corefile ${JSON.stringify(text)}`, { cause: error });
		}
	}
	return { read, refused: count - read };
}
