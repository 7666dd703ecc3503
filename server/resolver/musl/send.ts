// Invariant: queries and their times are those of musl (src/network/res_msend.c): every query to every nameserver at once,
// again after each interval, until each has one accepted reply or the time is over.
import { isReply, type QueryType, type Reply } from '../exchange.ts';
import { nameserversOf, numericOption, type ResolvConf } from '../resolv-conf.ts';
import type { Timeline } from '../timeline.ts';

/** 1.2.3 reads what fits into a UDP packet; since 1.2.4 a truncated answer is asked for again over TCP. */
export interface MuslTraits {
	readonly tcp: boolean;
}

const maxNameservers = 3;

interface Arrival {
	readonly at: number;
	readonly query: number;
	readonly nameserver: number;
	readonly reply: Reply;
	readonly tcp: boolean;
}

/** One accepted reply for each type; undefined where none came in time. */
export function sendToAll(
	name: string,
	types: readonly QueryType[],
	conf: ResolvConf,
	timeline: Timeline,
	traits: MuslTraits,
	malformed: boolean,
): readonly (Reply | undefined)[] {
	const servers = nameserversOf(conf, maxNameservers).length;
	const timeout = Math.max(0, Math.min(60, numericOption(conf, 'timeout') ?? 5)) * 1000;
	const attempts = Math.max(1, Math.min(10, numericOption(conf, 'attempts') ?? 2));
	const interval = Math.trunc(timeout / attempts);
	const end = timeline.now + timeout;
	const replies: (Reply | undefined)[] = types.map(() => undefined);
	const overTCP = new Set<number>();
	let arrivals: Arrival[] = [];
	let again = timeline.now;
	let budget = 0;

	const send = (query: number, nameserver: number, tcp: boolean): boolean => {
		const type = types[query];
		if (type === undefined) return false;
		const transport = tcp ? 'tcp' : 'udp';
		const answer = timeline.send({ name, type, nameserver, transport, ...(malformed ? { malformed } : {}) });
		const at = timeline.now + timeline.latency;
		if (isReply(answer)) arrivals.push({ at, query, nameserver, reply: answer, tcp });
		return answer !== 'refused';
	};

	while (replies.includes(undefined) && timeline.now < end) {
		if (timeline.now >= again) {
			for (const [query, reply] of replies.entries()) {
				if (reply !== undefined || overTCP.has(query)) continue;
				for (let nameserver = 0; nameserver < servers; nameserver++) send(query, nameserver, false);
			}
			again = timeline.now + interval;
			budget = 2 * types.length;
		}
		timeline.advanceTo(Math.min(end, again, ...arrivals.map(({ at }) => at)));
		const due = arrivals.filter(({ at }) => at <= timeline.now);
		arrivals = arrivals.filter(({ at }) => at > timeline.now);
		for (const { query, nameserver, reply, tcp } of due) {
			if (replies[query] !== undefined || overTCP.has(query) !== tcp) continue;
			if (reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN') {
				if (tcp || !traits.tcp || !reply.truncated) {
					replies[query] = reply;
				} else {
					overTCP.add(query);
					// A connection that is refused ends the wait for everything.
					if (!send(query, nameserver, true)) return replies;
				}
			} else if (tcp) {
				return replies;
			} else if (reply.rcode === 'SERVFAIL' && budget > 0) {
				budget--;
				send(query, nameserver, false);
			}
		}
	}
	return replies;
}
