// Invariant: a Resolution tells what a stub resolver did in order of time: a step holds the queries that were in flight together.
import type { Exchange, Exchanged, Query } from './exchange.ts';
import type { HostsEntry } from './hosts.ts';
import type { PodNetwork } from './pod-network.ts';
import type { ResolvConf } from './resolv-conf.ts';

export type Family = 'any' | 'ipv4' | 'ipv6';

/** What a program asks, and the machine that it runs on. */
export interface Lookup {
	/** As the program writes it: relative, or absolute with a final dot. */
	readonly name: string;
	readonly family: Family;
	readonly resolvConf: ResolvConf;
	/** The lines of /etc/hosts in order; those of every container where absent. */
	readonly hosts?: readonly HostsEntry[];
	/** Where addresses are reachable from: it orders the result. An IPv4 Pod where absent. */
	readonly network?: PodNetwork;
	/** getaddrinfo's AI_ADDRCONFIG. False where absent. */
	readonly addressConfig?: boolean;
	/** Milliseconds from a query to its reply, above 0. 1 where absent. */
	readonly latency?: number;
}

export interface Step {
	/** Milliseconds after the start. */
	readonly at: number;
	readonly exchanges: readonly { readonly query: Query; readonly answer: Exchanged }[];
}

export interface ServiceTarget {
	readonly priority: number;
	readonly weight: number;
	readonly port: number;
	/** As the API gives it: with a final dot in Go, without in Node. */
	readonly target: string;
}

/** What the program gets. */
export type Outcome =
	/** In the order that the program gets; Node may give none and call it success. */
	| { readonly kind: 'addresses'; readonly addresses: readonly string[] }
	| {
			readonly kind: 'services';
			readonly services: readonly ServiceTarget[];
			/** The owner of the records, where the API tells it. */
			readonly canonicalName?: string;
	  }
	| ResolutionError
	/** The call never returns: glibc waits without a limit for an answer over TCP. */
	| { readonly kind: 'hangs' };

/** An error as the API names it. */
export interface ResolutionError {
	readonly kind: 'error';
	/** `EAI_NONAME`, `ENOTFOUND`, `no such host`, … */
	readonly error: string;
	/** The text that people find in their logs, where the API has one. */
	readonly message?: string;
	/** Go's DNSError: IsNotFound, IsTemporary, IsTimeout. */
	readonly notFound?: boolean;
	readonly temporary?: boolean;
	readonly timeout?: boolean;
}

export interface Resolution {
	readonly steps: readonly Step[];
	readonly outcome: Outcome;
	/** One outcome for each call, where one question takes several (dns.resolve4 and dns.resolve6). */
	readonly calls?: readonly { readonly call: string; readonly outcome: Outcome }[];
	/** The full name that the answer is from; absent for errors, literals and /etc/hosts. */
	readonly foundAs?: string;
	/** Milliseconds; Infinity if the call hangs. */
	readonly duration: number;
}

export interface StubResolver {
	readonly id: ResolverId;
	/** Looks up addresses. */
	readonly resolve: (lookup: Lookup, exchange: Exchange) => Resolution;
	/** The order in which the program gets the addresses of an answer. */
	readonly order: (addresses: readonly string[], network: PodNetwork) => readonly string[];
	/** Looks up SRV records (`family` is not read), where the API has such a call. */
	readonly resolveService?: (lookup: Lookup, exchange: Exchange) => Resolution;
}

export type ResolverId =
	| 'glibc'
	| 'musl-1.2.3'
	| 'musl-1.2.5'
	| 'go'
	/** Node's dns.resolve4, resolve6 and resolveSrv. */
	| 'c-ares'
	/** Node's dns.lookup, which most of its libraries call, on glibc. */
	| 'node-lookup'
	/** Java's InetAddress on glibc. */
	| 'java';
