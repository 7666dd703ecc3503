// Invariant: options are read as CoreDNS v1.15.0 reads them (plugin/forward/setup.go), errors in its words; no packet
// ever leaves: what would be forwarded fails, and a note says where it would have gone.
import { parseAddress } from '../address.ts';
import { Rcode, rcodeNumber } from '../codes.ts';
import type { Dispenser } from '../corefile/dispenser.ts';
import { formatDuration, quote, readDuration, readInteger, unsignedProblem } from '../corefile/numbers.ts';
import { splitTransport, zonesOf } from '../corefile/origins.ts';
import { domainNameLabels, inZones, isSubDomain } from '../name.ts';
import { failed, type Plugin } from './plugin.ts';

export interface ForwardOptions {
	/** One for each stanza, in order. */
	readonly targets: readonly ForwardTarget[];
}

export interface ForwardTarget {
	readonly from: string;
	readonly to: readonly string[];
	readonly except: readonly string[];
}

const maxUpstreams = 15;

/** Reads the plugin's stanzas. Throws CorefileError. */
export function readForwardOptions(controller: Dispenser): ForwardOptions {
	const targets: ForwardTarget[] = [];
	while (controller.next()) targets.push(readStanza(controller));
	for (const { to } of targets) {
		if (to.length > maxUpstreams) {
			throw controller.bareError(`more than ${maxUpstreams} TOs configured: ${to.length}`);
		}
	}
	return { targets };
}

function readStanza(controller: Dispenser): ForwardTarget {
	const written = nextWord(controller);
	const [from] = zonesOf(written);
	if (from === undefined) throw controller.bareError(`unable to normalize '${written}'`);
	const to = controller.remainingArguments();
	if (to.length === 0) throw controller.argumentError();
	const draft = { except: [] as string[], expire: 10, maxAge: 0 };
	while (controller.nextBlock()) readProperty(controller, draft);
	if (draft.maxAge > 0 && draft.maxAge < draft.expire) {
		const [age, expire] = [draft.maxAge, draft.expire].map(formatDuration);
		throw controller.bareError(`max_age (${age}) must not be less than expire (${expire})`);
	}
	for (const address of to) checkTransport(controller, address);
	return { from, to, except: draft.except };
}

const defaultPorts: ReadonlyMap<string, string> = new Map([
	['grpc', '443'],
	['unix', ''],
]);

/** Only the transport is looked at: whether a name leads anywhere depends on the machine. */
function checkTransport(controller: Dispenser, address: string): void {
	const { transport, rest } = splitTransport(address);
	if (transport === 'https' && rest.includes('/')) {
		throw controller.bareError(
			`paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): ${address}`,
		);
	}
	const port = defaultPorts.get(transport);
	if (port === undefined) return;
	const host = rest.replace(/^\[|\]$/g, '');
	const full = transport === 'grpc' && parseAddress(host) !== undefined ? hostPort(host, port) : rest;
	throw controller.bareError(
		`'${transport}' is not supported as a destination protocol in forward: ${transport}://${full}`,
	);
}

function hostPort(host: string, port: string): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

interface Draft {
	except: string[];
	expire: number;
	maxAge: number;
}

/** The next word of the line; a property takes one, and what follows it is read as the next property. */
function nextWord(controller: Dispenser): string {
	if (!controller.nextArgument()) throw controller.argumentError();
	return controller.value();
}

