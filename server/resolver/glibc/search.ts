// Invariant: candidates and errors are those of glibc 2.36 (resolv/res_query.c): __res_context_search over
// __res_context_query. The buffer sizes there never show.
import type { QueryType } from '../exchange.ts';
import { absolute, below, countDots } from '../names.ts';
import { hasOption, ndotsOf, type ResolvConf } from '../resolv-conf.ts';
import { isQueryName } from './host-name.ts';
import type { Sender, TypedReply } from './send.ts';

/** h_errno of <netdb.h>. */
export type HostErrno = 'HOST_NOT_FOUND' | 'TRY_AGAIN' | 'NO_RECOVERY' | 'NO_DATA';

export type Searched =
	| { readonly kind: 'found'; readonly candidate: string; readonly replies: readonly TypedReply[] }
	| {
			readonly kind: 'failed';
			readonly hostErrno: HostErrno;
			/** errno after the last query says that no nameserver replied. */
			readonly unavailable: boolean;
	  }
	| { readonly kind: 'hangs' };

interface Failure {
	readonly kind: 'failed';
	readonly hostErrno: HostErrno;
	readonly errno?: 'timeout' | 'refused';
	/** The rcode of the first reply, which decides whether TRY_AGAIN ends the search. */
	readonly header: string;
}

type Queried = Exclude<Searched, { kind: 'failed' }> | Failure;

/** Tries the candidates of a name in order. */
export function searchName(
	name: string,
	types: readonly QueryType[],
	conf: ResolvConf,
	sender: Sender,
): Searched {
	const dots = countDots(name);
	const trailingDot = name.endsWith('.');
	let errno: 'timeout' | 'refused' | undefined;
	const query = (candidate: string): Queried => {
		const result = queryName(candidate, types, sender);
		if (result.kind === 'failed' && result.header !== unsent) errno = result.errno;
		return result;
	};
	const fail = (hostErrno: HostErrno): Searched => ({
		kind: 'failed',
		hostErrno,
		unavailable: errno !== undefined,
	});

	let asIs: Failure | undefined;
	if (trailingDot || dots >= ndotsOf(conf)) {
		const result = query(absolute(name));
		if (result.kind !== 'failed') return result;
		if (trailingDot) return fail(result.hostErrno);
		asIs = result;
	}
	let last: Failure | undefined = asIs;
	let gotNoData = false;
	let gotServerFailure = false;
	let rootOnList = false;
	for (const domain of conf.search) {
		const candidate = below(name, domain);
		if (domain === '' || domain === '.') rootOnList = true;
		const result = query(candidate);
		if (result.kind !== 'failed') return result;
		if (errno === 'refused') return fail('TRY_AGAIN');
		last = result;
		if (result.hostErrno === 'NO_DATA') gotNoData = true;
		else if (result.hostErrno === 'TRY_AGAIN' && result.header === 'SERVFAIL') gotServerFailure = true;
		else if (result.hostErrno !== 'HOST_NOT_FOUND') break;
	}
	const single = dots === 0 && conf.search.length > 0 && hasOption(conf, 'no-tld-query', 'no_tld_query');
	if (asIs === undefined && !rootOnList && !single) {
		const result = query(absolute(name));
		if (result.kind !== 'failed') return result;
		last = result;
	}
	if (asIs !== undefined) return fail(asIs.hostErrno);
	if (gotNoData) return fail('NO_DATA');
	if (gotServerFailure) return fail('TRY_AGAIN');
	return fail(last?.hostErrno ?? 'HOST_NOT_FOUND');
}

/** Stands for the header of a query that was never sent: its name is too long for the wire. */
const unsent = '';

function queryName(candidate: string, types: readonly QueryType[], sender: Sender): Queried {
	if (!isQueryName(candidate)) return { kind: 'failed', hostErrno: 'NO_RECOVERY', header: unsent };
	const sent = sender.send(candidate, types);
	if (sent.kind === 'hangs') return sent;
	if (sent.kind === 'failed') {
		return { kind: 'failed', hostErrno: 'TRY_AGAIN', errno: sent.errno, header: sender.header };
	}
	const { replies } = sent;
	if (replies.some(({ reply }) => reply.rcode === 'NOERROR' && reply.answers.length > 0)) {
		return { kind: 'found', candidate, replies };
	}
	const rcodes = replies.map(({ reply }) => reply.rcode);
	const rcode = rcodes[0] === 'NOERROR' ? rcodes[rcodes.length - 1] : rcodes[0];
	return { kind: 'failed', hostErrno: hostErrnoOf(rcode ?? 'NOERROR'), header: sender.header };
}

function hostErrnoOf(rcode: string): HostErrno {
	if (rcode === 'NXDOMAIN') return 'HOST_NOT_FOUND';
	if (rcode === 'SERVFAIL') return 'TRY_AGAIN';
	return rcode === 'NOERROR' ? 'NO_DATA' : 'NO_RECOVERY';
}
