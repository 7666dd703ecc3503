// Invariant: results and errors are those of getaddrinfo(3) in glibc 2.36 with `hosts: files dns`, one socket type asked
// (sysdeps/posix/getaddrinfo.c, resolv/nss_dns/dns-host.c, nss/nss_files/files-hosts.c).
import { parseInetAton, parseIPv6Literal } from '../address-literal.ts';
import type { Exchange, QueryType } from '../exchange.ts';
import { containerHosts, type HostsEntry } from '../hosts.ts';
import { absolute, sameName } from '../names.ts';
import { examplePodNetwork, hasIPv4, hasIPv6 } from '../pod-network.ts';
import type { Family, Lookup, Outcome, Resolution, StubResolver } from '../resolution.ts';
import { hasOption } from '../resolv-conf.ts';
import { Timeline } from '../timeline.ts';
import { isHostName } from './host-name.ts';
import { orderForGlibc } from './order.ts';
import { hostEntrySize, rounds, tupleListSize } from './result-buffer.ts';
import { type Searched, searchName } from './search.ts';
import { Sender } from './send.ts';

/** The texts of gai_strerror(3). */
const messages = {
	EAI_NONAME: 'Name or service not known',
	EAI_AGAIN: 'Temporary failure in name resolution',
	EAI_NODATA: 'No address associated with hostname',
	EAI_ADDRFAMILY: 'Address family for hostname not supported',
} as const;

function failure(error: keyof typeof messages): Outcome {
	return { kind: 'error', error, message: messages[error] };
}

export const glibc: StubResolver = { id: 'glibc', resolve: getaddrinfo, order: orderForGlibc };

export interface Hints {
	/** AI_CANONNAME: asked for IPv4, it keeps getaddrinfo from calling the older gethostbyname2_r, which differs in details. */
	readonly canonicalName: boolean;
}

/** getaddrinfo(3). */
export function getaddrinfo(
	lookup: Lookup,
	exchange: Exchange,
	{ canonicalName }: Hints = { canonicalName: false },
): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	const network = lookup.network ?? examplePodNetwork;
	const family = lookup.addressConfig === true ? configuredFamily(lookup, network) : lookup.family;
	if (family === undefined || lookup.name === '') return timeline.resolution(failure('EAI_NONAME'));
	const older = family === 'ipv4' && !canonicalName;
	const literal = literalOutcome(lookup.name, family);
	if (literal !== undefined) return timeline.resolution(literal);

	if (older && /^[0-9](?:[0-9.]*[0-9])?$/.test(lookup.name)) {
		// The older call takes digits and dots for an address, even if they are none (nss/digits_dots.c).
		return timeline.resolution(failure('EAI_NONAME'));
	}
	const fromFile = lookUpHosts(lookup.name, family, lookup.hosts ?? containerHosts);
	if (fromFile.length > 0) return timeline.resolution(inOrder(fromFile));
	// gethostbyname3_r, which serves one family with a canonical name, sends the name first and refuses it afterwards.
	const unfit = !isHostName(lookup.name);
	if (unfit && (family === 'any' || !canonicalName || lookup.name === '*'))
		return timeline.resolution(failure('EAI_NONAME'));

	const types = queryTypes(family, lookup);
	const sender = new Sender(timeline, lookup.resolvConf);
	for (let round = 1; ; round++) {
		const searched = searchName(lookup.name, types, lookup.resolvConf, sender);
		if (searched.kind === 'hangs') return timeline.resolution({ kind: 'hangs' });
		if (searched.kind === 'failed') return timeline.resolution(errorOf(searched, older));
		const result = readReplies(searched);
		if (unfit || result.addresses.length === 0) {
			return timeline.resolution(failure(older ? 'EAI_NODATA' : 'EAI_NONAME'));
		}
		const size =
			family === 'any'
				? tupleListSize(result.addresses.length, result.canonicalName)
				: hostEntrySize(result.addresses.length, family === 'ipv4' ? 4 : 16, result.names);
		if (round >= rounds(size)) {
			return timeline.resolution(inOrder(result.addresses), searched.candidate);
		}
	}

	function inOrder(addresses: readonly string[]): Outcome {
		return { kind: 'addresses', addresses: orderForGlibc(addresses, network) };
	}
}

