// Invariant: a query and its reply are plain records; whoever answers (a script, the simulated CoreDNS) knows no resolver.

/** One DNS query as a stub resolver sends it. */
export interface Query {
	/** Fully qualified, in the letter case that the resolver sends, not escaped. */
	readonly name: string;
	/** `A`, `AAAA` or `SRV`. */
	readonly type: QueryType;
	/** Index into the nameservers of resolv.conf. */
	readonly nameserver: number;
	readonly transport: 'udp' | 'tcp';
	/** The UDP size that an OPT record offers (RFC 6891); absent without OPT, then 512 (RFC 1035 section 4.2.1). */
	readonly udpSize?: number;
	/** The AD bit is set (RFC 6840 section 5.7). */
	readonly authenticData?: boolean;
	/** The packet is broken, so nothing answers it. */
	readonly malformed?: boolean;
}

export type QueryType = 'A' | 'AAAA' | 'SRV';

export interface AnswerRecord {
	/** The owner, fully qualified. */
	readonly name: string;
	/** `A`, `AAAA`, `CNAME`, `SRV`, …; resolvers skip what they do not know. */
	readonly type: string;
	/** Seconds. */
	readonly ttl: number;
	/** An address, a target with its final dot, or `priority weight port target`. */
	readonly data: string;
}

/** What a stub resolver reads of a response. */
export interface Reply {
	/** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `REFUSED`, `FORMERR`, `NOTIMP`, … */
	readonly rcode: string;
	/** The answer section; what fits if `truncated`. */
	readonly answers: readonly AnswerRecord[];
	readonly authoritative: boolean;
	readonly recursionAvailable: boolean;
	readonly truncated: boolean;
	/** Records in the additional section, OPT among them: it decides whether a server counts as lame. */
	readonly additional: number;
	/** Nobody knows this reply: it stands for that of a server outside the cluster. */
	readonly assumed?: boolean;
}

/** A reply; silence; or a closed port (an ICMP error, or a refused TCP connection). */
export type Exchanged = Reply | 'timeout' | 'refused';

/** Answers one query. It must be pure: the same query gives the same reply. */
export type Exchange = (query: Query) => Exchanged;

/** Stands for a server of which nothing is known: it has no such name. */
export const assumedUpstream: Exchange = () => ({
	rcode: 'NXDOMAIN',
	answers: [],
	authoritative: false,
	recursionAvailable: true,
	truncated: false,
	additional: 0,
	assumed: true,
});

/** True if a response came. */
export function isReply(exchanged: Exchanged): exchanged is Reply {
	return typeof exchanged !== 'string';
}