function readProperty(controller: Dispenser, draft: Draft): void {
	const property = controller.value();
	switch (property) {
		case 'except':
			draft.except.push(...someWords(controller).flatMap(zonesOf));
			return;
		case 'max_fails':
		case 'max_connect_attempts': {
			const problem = unsignedProblem(nextWord(controller), 32);
			if (problem !== undefined) throw controller.bareError(problem);
			return;
		}
		case 'health_check':
			checkHealthCheck(controller);
			return;
		case 'force_tcp':
		case 'prefer_udp':
		case 'next_on_nodata':
			if (controller.nextArgument()) throw controller.argumentError();
			return;
		case 'failfast_all_unhealthy_upstreams':
			if (controller.remainingArguments().length > 0) throw controller.argumentError();
			return;
		case 'tls':
			if (controller.remainingArguments().length > 3) throw controller.argumentError();
			return;
		case 'expire':
			draft.expire = readTime(controller, property);
			return;
		case 'max_age':
			draft.maxAge = readTime(controller, property);
			return;
		case 'read_timeout': {
			const seconds = readDuration(controller, nextWord(controller));
			if (seconds <= 0) {
				throw controller.bareError(`read_timeout must be positive: ${formatDuration(seconds)}`);
			}
			return;
		}
		case 'max_idle_conns':
		case 'max_concurrent': {
			const count = readInteger(controller, nextWord(controller));
			if (count < 0) throw controller.bareError(`${property} can't be negative: ${count}`);
			return;
		}
		case 'tls_servername':
			nextWord(controller);
			return;
		case 'doh_method': {
			const method = nextWord(controller);
			if (method !== 'POST' && method !== 'GET') {
				throw controller.bareError('doh_method must be either POST or GET');
			}
			return;
		}
		case 'policy': {
			const policy = nextWord(controller);
			if (policy !== 'random' && policy !== 'round_robin' && policy !== 'sequential') {
				throw controller.error(`unknown policy '${policy}'`);
			}
			return;
		}
		case 'next':
		case 'failover':
			checkRcodes(controller, property, someWords(controller));
			return;
		case 'resolver':
			checkResolvers(controller, someWords(controller));
			return;
		case 'source_address': {
			const address = nextWord(controller);
			if (parseAddress(address) === undefined) throw controller.error(`invalid IP address: ${address}`);
			return;
		}
		default:
			throw controller.error(`unknown property '${property}'`);
	}
}

function someWords(controller: Dispenser): string[] {
	const words = controller.remainingArguments();
	if (words.length === 0) throw controller.argumentError();
	return words;
}

function readTime(controller: Dispenser, property: string): number {
	const seconds = readDuration(controller, nextWord(controller));
	if (seconds < 0) throw controller.bareError(`${property} can't be negative: ${formatDuration(seconds)}`);
	return seconds;
}

function checkHealthCheck(controller: Dispenser): void {
	const seconds = readDuration(controller, nextWord(controller));
	// CoreDNS prints this one as a number of nanoseconds.
	if (seconds < 0) throw controller.bareError(`health_check can't be negative: ${Math.round(seconds * 1e9)}`);
	while (controller.nextArgument()) {
		const option = controller.value();
		if (option === 'no_rec') continue;
		if (option !== 'domain') throw controller.bareError(`health_check: unknown option ${option}`);
		const domain = nextWord(controller);
		if (domainNameLabels(domain) === undefined) {
			throw controller.bareError(`health_check: invalid domain name ${domain}`);
		}
	}
}

function checkRcodes(controller: Dispenser, property: string, words: readonly string[]): void {
	for (const text of words) {
		const rcode = rcodeNumber(text.toUpperCase());
		if (rcode === undefined) throw controller.bareError(`${text} is not a valid rcode`);
		if (property === 'failover' && rcode === Rcode.NOERROR) {
			throw controller.bareError('NoError cannot be used in failover');
		}
	}
}

function checkResolvers(controller: Dispenser, words: readonly string[]): void {
	for (const text of words) {
		const host =
			/^\[([^[\]]*)\]:[^:[\]]*$/.exec(text)?.[1] ?? /^([^:[\]]*):[^:[\]]*$/.exec(text)?.[1] ?? text;
		if (parseAddress(host) === undefined) {
			throw controller.bareError(`resolver must be an IP address or IP:port: ${quote(text)}`);
		}
	}
}

export function forward(options: ForwardOptions): Plugin {
	return (request, next) => {
		const name = request.lowerName;
		const target = options.targets.find(
			({ from, except }) => isSubDomain(from, name) && (name === from || !inZones(except, name)),
		);
		if (target === undefined) return next(request);
		request.surroundings.note(`forwarded to ${target.to.join(' ')}, not simulated`);
		return failed(Rcode.SERVFAIL);
	};
}