/** AI_ADDRCONFIG: the families that some interface has; undefined where that leaves none. */
function configuredFamily({ family }: Lookup, network: NonNullable<Lookup['network']>): Family | undefined {
	const ipv4 = hasIPv4(network);
	const ipv6 = hasIPv6(network);
	if (family === 'any') return ipv4 === ipv6 ? 'any' : ipv4 ? 'ipv4' : 'ipv6';
	return (family === 'ipv4' ? ipv4 : ipv6) ? family : undefined;
}

function literalOutcome(name: string, family: Family): Outcome | undefined {
	const ipv4 = parseInetAton(name);
	if (ipv4 !== undefined) {
		return family === 'ipv6' ? failure('EAI_ADDRFAMILY') : { kind: 'addresses', addresses: [ipv4] };
	}
	const ipv6 = parseIPv6Literal(name);
	if (ipv6 === undefined) return undefined;
	if (family !== 'ipv4') return { kind: 'addresses', addresses: [ipv6] };
	const mapped = /^::ffff:([0-9.]+)$/.exec(ipv6)?.[1];
	return mapped === undefined ? failure('EAI_ADDRFAMILY') : { kind: 'addresses', addresses: [mapped] };
}

/** Names in any letter case, all lines (`multi on` of /etc/host.conf); asked for IPv4, ::1 stands for 127.0.0.1. */
function lookUpHosts(name: string, family: Family, hosts: readonly HostsEntry[]): string[] {
	return hosts
		.filter(({ names }) => names.some((known) => sameName(known, name)))
		.flatMap(({ address }) => {
			const ipv4 = parseInetAton(address);
			const ipv6 = parseIPv6Literal(address);
			if (family === 'ipv4') return ipv4 ?? (ipv6 === '::1' ? '127.0.0.1' : []);
			if (family === 'ipv6') return ipv6 ?? [];
			return ipv4 ?? ipv6 ?? [];
		});
}

function queryTypes(family: Family, { resolvConf }: Lookup): readonly QueryType[] {
	if (family === 'ipv4') return ['A'];
	if (family === 'ipv6') return ['AAAA'];
	return hasOption(resolvConf, 'no-aaaa') ? ['A'] : ['A', 'AAAA'];
}

interface Addresses {
	readonly addresses: readonly string[];
	/** The last name that a CNAME led to. */
	readonly canonicalName: string;
	/** The name asked for and the targets of CNAMEs. */
	readonly names: readonly string[];
}

/** Takes the addresses whose owner is the name asked for, or where the CNAMEs before it lead. */
function readReplies({ candidate, replies }: Extract<Searched, { kind: 'found' }>): Addresses {
	const addresses: string[] = [];
	const names = [withoutFinalDot(candidate)];
	for (const { type, reply } of replies) {
		let expected = candidate;
		for (const record of reply.answers) {
			if (record.type === 'CNAME') {
				expected = absolute(record.data);
				if (addresses.length === 0) names.push(withoutFinalDot(expected));
			} else if (record.type === type && sameName(absolute(record.name), expected)) {
				addresses.push(record.data);
			}
		}
	}
	return { addresses, names, canonicalName: names[names.length - 1] ?? '' };
}

function withoutFinalDot(name: string): string {
	return name.endsWith('.') ? name.slice(0, -1) : name;
}

function errorOf({ hostErrno, unavailable }: Extract<Searched, { kind: 'failed' }>, older: boolean): Outcome {
	if (hostErrno === 'NO_DATA') return failure('EAI_NODATA');
	if (hostErrno === 'TRY_AGAIN') {
		// The older call forgets a SERVFAIL if a later candidate got an answer.
		return failure(older && !unavailable ? 'EAI_NONAME' : 'EAI_AGAIN');
	}
	return failure('EAI_NONAME');
}
