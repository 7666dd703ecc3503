// Replays every recorded lookup (conformance/resolvers.json) against the scripted server and compares what was sent, in
// which groups, and what the program got. Times are not compared (see the recordings' own notes on noise).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import type { Lookup, Outcome, Resolution, StubResolver } from '../../server/resolver/resolution.ts';
import { stubResolverOf } from '../../server/resolver/stub-resolvers.ts';
import { asSent, type Script, scriptedExchange } from './resolver-script.ts';

interface RecordedQuery {
	readonly name: string;
	readonly type: string;
	readonly tcp?: boolean;
	readonly ns?: number;
	readonly ad?: boolean;
}

interface Observation {
	readonly queries: readonly (readonly RecordedQuery[])[];
	readonly outcome: Readonly<Record<string, unknown>>;
}

interface Recording extends Observation {
	readonly edns: number | null;
	readonly variants?: readonly Observation[];
}

interface Case extends Script {
	readonly id: string;
	readonly title: string;
	readonly name: string;
	readonly family: 'any' | 'ipv4' | 'ipv6' | 'srv' | 'srvst';
	readonly env?: { readonly ipv6LinkLocal?: boolean; readonly addrconfig?: boolean };
	readonly resolvConf: {
		readonly nameservers: number;
		readonly search: readonly string[];
		readonly options: Readonly<Record<string, number | boolean>>;
	};
	readonly results: Readonly<Record<string, Recording | { readonly same: string }>>;
}

const recorded: { readonly cases: readonly Case[] } = JSON.parse(
	readFileSync(new URL('data/resolvers.json', import.meta.url), 'utf8'),
);

const resolvers: readonly (readonly [recordedAs: string, id: string])[] = [
	['glibc', 'glibc'],
	['musl_1_2_3', 'musl-1.2.3'],
	['musl_1_2_5', 'musl-1.2.5'],
	['go', 'go'],
	['node_cares', 'c-ares'],
	['node_lookup', 'node-lookup'],
	['java', 'java'],
];

for (const [recordedAs, id] of resolvers) {
	const resolver = stubResolverOf(id);
	assert.ok(resolver, id);
	const cases = recorded.cases.filter((entry) => entry.results[recordedAs] !== undefined);
	let agreed = 0;
	for (const entry of cases) {
		test(`${id}: ${entry.id} (${entry.title})`, () => {
			const recording = recordingOf(entry, recordedAs);
			const observed = observe(resolver, entry);
			const possible = [recording, ...(recording.variants ?? [])].map(normalize);
			if (!possible.some((one) => JSON.stringify(one) === JSON.stringify(normalize(observed)))) {
				assert.deepEqual(normalize(observed), possible[0]);
			}
			assert.equal(observed.edns, recording.edns);
			agreed++;
		});
	}
	after(() => console.log(`resolvers ${agreed}/${cases.length} ${id}`));
}

function recordingOf(entry: Case, resolver: string): Recording {
	const result = entry.results[resolver];
	assert.ok(result, `${entry.id} ${resolver}`);
	return 'same' in result ? recordingOf(entry, result.same) : result;
}

/** Runs the resolver in the environment that the recordings describe and writes what happened in their form. */
function observe(resolver: StubResolver, entry: Case): Observation & { edns: number | null } {
	const { options, search } = entry.resolvConf;
	const lookup: Lookup = {
		name: entry.family === 'srvst' ? `_http._tcp.${entry.name}` : entry.name,
		family: entry.family === 'ipv4' || entry.family === 'ipv6' ? entry.family : 'any',
		resolvConf: {
			nameservers: [
				...(entry.firstNameserverPortClosed === true ? ['127.0.0.99'] : []),
				...['127.0.0.53', '127.0.0.54', '127.0.0.55'],
			].slice(0, entry.resolvConf.nameservers),
			search,
			options: Object.entries(options).map(([name, value]) => (value === true ? name : `${name}:${value}`)),
		},
		hosts: [
			{ address: '127.0.0.1', names: ['localhost'] },
			{ address: '::1', names: ['localhost', 'ip6-localhost', 'ip6-loopback'] },
		],
		network: {
			addresses: [{ address: '10.244.1.23', prefixLength: 24 }],
			linkLocal: entry.env?.ipv6LinkLocal !== false,
			ipv6Loopback: true,
		},
		addressConfig: entry.env?.addrconfig === true,
		latency: 25,
	};
	const call = entry.family.startsWith('srv') ? resolver.resolveService : resolver.resolve;
	assert.ok(call, `${resolver.id} has no call for ${entry.family}`);
	const resolution = call(lookup, scriptedExchange(entry));
	const closed = entry.firstNameserverPortClosed === true ? 1 : 0;
	const groups = resolution.steps.map(({ exchanges }) =>
		exchanges
			.filter(({ query }) => query.nameserver >= closed)
			.map(({ query }): RecordedQuery => {
				const ns = query.nameserver - closed;
				return {
					name: query.malformed ? '(malformed)' : asSent(query.name),
					type: query.malformed ? '?' : query.type,
					...(query.transport === 'tcp' ? { tcp: true } : {}),
					...(ns === 0 ? {} : { ns }),
					...(query.authenticData ? { ad: true } : {}),
				};
			}),
	);
	const sizes = resolution.steps.flatMap(({ exchanges }) => exchanges.map(({ query }) => query.udpSize));
	return {
		queries: groups.filter((group) => group.length > 0),
		outcome: outcomeOf(resolution),
		edns: sizes.find((size) => size !== undefined) ?? null,
	};
}

function outcomeOf(resolution: Resolution): Record<string, unknown> {
	if (resolution.calls === undefined) return written(resolution.outcome);
	return Object.fromEntries(resolution.calls.map(({ call, outcome }) => [call, written(outcome)]));
}

function written(outcome: Outcome): Record<string, unknown> {
	switch (outcome.kind) {
		case 'addresses': {
			const sorted = [...outcome.addresses].sort();
			const moved = sorted.some((address, index) => address !== outcome.addresses[index]);
			return { addresses: sorted, ...(moved ? { order: outcome.addresses } : {}) };
		}
		case 'services': {
			const srv = outcome.services.map(
				({ priority, weight, port, target }) => `${priority} ${weight} ${port} ${target}`,
			);
			const { canonicalName } = outcome;
			return { srv, ...(canonicalName === undefined ? {} : { cname: canonicalName }) };
		}
		case 'error': {
			const { kind: _, ...error } = outcome;
			return error;
		}
		case 'hangs':
			return { crash: 'runner timeout 40 s' };
	}
}

/** Groups are compared as sets, keys in any order, and SRV records of one weight in any order. */
function normalize({ queries, outcome }: Observation): unknown {
	const { srv } = outcome;
	return {
		queries: queries.map((group) =>
			group
				.map(({ name, type, tcp, ns, ad }) =>
					[name, type, tcp ? 'tcp' : 'udp', ns ?? 0, ad === true].join(' '),
				)
				.sort(),
		),
		outcome: sortKeys({ ...outcome, ...(Array.isArray(srv) ? { srv: [...srv].sort() } : {}) }),
	};
}

function sortKeys(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
