// Invariant: attempts, nameservers and errors are those of tryOneName in Go 1.26 (net/dnsclient_unix.go).
import { parseIP } from '../../kubernetes/validation/ip-address.ts';
import { type AnswerRecord, isReply, type QueryType, type Reply } from '../exchange.ts';
import { hasOption, nameserversOf, numericOption, type ResolvConf } from '../resolv-conf.ts';
import type { Timeline } from '../timeline.ts';

/** The content of a net.DNSError. */
export interface Failure {
	readonly kind: 'failure';
	readonly error: string;
	/** `address:53` of the nameserver that was asked last. */
	readonly server?: string;
	readonly notFound?: boolean;
	readonly temporary?: boolean;
	readonly timeout?: boolean;
}

export type Tried = { readonly kind: 'reply'; readonly answers: readonly AnswerRecord[] } | Failure;

const maxNameservers = 3;
/** Bigger numbers in resolv.conf count as this (net/parse.go, dtoi). */
const maxNumber = 0xffffff;
/** Go has no limit of its own; nobody waits for more. */
const maxAttempts = 100;
/** The UDP size that every query offers (maxDNSPacketSize). */
const udpSize = 1232;

/** Asks nameservers for one name and type at a time. */
export class Trier {
	readonly #timeline: Timeline;
	readonly #servers: readonly string[];
	/** Milliseconds. */
	readonly #timeout: number;
	readonly #attempts: number;
	readonly #rotate: boolean;
	readonly #useTCP: boolean;
	readonly #authenticData: boolean;
	#offset = 0;

	constructor(timeline: Timeline, conf: ResolvConf) {
		this.#timeline = timeline;
		this.#servers = nameserversOf(conf, maxNameservers);
		this.#timeout = Math.min(maxNumber, Math.max(1, numericOption(conf, 'timeout') ?? 5)) * 1000;
		this.#attempts = Math.min(maxAttempts, Math.max(1, numericOption(conf, 'attempts') ?? 2));
		this.#rotate = hasOption(conf, 'rotate');
		this.#useTCP = hasOption(conf, 'use-vc', 'usevc', 'tcp');
		this.#authenticData = hasOption(conf, 'trust-ad');
	}

	tryName(name: string, type: QueryType): Tried {
		const offset = this.#rotate ? this.#offset++ : 0;
		let last: Failure = { kind: 'failure', error: 'no answer from DNS server' };
		for (let attempt = 0; attempt < this.#attempts; attempt++) {
			for (let shift = 0; shift < this.#servers.length; shift++) {
				const nameserver = (shift + offset) % this.#servers.length;
				const reply = this.#roundTrip(name, type, nameserver);
				const judged = 'kind' in reply ? reply : judge(reply, type);
				if (judged.kind === 'reply') return judged;
				last = { ...judged, server: hostPort(this.#servers[nameserver] ?? '') };
				if (judged.notFound) return last;
			}
		}
		return last;
	}

	/** One exchange: over UDP, and over TCP if the reply is cut. */
	#roundTrip(name: string, type: QueryType, nameserver: number): Reply | Failure {
		for (const transport of this.#useTCP ? (['tcp'] as const) : (['udp', 'tcp'] as const)) {
			const answer = this.#timeline.send({
				name,
				type,
				nameserver,
				transport,
				udpSize,
				...(this.#authenticData ? { authenticData: true } : {}),
			});
			const wait = answer === 'timeout' ? this.#timeout : this.#timeline.latency;
			this.#timeline.advanceTo(this.#timeline.now + wait);
			if (!isReply(answer)) return socketError(answer, transport, this.#servers[nameserver] ?? '');
			if (!answer.truncated || transport === 'tcp') return answer;
		}
		return { kind: 'failure', error: 'no answer from DNS server' };
	}
}

/** checkHeader and skipToAnswer: NXDOMAIN, and a reply without a record of the type, end the attempts. */
function judge(reply: Reply, type: QueryType): Tried {
	if (reply.rcode === 'NXDOMAIN') return { kind: 'failure', error: 'no such host', notFound: true };
	const claims = reply.authoritative || reply.recursionAvailable || reply.additional > 0;
	if (reply.rcode === 'NOERROR' && reply.answers.length === 0 && !claims) {
		return { kind: 'failure', error: 'lame referral' };
	}
	if (reply.rcode !== 'NOERROR') {
		const temporary = reply.rcode === 'SERVFAIL' ? { temporary: true } : {};
		return { kind: 'failure', error: 'server misbehaving', ...temporary };
	}
	if (reply.answers.some((record) => record.type === type)) return { kind: 'reply', answers: reply.answers };
	return { kind: 'failure', error: 'no such host', notFound: true };
}

/** The local port differs with every socket, so it is written as PORT. */
function socketError(answer: 'timeout' | 'refused', transport: 'udp' | 'tcp', server: string): Failure {
	const remote = hostPort(server);
	// Loopback servers are asked from loopback; the Pod's own address is left open elsewhere.
	const local = `${parseIP(server)?.bytes[12] === 127 ? '127.0.0.1' : 'ADDRESS'}:PORT`;
	if (answer === 'timeout') {
		const error = `read ${transport} ${local}->${remote}: i/o timeout`;
		return { kind: 'failure', error, temporary: true, timeout: true };
	}
	const error =
		transport === 'udp'
			? `read udp ${local}->${remote}: read: connection refused`
			: `dial tcp ${remote}: connect: connection refused`;
	return { kind: 'failure', error, temporary: true };
}

/** net.JoinHostPort with port 53. */
function hostPort(address: string): string {
	return address.includes(':') ? `[${address}]:53` : `${address}:53`;
}
