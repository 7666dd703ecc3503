// Invariant: queries and outcome are those of the chosen stub resolver in a Pod of the client's namespace, against the
// simulated name server.
import { RecordClass, rcodeName, typeName, typeNumber } from '../../dns/codes.ts';
import type { NameServer } from '../../dns/name-server.ts';
import { dataText } from '../../dns/record-text.ts';
import type { PreviewQuestion } from '../../protocol.ts';
import { type Exchange, isReply } from '../../resolver/exchange.ts';
import { podResolvConf } from '../../resolver/pod-resolv-conf.ts';
import type { Family, Outcome, Resolution } from '../../resolver/resolution.ts';
import { stubResolverOf } from '../../resolver/stub-resolvers.ts';
import type { PreviewWords } from './words.ts';

export interface Question {
	readonly name: string;
	readonly type: string;
	readonly clientNamespace: string;
	readonly resolver: string;
	readonly corefile: string;
	readonly clusterDomain: string;
}

const families: Readonly<Record<string, Family>> = { A: 'any', AAAA: 'any' };

/** Resolves a question as a program in a Pod would; types that no resolver call has are asked as the name stands. */
export function resolveQuestion(
	question: Question,
	server: NameServer,
	words: PreviewWords,
): PreviewQuestion {
	const { name, type, clientNamespace, resolver, corefile } = question;
	const shown = { name, type, clientNamespace, resolver, corefile };
	const resolution = resolve(question, server);
	if (resolution === undefined) return { ...shown, ...asked(question, server, words) };
	const queries = resolution.steps.flatMap(({ exchanges }) => groupByName(exchanges));
	const found = resolution.foundAs?.replace(/\.$/, '');
	// The queries that ended the search are the last ones, whether they found anything or not.
	const last = queries.at(-1)?.name;
	return {
		...shown,
		queries: queries.map((query) => ({ ...query, final: query.name === last })),
		outcome: outcomeText(resolution, words),
		...(found === undefined ? {} : { foundAs: found }),
	};
}

function resolve(question: Question, server: NameServer): Resolution | undefined {
	const { name, type, clientNamespace, clusterDomain } = question;
	const stub = stubResolverOf(question.resolver);
	if (stub === undefined || name === '') return undefined;
	const node = { clusterDNS: ['10.96.0.10'], clusterDomain };
	const { conf } = podResolvConf({ dnsPolicy: 'ClusterFirst', hostNetwork: false }, clientNamespace, node);
	const lookup = { name, resolvConf: conf, family: families[type] ?? 'any' };
	const exchange = exchangeWith(server);
	if (type === 'SRV') return stub.resolveService?.(lookup, exchange);
	return type in families ? stub.resolve(lookup, exchange) : undefined;
}

/** The simulated name server as a stub resolver sees it: always there, over UDP and TCP. */
function exchangeWith(server: NameServer): Exchange {
	return ({ name, type, malformed }) => {
		if (malformed) return 'timeout';
		const question = {
			name: name.endsWith('.') ? name : `${name}.`,
			type: typeNumber(type) ?? 1,
			class: RecordClass.IN,
		};
		const { message } = server.ask(question);
		if (message === undefined) return 'timeout';
		return {
			rcode: rcodeName(message.rcode),
			answers: message.answer.map((record) => ({
				name: record.name,
				type: typeName(record.type),
				ttl: record.ttl,
				data: dataText(record.data),
			})),
			authoritative: message.authoritative,
			recursionAvailable: message.recursionAvailable,
			truncated: false,
			additional: message.additional.length,
		};
	};
}

function groupByName(
	exchanges: Resolution['steps'][number]['exchanges'],
): Omit<PreviewQuestion['queries'][number], 'final'>[] {
	const groups = new Map<string, { types: string[]; rcode: string; records: number }>();
	for (const { query, answer } of exchanges) {
		const name = query.name.replace(/\.$/, '');
		const group = groups.get(name) ?? {
			types: [],
			rcode: isReply(answer) ? answer.rcode : answer,
			records: 0,
		};
		if (!group.types.includes(query.type)) group.types.push(query.type);
		group.records += isReply(answer) ? answer.answers.length : 0;
		groups.set(name, group);
	}
	return [...groups].map(([name, group]) => ({ name, ...group }));
}

function asked(
	{ name, type }: Question,
	server: NameServer,
	words: PreviewWords,
): Pick<PreviewQuestion, 'queries' | 'outcome' | 'foundAs'> {
	const question = {
		name: name.endsWith('.') ? name : `${name}.`,
		type: typeNumber(type) ?? 1,
		class: RecordClass.IN,
	};
	const { message } = server.ask(question);
	const records = message?.answer.length ?? 0;
	const shown = question.name.replace(/\.$/, '');
	return {
		queries: [
			{
				name: shown,
				types: [type],
				rcode: message === undefined ? 'no reply' : rcodeName(message.rcode),
				records,
				final: true,
			},
		],
		outcome: words.outcome.records(records),
		...(records > 0 ? { foundAs: shown } : {}),
	};
}

function outcomeText({ outcome, steps, duration }: Resolution, words: PreviewWords): string {
	const seconds = Number.isFinite(duration) ? Math.round(duration / 1000) : 0;
	return outcomeWords(outcome, steps.length, seconds, words);
}

function outcomeWords(outcome: Outcome, steps: number, seconds: number, words: PreviewWords): string {
	switch (outcome.kind) {
		case 'addresses':
			return steps === 0 ? words.outcome.literal : words.outcome.addresses(outcome.addresses.length);
		case 'services':
			return words.outcome.services(outcome.services.length);
		case 'error':
			return words.outcome.error(outcome.error, seconds);
		case 'hangs':
			return words.outcome.hangs;
	}
}
