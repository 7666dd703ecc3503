// Invariant: options are read as CoreDNS v1.15.0 reads them (plugin/forward/setup.go), errors in its words; no packet
// ever leaves: what would be forwarded fails, and a note says where it would have gone.
import { parseAddress } from '../address.ts';
import { Rcode, rcodeNumber } from '../codes.ts';
import type { Dispenser } from '../corefile/dispenser.ts';
import { quote, readDuration, readInteger } from '../corefile/numbers.ts';
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
	if (!controller.nextArgument()) throw controller.argumentError();
	const written = controller.value();
	const [from] = zonesOf(written);
	if (from === undefined) throw controller.bareError(`unable to normalize '${written}'`);
	const to = controller.remainingArguments();
	if (to.length === 0) throw controller.argumentError();
	const draft = { except: [] as string[], expire: 10, maxAge: 0 };
	while (controller.nextBlock()) readProperty(controller, draft);
	if (draft.maxAge > 0 && draft.maxAge < draft.expire) {
		throw controller.bareError(
			`max_age (${formatSeconds(draft.maxAge)}) must not be less than expire (${formatSeconds(draft.expire)})`,
		);
	}
	for (const address of to) {
		const { transport, rest } = splitTransport(address);
		if (transport === 'https' && rest.includes('/')) {
			throw controller.bareError(
				`paths are not allowed in HTTPS upstream addresses (the /dns-query path is used by default): ${address}`,
			);
		}
	}
	return { from, to, except: draft.except };
}

/** As Go prints a duration of whole seconds. */
function formatSeconds(seconds: number): string {
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor(seconds / 60) % 60;
	const rest = `${seconds % 60}s`;
	if (hours > 0) return `${hours}h${minutes}m${rest}`;
	return minutes > 0 ? `${minutes}m${rest}` : rest;
}

interface Draft {
	except: string[];
	expire: number;
	maxAge: number;
}

function readProperty(controller: Dispenser, draft: Draft): void {
	const property = controller.value();
	const args = controller.remainingArguments();
	const [first] = args;
	switch (property) {
		case 'except':
			if (first === undefined) throw controller.argumentError();
			draft.except.push(...args.flatMap(zonesOf));
			return;
		case 'max_fails':
		case 'max_connect_attempts':
			if (first === undefined) throw controller.argumentError();
			if (!/^\d+$/.test(first)) {
				throw controller.bareError(`strconv.ParseUint: parsing ${quote(first)}: invalid syntax`);
			}
			if (Number(first) > 0xffffffff) {
				throw controller.bareError(`strconv.ParseUint: parsing ${quote(first)}: value out of range`);
			}
			return;
		case 'health_check':
			checkHealthCheck(controller, args);
			return;
		case 'force_tcp':
		case 'prefer_udp':
		case 'next_on_nodata':
		case 'failfast_all_unhealthy_upstreams':
			if (first !== undefined) throw controller.argumentError();
			return;
		case 'tls':
			if (args.length > 3) throw controller.argumentError();
			return;
		case 'expire':
			draft.expire = readTime(controller, property, first);
			return;
		case 'max_age':
			draft.maxAge = readTime(controller, property, first);
			return;
		case 'read_timeout':
			if (first === undefined) throw controller.argumentError();
			if (readDuration(controller, first) <= 0) {
				throw controller.bareError(`read_timeout must be positive: ${first}`);
			}
			return;
		case 'max_idle_conns':
		case 'max_concurrent': {
			if (first === undefined) throw controller.argumentError();
			const count = readInteger(controller, first);
			if (count < 0) throw controller.bareError(`${property} can't be negative: ${count}`);
			return;
		}
		case 'tls_servername':
			if (first === undefined) throw controller.argumentError();
			return;
		case 'doh_method':
			if (first === undefined) throw controller.argumentError();
			if (first !== 'POST' && first !== 'GET') {
				throw controller.bareError('doh_method must be either POST or GET');
			}
			return;
		case 'policy':
			if (first === undefined) throw controller.argumentError();
			if (first !== 'random' && first !== 'round_robin' && first !== 'sequential') {
				throw controller.error(`unknown policy '${first}'`);
			}
			return;
		case 'next':
		case 'failover':
			checkRcodes(controller, property, args);
			return;
		case 'resolver':
			checkResolvers(controller, args);
			return;
		case 'source_address':
			if (first === undefined) throw controller.argumentError();
			if (parseAddress(first) === undefined) throw controller.error(`invalid IP address: ${first}`);
			return;
		default:
			throw controller.error(`unknown property '${property}'`);
	}
}

function readTime(controller: Dispenser, property: string, text: string | undefined): number {
	if (text === undefined) throw controller.argumentError();
	const seconds = readDuration(controller, text);
	if (seconds < 0) throw controller.bareError(`${property} can't be negative: ${text}`);
	return seconds;
}

function checkHealthCheck(controller: Dispenser, args: readonly string[]): void {
	const [interval, ...options] = args;
	if (interval === undefined) throw controller.argumentError();
	const seconds = readDuration(controller, interval);
	// CoreDNS prints this one as a number of nanoseconds.
	if (seconds < 0) throw controller.bareError(`health_check can't be negative: ${Math.round(seconds * 1e9)}`);
	for (let i = 0; i < options.length; i++) {
		const option = options[i] ?? '';
		if (option === 'no_rec') continue;
		if (option !== 'domain') throw controller.bareError(`health_check: unknown option ${option}`);
		const domain = options[++i];
		if (domain === undefined) throw controller.argumentError();
		if (domainNameLabels(domain) === undefined) {
			throw controller.bareError(`health_check: invalid domain name ${domain}`);
		}
	}
}

function checkRcodes(controller: Dispenser, property: string, args: readonly string[]): void {
	if (args.length === 0) throw controller.argumentError();
	for (const text of args) {
		const rcode = rcodeNumber(text.toUpperCase());
		if (rcode === undefined) throw controller.bareError(`${text} is not a valid rcode`);
		if (property === 'failover' && rcode === Rcode.NOERROR) {
			throw controller.bareError('NoError cannot be used in failover');
		}
	}
}

function checkResolvers(controller: Dispenser, args: readonly string[]): void {
	if (args.length === 0) throw controller.argumentError();
	for (const text of args) {
		const host = /^\[(.*)\]:\d+$/.exec(text)?.[1] ?? /^([^:]*):\d+$/.exec(text)?.[1] ?? text;
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
