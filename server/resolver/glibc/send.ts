// Invariant: queries, retries and their order are those of glibc 2.36 (resolv/res_send.c): __res_context_send over send_dg
// (UDP) and send_vc (TCP). "First" and "second" are the order of arrival, not of types.
import { type Exchanged, isReply, type Query, type QueryType, type Reply } from '../exchange.ts';
import { hasOption, nameserversOf, numericOption, type ResolvConf } from '../resolv-conf.ts';
import type { Timeline } from '../timeline.ts';

export type Sent =
	/** At least one; TCP replies may have any rcode, UDP replies are usable ones. */
	| { readonly kind: 'replies'; readonly replies: readonly TypedReply[] }
	/** No nameserver gave a usable reply. */
	| { readonly kind: 'failed'; readonly errno: 'timeout' | 'refused' }
	| { readonly kind: 'hangs' };

export interface TypedReply {
	readonly type: QueryType;
	readonly reply: Reply;
}

/** What one nameserver gave over UDP. */
type Datagrams = Sent | 'next' | 'truncated';

const maxNameservers = 3;

/** One thread's resolver state: a fallback to serial queries stays for later names. */
export class Sender {
	readonly #timeline: Timeline;
	readonly #servers: number;
	/** Seconds. */
	readonly #timeout: number;
	readonly #attempts: number;
	readonly #rotate: boolean;
	readonly #useTCP: boolean;
	readonly #noAAAA: boolean;
	readonly #query: Pick<Query, 'udpSize' | 'authenticData'>;
	#serial: boolean;
	/** A new socket for the second query. */
	#reopen: boolean;
	#offset = 0;
	/** The rcode in the buffer of the first reply; it survives from one nameserver to the next. */
	header = 'NOERROR';
	/** Some nameserver was silent or replied, so not all ports are closed. */
	#gotSomewhere = false;

