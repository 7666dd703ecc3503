// Invariant: results and errors are those of Node's dns.resolve4, resolve6 and resolveSrv (c-ares 1.34 with
// ARES_FLAG_NOCHECKRESP, so every reply counts): one query for the name as it is, no search list, no hosts file.
import type { Exchange, QueryType, Reply } from '../exchange.ts';
import { isReply } from '../exchange.ts';
import { absolute } from '../names.ts';
import type { Lookup, Outcome, Resolution, ServiceTarget, StubResolver } from '../resolution.ts';
import { hasOption, nameserversOf, type ResolvConf } from '../resolv-conf.ts';
import { Timeline } from '../timeline.ts';
import { toASCII } from './idna.ts';

export const cAres: StubResolver = { id: 'c-ares', resolve, resolveService, order: (addresses) => addresses };

/** dns.resolve4 or resolve6; for any family one after the other, as a program would call them. */
function resolve(lookup: Lookup, exchange: Exchange): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	const channel = new Channel(timeline, lookup.resolvConf);
	const resolve4 = lookup.family === 'ipv6' ? undefined : addressesOf(channel.query(lookup.name, 'A'), 'A');
	const resolve6 =
		lookup.family === 'ipv4' ? undefined : addressesOf(channel.query(lookup.name, 'AAAA'), 'AAAA');
	const calls = [
		...(resolve4 === undefined ? [] : [{ call: 'resolve4', outcome: resolve4 }]),
		...(resolve6 === undefined ? [] : [{ call: 'resolve6', outcome: resolve6 }]),
	];
	const found = calls.flatMap(({ outcome }) => (outcome.kind === 'addresses' ? [outcome] : []));
	const outcome: Outcome =
		found.length > 0
			? { kind: 'addresses', addresses: found.flatMap(({ addresses }) => addresses) }
			: (calls[0]?.outcome ?? { kind: 'error', error: 'ENODATA' });
	return {
		...timeline.resolution(outcome, found.length > 0 ? absolute(toASCII(lookup.name)) : undefined),
		...(calls.length > 1 ? { calls } : {}),
	};
}

/** dns.resolveSrv. */
function resolveService(lookup: Lookup, exchange: Exchange): Resolution {
	const timeline = new Timeline(exchange, lookup.latency);
	const reply = new Channel(timeline, lookup.resolvConf).query(lookup.name, 'SRV');
	if (typeof reply === 'string') return timeline.resolution({ kind: 'error', error: reply });
	const services = reply.answers
		.filter(({ type }) => type === 'SRV')
		.map(({ data }): ServiceTarget => {
			const [priority = 0, weight = 0, port = 0] = data.split(' ').slice(0, 3).map(Number);
			return { priority, weight, port, target: (data.split(' ')[3] ?? '').replace(/\.$/, '') };
		});
	return timeline.resolution({ kind: 'services', services }, absolute(toASCII(lookup.name)));
}

/** ares_parse_into_addrinfo: owners are not checked; an answer of CNAMEs alone is an empty success. */
function addressesOf(reply: Reply | string, type: QueryType): Outcome {
	if (typeof reply === 'string') return { kind: 'error', error: reply };
	const addresses = reply.answers.filter((record) => record.type === type).map(({ data }) => data);
	const alias = reply.answers.some((record) => record.type === 'CNAME');
	return addresses.length === 0 && !alias
		? { kind: 'error', error: 'ENODATA' }
		: { kind: 'addresses', addresses };
}

const errorOfRcode: Readonly<Record<string, string>> = {
	FORMERR: 'EFORMERR',
	SERVFAIL: 'ESERVFAIL',
	NXDOMAIN: 'ENOTFOUND',
	NOTIMP: 'ENOTIMP',
	REFUSED: 'EREFUSED',
};

/** Node sets the number of tries itself; timeout and attempts of resolv.conf are not read. */
const tries = 4;
/** Milliseconds that a query waits, by how often all servers have been asked; c-ares adds chance to the later ones. */
const waits: readonly number[] = [2000, 2000, 4000, 6000];

/** One channel: servers that failed move to the end of the list, for later queries too. */
class Channel {
	readonly #timeline: Timeline;
	readonly #failures: number[];
	readonly #useTCP: boolean;

	constructor(timeline: Timeline, conf: ResolvConf) {
		this.#timeline = timeline;
		this.#failures = nameserversOf(conf, Number.POSITIVE_INFINITY).map(() => 0);
		this.#useTCP = hasOption(conf, 'use-vc', 'usevc');
	}

	/** A reply with records, or the code of an error. */
	query(written: string, type: QueryType): Reply | string {
		const name = toASCII(written);
		if (/\.onion\.?$/i.test(name)) return 'ENOTFOUND';
		if (!isQueryName(name)) return 'EBADNAME';
		let tcp = this.#useTCP;
		let error = 'ETIMEOUT';
		const servers = this.#failures.length;
		for (let tried = 0; tried < servers * tries; ) {
			const nameserver = this.#bestServer();
			const transport = tcp ? 'tcp' : 'udp';
			const answer = this.#timeline.send({ name: absolute(name), type, nameserver, transport });
			if (isReply(answer)) {
				this.#timeline.advanceTo(this.#timeline.now + this.#timeline.latency);
				if (answer.truncated && !tcp) {
					tcp = true;
					continue;
				}
				this.#failures[nameserver] = 0;
				if (answer.rcode !== 'NOERROR') return errorOfRcode[answer.rcode] ?? 'ENODATA';
				return answer.answers.length === 0 ? 'ENODATA' : answer;
			}
			const wait = waits[Math.floor(tried / servers)] ?? 0;
			this.#timeline.advanceTo(this.#timeline.now + (answer === 'timeout' ? wait : this.#timeline.latency));
			error = answer === 'timeout' ? 'ETIMEOUT' : 'ECONNREFUSED';
			this.#failures[nameserver] = (this.#failures[nameserver] ?? 0) + 1;
			tried++;
		}
		return error;
	}

	/** The first of those with the fewest failures in a row; with `rotate` any of them. */
	#bestServer(): number {
		return this.#failures.indexOf(Math.min(...this.#failures));
	}
}

/** ares_dns_name_write: no empty label, 63 bytes a label, letters, digits and `-._/*`. */
function isQueryName(name: string): boolean {
	const relative = name.endsWith('.') ? name.slice(0, -1) : name;
	if (!/^[A-Za-z0-9._/*-]*$/.test(name)) return false;
	if (relative === '') return true;
	return relative.length <= 255 && relative.split('.').every((label) => label !== '' && label.length <= 63);
}
