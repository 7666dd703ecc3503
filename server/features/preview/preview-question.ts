// Invariant: queries and outcome are those of the chosen stub resolver in a Pod of the client's namespace, against the
// simulated name server.
import { RecordClass, RecordType, rcodeName, typeNumber } from '../../dns/codes.ts';
import type { NameServer } from '../../dns/name-server.ts';
import { dataText } from '../../dns/record-text.ts';
import type { PreviewQuestion } from '../../protocol.ts';
import { exchangeWith, simulatedCoreDNS } from '../../resolver/exchange-with.ts';
import type { Resolution } from '../../resolver/resolution.ts';
import { type PodAnswer, resolveAsPod } from '../../resolver/resolve-as-pod.ts';
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

/** The calls that stub resolvers have; other types are asked as the name stands. */
const calls: Readonly<Record<string, 'any' | 'srv'>> = { A: 'any', AAAA: 'any', SRV: 'srv' };

/** Resolves a question as a program in a Pod would. */
export function resolveQuestion(
	question: Question,
	server: NameServer,
	words: PreviewWords,
): PreviewQuestion {
	const { name, type, clientNamespace, resolver, corefile } = question;
	const shown = { name, type, clientNamespace, resolver, corefile };
	const answer = resolve(question, server);
	if (answer === undefined) return { ...shown, ...askAsIs(question, server, words) };
	const alias = answer.foundAs === undefined ? outerAlias(answer, question, server) : undefined;
	const found = (answer.foundAs ?? alias?.owner)?.replace(/\.$/, '');
	return {
		...shown,
		queries: answer.rounds.map(({ name: asked, types, answers, records, final }) => ({
			name: asked.replace(/\.$/, ''),
			types,
			rcode: answers.join(', '),
			records,
			final,
		})),
		outcome:
			alias === undefined
				? [
						outcomeText(answer.resolution, words),
						...(answer.askedElsewhere ? [words.outcome.elsewhere] : []),
					].join(' ')
				: words.outcome.alias(alias.target.replace(/\.$/, '')),
		...(found === undefined ? {} : { foundAs: found }),
	};
}

function resolve(question: Question, server: NameServer): PodAnswer | undefined {
	const { name, type, clientNamespace: namespace, clusterDomain } = question;
	const family = calls[type];
	const stub = stubResolverOf(question.resolver);
	if (stub === undefined || name === '' || family === undefined) return undefined;
	if (family === 'srv' && stub.resolveService === undefined) return undefined;
	const node = { clusterDNS: ['10.96.0.10'], clusterDomain };
	return resolveAsPod(
		{ name, namespace, resolver: stub.id, family, node },
		exchangeWith(simulatedCoreDNS(server)),
	);
}

function askAsIs(
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
	const rcode = message === undefined ? 'no reply' : rcodeName(message.rcode);
	return {
		queries: [{ name: shown, types: [type], rcode, records, final: true }],
		outcome: words.outcome.records(records),
		...(records > 0 ? { foundAs: shown } : {}),
	};
}

/**
 * The alias (ExternalName) at which a search ended because it leads out of the cluster: what it leads to, other servers
 * know, and none is asked here.
 */
function outerAlias(
	{ rounds }: PodAnswer,
	{ clusterDomain }: Question,
	server: NameServer,
): { readonly owner: string; readonly target: string } | undefined {
	const owner = rounds.findLast(({ final }) => final)?.name ?? rounds.at(-1)?.name;
	if (owner === undefined) return undefined;
	const question = {
		name: owner.endsWith('.') ? owner : `${owner}.`,
		type: RecordType.A,
		class: RecordClass.IN,
	};
	const records = server.ask(question).message?.answer ?? [];
	const last = records.findLast(({ type }) => type === RecordType.CNAME);
	if (last === undefined || records.some(({ type }) => type === RecordType.A)) return undefined;
	const target = dataText(last.data);
	return `.${target.toLowerCase()}`.endsWith(`.${clusterDomain}.`) ? undefined : { owner, target };
}

function outcomeText({ outcome, steps, duration }: Resolution, words: PreviewWords): string {
	const seconds = Number.isFinite(duration) ? Math.round(duration / 1000) : 0;
	switch (outcome.kind) {
		case 'addresses':
			return steps.length === 0 ? words.outcome.literal : words.outcome.addresses(outcome.addresses.length);
		case 'services':
			return words.outcome.services(outcome.services.length);
		case 'error':
			return words.outcome.error(outcome.error, seconds);
		case 'hangs':
			return words.outcome.hangs;
	}
}