	constructor(timeline: Timeline, conf: ResolvConf) {
		this.#timeline = timeline;
		this.#servers = nameserversOf(conf, maxNameservers).length;
		this.#timeout = Math.min(30, numericOption(conf, 'timeout') ?? 5);
		this.#attempts = Math.min(5, numericOption(conf, 'attempts') ?? 2);
		this.#rotate = hasOption(conf, 'rotate');
		this.#useTCP = hasOption(conf, 'use-vc');
		this.#noAAAA = hasOption(conf, 'no-aaaa');
		this.#reopen = hasOption(conf, 'single-request-reopen');
		this.#serial = this.#reopen || hasOption(conf, 'single-request');
		this.#query = {
			...(hasOption(conf, 'edns0') ? { udpSize: 1200 } : {}),
			...(hasOption(conf, 'trust-ad') ? { authenticData: true } : {}),
		};
	}

	/**
	 * Asks for one type, or for A and AAAA together. With `no-aaaa` an AAAA query goes out as A, to learn whether the name
	 * exists, and its records are hidden (resolv/res-noaaaa.c).
	 */
	send(name: string, types: readonly QueryType[]): Sent {
		if (!this.#noAAAA || types.length > 1 || types[0] !== 'AAAA') return this.#sendTypes(name, types);
		const sent = this.#sendTypes(name, ['A']);
		if (sent.kind !== 'replies') return sent;
		const hidden = sent.replies.map(
			({ reply }): TypedReply => ({ type: 'AAAA', reply: { ...reply, answers: [] } }),
		);
		return { kind: 'replies', replies: hidden };
	}

	#sendTypes(name: string, types: readonly QueryType[]): Sent {
		this.header = 'NOERROR';
		this.#gotSomewhere = false;
		let tcp = this.#useTCP;
		let errno: 'timeout' | 'refused' = 'timeout';
		const offset = this.#rotate && this.#servers > 1 ? this.#offset++ : 0;
		// Over TCP each nameserver gets one attempt.
		for (let attempt = 0; attempt < this.#attempts; attempt = tcp ? this.#attempts : attempt + 1) {
			for (let shift = 0; shift < this.#servers; shift++) {
				const nameserver = (shift + offset) % this.#servers;
				const datagrams = tcp ? 'truncated' : this.#sendDatagrams(name, types, nameserver);
				if (datagrams === 'next') continue;
				if (datagrams !== 'truncated') return datagrams;
				tcp = true;
				const stream = this.#sendStream(name, types, nameserver);
				if (stream !== 'next') return stream;
				errno = 'refused';
			}
		}
		if (!tcp) errno = this.#gotSomewhere ? 'timeout' : 'refused';
		return { kind: 'failed', errno };
	}

	#sendDatagrams(name: string, types: readonly QueryType[], nameserver: number): Datagrams {
		let wait = this.#timeout * 2 ** nameserver;
		if (nameserver > 0) wait = Math.trunc(wait / this.#servers);
		const milliseconds = Math.max(1, wait) * 1000;
		const [type, second] = types;
		if (type === undefined) return 'next';
		if (second === undefined) return this.#sendOne(name, type, nameserver, milliseconds);
		if (!this.#serial) {
			const sent = this.#sendPair(name, [type, second], nameserver, milliseconds);
			if (sent !== 'serial') return sent;
			this.#serial = true;
		}
		for (;;) {
			const sent = this.#sendSerially(name, [type, second], nameserver, milliseconds);
			if (sent !== 'reopen') return sent;
			this.#reopen = true;
		}
	}

	#sendOne(name: string, type: QueryType, nameserver: number, milliseconds: number): Datagrams {
		const deadline = this.#timeline.now + milliseconds;
		const answer = this.#ask(name, type, nameserver, 'udp');
		if (!isReply(answer)) return this.#silence(answer, deadline);
		this.#receive();
		this.header = answer.rcode;
		if (isUnusable(answer)) return 'next';
		return answer.truncated ? 'truncated' : { kind: 'replies', replies: [{ type, reply: answer }] };
	}

	/** Both at once. A single usable reply without its twin switches to serial queries. */
	#sendPair(
		name: string,
		types: readonly QueryType[],
		nameserver: number,
		milliseconds: number,
	): Datagrams | 'serial' {
		const deadline = this.#timeline.now + milliseconds;
		const answers = types.map((type) => this.#ask(name, type, nameserver, 'udp'));
		if (answers.includes('refused')) return this.#silence('refused', deadline);
		const [first, second] = typedReplies(types, answers);
		if (first === undefined) return this.#silence('timeout', deadline);
		this.#receive();
		this.header = first.reply.rcode;
		if (!isUnusable(first.reply) && first.reply.truncated) return 'truncated';
		if (second === undefined) {
			this.#timeline.advanceTo(deadline);
			return isUnusable(first.reply) ? 'next' : 'serial';
		}
		if (!isUnusable(second.reply) && second.reply.truncated) return 'truncated';
		const replies = [first, second].filter(({ reply }) => !isUnusable(reply));
		return replies.length === 0 ? 'next' : { kind: 'replies', replies };
	}

	/** The second type only after the reply to the first; one deadline for both. */
	#sendSerially(
		name: string,
		[type, nextType]: readonly [QueryType, QueryType],
		nameserver: number,
		milliseconds: number,
	): Datagrams | 'reopen' {
		const deadline = this.#timeline.now + milliseconds;
		const first = this.#sendOne(name, type, nameserver, milliseconds);
		if (first === 'next' || first === 'truncated' || first.kind !== 'replies') return first;
		const second = this.#ask(name, nextType, nameserver, 'udp');
		if (second === 'refused') return this.#silence(second, deadline);
		if (second === 'timeout') {
			this.#timeline.advanceTo(deadline);
			return this.#reopen ? first : 'reopen';
		}
		this.#receive();
		if (isUnusable(second)) return first;
		if (second.truncated) return 'truncated';
		return { kind: 'replies', replies: [...first.replies, { type: nextType, reply: second }] };
	}

	/** Both queries go over one connection, whatever the options say; nothing limits the wait. */
	#sendStream(name: string, types: readonly QueryType[], nameserver: number): Sent | 'next' {
		const answers = types.map((type) => this.#ask(name, type, nameserver, 'tcp'));
		if (answers.includes('refused')) return 'next';
		const replies = typedReplies(types, answers);
		const [first] = replies;
		if (first === undefined || replies.length < types.length) return { kind: 'hangs' };
		this.#receive();
		this.header = first.reply.rcode;
		return { kind: 'replies', replies };
	}

	#ask(name: string, type: QueryType, nameserver: number, transport: 'udp' | 'tcp'): Exchanged {
		return this.#timeline.send({ name, type, nameserver, transport, ...this.#query });
	}

	#receive(): void {
		this.#gotSomewhere = true;
		this.#timeline.advanceTo(this.#timeline.now + this.#timeline.latency);
	}

	#silence(answer: 'timeout' | 'refused', deadline: number): 'next' {
		if (answer === 'refused') {
			this.#timeline.advanceTo(this.#timeline.now + this.#timeline.latency);
		} else {
			this.#gotSomewhere = true;
			this.#timeline.advanceTo(deadline);
		}
		return 'next';
	}
}

function typedReplies(types: readonly QueryType[], answers: readonly Exchanged[]): TypedReply[] {
	return types.flatMap((type, index) => {
		const answer = answers[index];
		return answer !== undefined && isReply(answer) ? [{ type, reply: answer }] : [];
	});
}

/** A reply that sends glibc to the next nameserver; "lame" is an empty NOERROR that claims no knowledge at all. */
function isUnusable(reply: Reply): boolean {
	if (reply.rcode === 'SERVFAIL' || reply.rcode === 'NOTIMP' || reply.rcode === 'REFUSED') return true;
	const claims = reply.authoritative || reply.recursionAvailable || reply.additional > 0;
	return reply.rcode === 'NOERROR' && reply.answers.length === 0 && !claims;
}
