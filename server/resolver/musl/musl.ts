// Invariant: results and errors are those of getaddrinfo(3) in musl (src/network/lookup_name.c), versions 1.2.3 and 1.2.5.
import { parseInetAton, parseIPv6Literal } from '../address-literal.ts';
import type { Exchange, QueryType } from '../exchange.ts';
import { containerHosts, type HostsEntry } from '../hosts.ts';
import { absolute, byteLength, countDots } from '../names.ts';
import { examplePodNetwork } from '../pod-network.ts';
import type { Family, Lookup, Outcome, Resolution, StubResolver } from '../resolution.ts';
import { ndotsOf, type ResolvConf } from '../resolv-conf.ts';
import { Timeline } from '../timeline.ts';
import { orderForMusl } from './order.ts';
import { type MuslTraits, sendToAll } from './send.ts';

interface Version extends MuslTraits {
	readonly id: 'musl-1.2.3' | 'musl-1.2.5';
	/** The error of a name that exists without a usable address. */
	readonly noData: 'EAI_NONAME' | 'EAI_NODATA';
}

/** The texts of gai_strerror(3). */
const messages = {
	EAI_NONAME: 'Name does not resolve',
	EAI_NODATA: 'Name has no usable address',
	EAI_AGAIN: 'Try again',
} as const;

type ErrorName = keyof typeof messages;

export const musl123: StubResolver = stubResolver({ id: 'musl-1.2.3', tcp: false, noData: 'EAI_NONAME' });
export const musl125: StubResolver = stubResolver({ id: 'musl-1.2.5', tcp: true, noData: 'EAI_NODATA' });

const maxAddresses = 48;

function stubResolver(version: Version): StubResolver {
	return {
		id: version.id,
		resolve: (lookup, exchange) => resolve(lookup, exchange, version),
		order: orderForMusl,
	};
}

function resolve(lookup: Lookup, exchange: Exchange, version: Version): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	const network = lookup.network ?? examplePodNetwork;
	const done = (found: readonly string[] | ErrorName, foundAs?: string): Resolution => {
		if (typeof found === 'string') {
			return timeline.resolution({ kind: 'error', error: found, message: messages[found] });
		}
		const addresses = lookup.family === 'ipv4' ? found : orderForMusl(found, network);
		return timeline.resolution({ kind: 'addresses', addresses } satisfies Outcome, foundAs);
	};
	const { name } = lookup;
	const length = byteLength(name);
	if (length === 0 || length > 254) return done('EAI_NONAME');
	// AI_ADDRCONFIG asks whether the loopback addresses can be used; IPv4's always can.
	const withoutIPv6 = lookup.addressConfig === true && !network.ipv6Loopback;
	const family = withoutIPv6 && lookup.family !== 'ipv4' ? 'ipv4' : lookup.family;
	const unconfigured = withoutIPv6 && lookup.family === 'ipv6';
	if (unconfigured && version.id === 'musl-1.2.3') return done('EAI_NONAME');

	const local = fromLiteral(name, family, version) ?? fromHosts(name, family, lookup.hosts, version);
	if (local !== undefined) return done(unconfigured && typeof local !== 'string' ? 'EAI_NODATA' : local);
	const { found, foundAs } = search(name, family, lookup.resolvConf, timeline, version);
	if (unconfigured && typeof found !== 'string') return done('EAI_NODATA');
	return done(found, foundAs);
}

function fromLiteral(
	name: string,
	family: Family,
	version: Version,
): readonly string[] | ErrorName | undefined {
	const ipv4 = parseInetAton(name);
	if (ipv4 !== undefined) return family === 'ipv6' ? version.noData : [ipv4];
	const ipv6 = parseIPv6Literal(name);
	if (ipv6 === undefined) return undefined;
	return family === 'ipv4' ? version.noData : [ipv6];
}

