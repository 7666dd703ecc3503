// Invariant: results and errors are those of Go's own resolver (net.Resolver with PreferGo, Go 1.26: net/dnsclient_unix.go,
// net/lookup.go, net/hosts.go). A and AAAA run side by side, each with its own retries.
import { parseDottedQuad, parseIPv6Literal } from '../address-literal.ts';
import type { Exchange } from '../exchange.ts';
import { containerHosts, type HostsEntry } from '../hosts.ts';
import { examplePodNetwork } from '../pod-network.ts';
import type {
	Family,
	Lookup,
	Outcome,
	Resolution,
	ResolutionError,
	ServiceTarget,
	StubResolver,
} from '../resolution.ts';
import { hasOption, ndotsOf } from '../resolv-conf.ts';
import { Timeline } from '../timeline.ts';
import { isDomainName } from './domain-name.ts';
import { type Failure, type Tried, Trier } from './exchange.ts';
import { orderForGo } from './order.ts';

export const go: StubResolver = { id: 'go', resolve, resolveService, order: orderForGo };

/** net.Resolver.LookupIP. */
function resolve(lookup: Lookup, exchange: Exchange): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	const { name, family, resolvConf } = lookup;
	const finish = (addresses: readonly string[], foundAs?: string): Resolution => {
		const kept = addresses.filter((address) => inFamily(address, family));
		const outcome: Outcome =
			kept.length > 0
				? { kind: 'addresses', addresses: kept }
				: { kind: 'error', error: `address ${name}: no suitable address found` };
		return timeline.resolution(outcome, kept.length > 0 ? foundAs : undefined);
	};
	const literal = parseDottedQuad(name) ?? parseIPv6Literal(name)?.replace(/^::ffff:/, '');
	if (literal !== undefined) return finish([literal]);
	const network = lookup.network ?? examplePodNetwork;
	const fromFile = lookUpHosts(name, lookup.hosts ?? containerHosts);
	if (fromFile.length > 0) return finish(orderForGo(fromFile, network));
	if (!isDomainName(name)) return timeline.resolution(errorOf(notFound, name));

	const trier = new Trier(timeline, resolvConf);
	const serial = hasOption(resolvConf, 'single-request', 'single-request-reopen');
	let failure: Failure | undefined;
	for (const candidate of candidates(name, lookup)) {
		const tried =
			family !== 'any'
				? [trier.tryName(candidate, family === 'ipv4' ? 'A' : 'AAAA')]
				: serial
					? [trier.tryName(candidate, 'A'), trier.tryName(candidate, 'AAAA')]
					: sideBySide(trier, timeline, candidate);
		const addresses: string[] = [];
		for (const result of tried) {
			if (result.kind === 'reply') {
				const records = result.answers.filter(({ type }) => type === 'A' || type === 'AAAA');
				addresses.push(...records.map(({ data }) => data));
			} else if (failure === undefined || candidate === `${name}.`) {
				failure = result;
			}
		}
		if (addresses.length > 0) return finish(orderForGo(addresses, network), candidate);
	}
	return failure === undefined ? finish([]) : timeline.resolution(errorOf(failure, name));
}

/** Two goroutines: the one for AAAA runs first, results count in the order in which they come. */
function sideBySide(trier: Trier, timeline: Timeline, candidate: string): Tried[] {
	const start = timeline.now;
	const runs = (['AAAA', 'A'] as const).map((type) => {
		timeline.now = start;
		const result = trier.tryName(candidate, type);
		return { result, end: timeline.now };
	});
	timeline.now = Math.max(...runs.map(({ end }) => end));
	return runs.sort((a, b) => a.end - b.end).map(({ result }) => result);
}

/** net.Resolver.LookupSRV with the whole name, as gRPC and others call it. */
function resolveService(lookup: Lookup, exchange: Exchange): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	const { name } = lookup;
	if (!isDomainName(name)) return timeline.resolution(errorOf(notFound, name));
	const trier = new Trier(timeline, lookup.resolvConf);
	let failure: Failure = notFound;
	for (const candidate of candidates(name, lookup)) {
		const result = trier.tryName(candidate, 'SRV');
		if (result.kind === 'failure') {
			failure = result;
			continue;
		}
		const records = result.answers.filter(({ type }) => type === 'SRV');
		const services = records.map(({ data }): ServiceTarget => {
			const [priority = 0, weight = 0, port = 0] = data.split(' ').slice(0, 3).map(Number);
			return { priority, weight, port, target: data.split(' ')[3] ?? '' };
		});
		// Equal priorities are shuffled by weight; which order comes out is chance.
		services.sort((a, b) => a.priority - b.priority || a.weight - b.weight);
		const canonicalName = records[0]?.name;
		return timeline.resolution(
			{ kind: 'services', services, ...(canonicalName === undefined ? {} : { canonicalName }) },
			candidate,
		);
	}
	return timeline.resolution(errorOf(failure, name));
}

/** dnsConfig.nameList: too long candidates are left out, and .onion names never leave the machine (RFC 7686). */
function candidates(name: string, { resolvConf }: Lookup): string[] {
	const mayAsk = (candidate: string) => !/\.onion\.?$/i.test(candidate);
	if (name.endsWith('.')) return mayAsk(name) ? [name] : [];
	const enoughDots = name.split('.').length - 1 >= ndotsOf(resolvConf);
	const searched = resolvConf.search
		.filter((domain) => domain !== '.')
		.map((domain) => `${name}.${domain.endsWith('.') ? domain : `${domain}.`}`)
		.filter((candidate) => candidate.length <= 254);
	const asIs = `${name}.`;
	return (enoughDots ? [asIs, ...searched] : [...searched, asIs]).filter(mayAsk);
}

/** lookupStaticHost: any letter case; a name with a dot in the file also answers with a final dot. */
function lookUpHosts(name: string, hosts: readonly HostsEntry[]): string[] {
	const key = (text: string) => (text.includes('.') && !text.endsWith('.') ? `${text}.` : text).toLowerCase();
	return hosts
		.filter(({ names }) => names.some((known) => key(known) === key(name)))
		.flatMap(({ address }) => parseDottedQuad(address) ?? parseIPv6Literal(address) ?? []);
}

function inFamily(address: string, family: Family): boolean {
	return family === 'any' || address.includes(':') === (family === 'ipv6');
}

const notFound: Failure = { kind: 'failure', error: 'no such host', notFound: true };

/** A net.DNSError, which shows the name as it was asked. */
function errorOf(failure: Failure, name: string): ResolutionError {
	const { kind: _, server, ...rest } = failure;
	const on = server === undefined ? '' : ` on ${server}`;
	return { kind: 'error', ...rest, message: `lookup ${name}${on}: ${failure.error}` };
}
