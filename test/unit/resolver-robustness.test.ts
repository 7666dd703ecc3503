// Random names, files and replies: every resolver ends, tells a story in order of time, and throws nothing.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AnswerRecord, Exchange, Exchanged } from '../../server/resolver/exchange.ts';
import type { Family } from '../../server/resolver/resolution.ts';
import { parseResolvConf } from '../../server/resolver/resolv-conf.ts';
import { stubResolvers } from '../../server/resolver/stub-resolvers.ts';

/** mulberry32 */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const rounds = 3000;
const names = [
	'',
	'.',
	'..',
	'db',
	'db.',
	'-db',
	'db:80',
	'bücher',
	'日本.',
	'\ud800',
	'a b',
	'*',
	'1.2.3',
	'0x7f.1',
	'::',
	'%',
	'\\.',
	`${'a'.repeat(64)}.b`,
	'a.'.repeat(130),
	'localhost',
];
const lines = [
	'nameserver 10.0.0.1',
	'nameserver ::1',
	'nameserver x',
	'search a b.',
	'search . .x',
	'search',
	`search ${'d.'.repeat(120)}`,
	'domain  c',
	'options ndots:-3 timeout:0',
	'options attempts:0',
	'options ndots:99999999999999999999 timeout:99999999 attempts:3',
	'options rotate use-vc',
	'options single-request no-aaaa edns0',
	'options single-request-reopen trust-ad',
	'# x',
	'options',
];
const rcodes = ['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'FORMERR', 'NOTIMP', 'YXDOMAIN'];

it(`ends and never throws (${rounds} random lookups, seed 1)`, () => {
	const random = randomFrom(1);
	const pick = <T>(values: readonly T[], fallback: T): T =>
		values[Math.floor(random() * values.length)] ?? fallback;
	const record = (name: string): AnswerRecord => ({
		name: random() < 0.8 ? name : 'other.',
		ttl: 30,
		...pick(
			[
				{ type: 'A', data: '10.0.0.9' },
				{ type: 'A', data: 'no address' },
				{ type: 'AAAA', data: 'fd00::9' },
				{ type: 'CNAME', data: name },
				{ type: 'SRV', data: '0 1' },
				{ type: 'TYPE65', data: '' },
			],
			{ type: 'A', data: '' },
		),
	});
	const exchange: Exchange = ({ name }): Exchanged => {
		if (random() < 0.1) return random() < 0.5 ? 'timeout' : 'refused';
		return {
			rcode: pick(rcodes, 'NOERROR'),
			answers: Array.from({ length: Math.floor(random() * 4) }, () => record(name)),
			authoritative: random() < 0.5,
			recursionAvailable: random() < 0.5,
			truncated: random() < 0.2,
			additional: random() < 0.5 ? 0 : 1,
		};
	};
	for (let round = 0; round < rounds; round++) {
		const text = Array.from({ length: Math.floor(random() * 7) }, () => pick(lines, '')).join('\n');
		const family: Family = pick(['any', 'ipv4', 'ipv6'] as const, 'any');
		const lookup = {
			name: pick(names, ''),
			family,
			resolvConf: parseResolvConf(text),
			addressConfig: random() < 0.2,
		};
		for (const { id, resolve, resolveService } of stubResolvers) {
			for (const call of [resolve, resolveService]) {
				if (call === undefined) continue;
				const { steps, duration, outcome } = call(lookup, exchange);
				const times = steps.map(({ at }) => at);
				const what = `${id} ${JSON.stringify(lookup)}`;
				assert.deepEqual(
					times,
					[...times].sort((a, b) => a - b),
					what,
				);
				assert.ok(duration >= (times.at(-1) ?? 0), what);
				if (outcome.kind === 'addresses' && id !== 'c-ares' && lookup.name !== '')
					assert.ok(outcome.addresses.length > 0, what);
			}
		}
	}
});