/** Letter case counts here; a line of the other family makes the name known, without an address. */
function fromHosts(
	name: string,
	family: Family,
	hosts: readonly HostsEntry[] = containerHosts,
	version: Version,
): readonly string[] | ErrorName | undefined {
	const lines = hosts.filter(({ names }) => names.includes(name));
	const read = lines.map(({ address }) => fromLiteral(address, family, version));
	const addresses = read.flatMap((line) => (typeof line === 'object' ? line : []));
	if (addresses.length > 0) return addresses.slice(0, maxAddresses);
	return read.some((line) => typeof line === 'string') ? version.noData : undefined;
}

interface Found {
	readonly found: readonly string[] | ErrorName;
	readonly foundAs?: string;
}

/** name_from_dns_search: with enough dots or a final one the search list is not used at all. */
function search(name: string, family: Family, conf: ResolvConf, timeline: Timeline, version: Version): Found {
	const bare = name.endsWith('.') ? name.slice(0, -1) : name;
	if (bare === '' || bare.endsWith('.')) return { found: 'EAI_NONAME' };
	const searched = countDots(name) < ndotsOf(conf) && !name.endsWith('.') ? searchDomains(conf) : [];
	const room = 256 - byteLength(bare) - 1;
	for (const candidate of [
		...searched.filter((domain) => byteLength(domain) < room).map((domain) => `${bare}.${domain}`),
		name,
	]) {
		const found = askName(candidate, family, conf, timeline, version);
		if (found === undefined) continue;
		return typeof found === 'string' ? { found } : { found, foundAs: absolute(candidate) };
	}
	return { found: 'EAI_NONAME' };
}

/** musl reads lines of up to 255 bytes and ignores longer ones (src/network/resolvconf.c). */
function searchDomains(conf: ResolvConf): readonly string[] {
	return byteLength(`search ${conf.search.join(' ')}\n`) > 255 ? [] : conf.search;
}

/** name_from_dns: the addresses, an error that ends the search, or undefined for the next candidate. */
function askName(
	candidate: string,
	family: Family,
	conf: ResolvConf,
	timeline: Timeline,
	version: Version,
): readonly string[] | ErrorName | undefined {
	const form = packetForm(candidate, version);
	if (form === 'unsendable') return version.id === 'musl-1.2.3' ? 'EAI_NONAME' : undefined;
	const types: readonly QueryType[] =
		family === 'ipv4' ? ['A'] : family === 'ipv6' ? ['AAAA'] : ['A', 'AAAA'];
	const replies = sendToAll(absolute(candidate), types, conf, timeline, version, form === 'malformed');
	for (const reply of replies) {
		if (reply === undefined) return 'EAI_AGAIN';
		if (reply.rcode === 'NXDOMAIN') return undefined;
	}
	const read = types.map((type, index) =>
		(replies[index]?.answers ?? []).filter((record) => record.type === type).map(({ data }) => data),
	);
	// 1.2.5 stores AAAA first, which shows where not all fit.
	const addresses = (version.id === 'musl-1.2.3' ? read : read.toReversed()).flat();
	return addresses.length > 0 ? addresses.slice(0, maxAddresses) : version.noData;
}

/** res_mkquery: what becomes of a name on the wire. 1.2.3 does not notice an empty label at the end (search domain `.`). */
function packetForm(candidate: string, version: Version): 'good' | 'malformed' | 'unsendable' {
	let name = candidate.endsWith('.') ? candidate.slice(0, -1) : candidate;
	const emptyEnd = name.endsWith('.');
	if (emptyEnd && version.id === 'musl-1.2.5') return 'unsendable';
	if (byteLength(name) > 253) return 'unsendable';
	if (emptyEnd) name = name.slice(0, -1);
	const lengths = name.split('.').map(byteLength);
	if (name !== '' && lengths.some((length) => length === 0 || length > 63)) return 'unsendable';
	return emptyEnd ? 'malformed' : 'good';
}
