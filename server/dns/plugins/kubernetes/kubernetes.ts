// Invariant: for every question the outcome is CoreDNS v1.15.0's (plugin/kubernetes/handler.go ServeDNS, Services,
// Reverse; plugin/backend_lookup.go): records, their order and spelling, rcode, and whether the next plugin is asked.
import { addressOfReverseName, isReverseName } from '../../address.ts';
import { Rcode, RecordClass, RecordType } from '../../codes.ts';
import type { ResourceRecord } from '../../message.ts';
import { fqdn, inZones, isSubDomain, matchZone } from '../../name.ts';
import { answered, failed, type Next, type Outcome, type Request, replyTo } from '../plugin.ts';
import type { Host } from './entries.ts';
import type { Finder, Found, FoundServices } from './found.ts';
import { nameServerAddresses } from './name-server-addresses.ts';
import { parseBelowZone } from './parse-request.ts';
import { addressRecord, nameRecord, serviceRecords, startOfAuthority } from './records.ts';

/** What CoreDNS knows of its surroundings. */
export interface KubernetesState {
	/** The addresses that the server runs on, loopback left out; none with `bind`. */
	readonly localAddresses: readonly string[];
	/** False until all objects were listed once: denials then are SERVFAIL. */
	readonly synced: boolean;
	/** Unix time of the last change. */
	readonly serial: number;
	readonly multiclusterSerial: number;
}

/** Records of a lookup; undefined for a name that does not exist. */
interface Records {
	readonly answer: readonly ResourceRecord[];
	readonly additional?: readonly ResourceRecord[];
	readonly truncated?: boolean;
}

const noRecords: Records = { answer: [] };

/** With more aliases than this in front of it, an ExternalName is not followed. */
const maxAliases = 10;
const versionTtl = 28800;

export class Kubernetes {
	private readonly finder: Finder;
	private readonly state: KubernetesState;
	private lastSoa: ResourceRecord | undefined;

	constructor(finder: Finder, state: KubernetesState) {
		this.finder = finder;
		this.state = state;
	}

	readonly plugin = (request: Request, next: Next): Outcome => {
		const { options } = this.finder;
		const configured = matchZone(options.zones, request.name);
		if (configured === undefined) return next(request);
		// From here on the zone is spelled as in the question.
		const zone = request.name.slice(request.name.length - configured.length);
		if (request.type === RecordType.AXFR || request.type === RecordType.IXFR) return failed(Rcode.REFUSED);
		const records = this.lookup(request, zone);
		if (records === 'failed') return failed(Rcode.SERVFAIL);
		if (records === undefined) {
			if (inZones(options.fallthroughZones, request.lowerName)) return next(request);
			return this.withoutData(request, zone, this.state.synced ? Rcode.NXDOMAIN : Rcode.SERVFAIL);
		}
		if (records.answer.length === 0) return this.withoutData(request, zone, Rcode.NOERROR);
		return answered(replyTo(request, Rcode.NOERROR, true, records));
	};

	private withoutData(request: Request, zone: string, rcode: number): Outcome {
		return answered(replyTo(request, rcode, true, { authority: [this.soa(zone)] }));
	}

	private soa(zone: string): ResourceRecord {
		// Nearly all questions spell the zone in one way.
		if (this.lastSoa?.name === zone) return this.lastSoa;
		const { serial, multiclusterSerial } = this.state;
		const zoneSerial = this.isMulticluster(zone) ? multiclusterSerial : serial;
		this.lastSoa = startOfAuthority(zone, this.finder.options.ttl, zoneSerial);
		return this.lastSoa;
	}

	private isMulticluster(zone: string): boolean {
		const { multiclusterZones } = this.finder.options;
		return multiclusterZones.length > 0 && inZones(multiclusterZones, zone);
	}

	private lookup(request: Request, zone: string): Records | 'failed' | undefined {
		switch (request.type) {
			case RecordType.A:
			case RecordType.AAAA:
				return this.addresses(request, request.name, request.lowerName, request.type, zone, []);
			case RecordType.TXT:
				return this.text(request, zone);
			case RecordType.CNAME:
				return this.alias(request, zone);
			case RecordType.PTR:
				return this.pointer(request, zone);
			case RecordType.SRV:
				return this.services(request, zone);
			case RecordType.MX:
				return this.find(request.lowerName, zone) === undefined ? undefined : noRecords;
			case RecordType.SOA:
				// Asked for any other name it is a name without data, even if there is no such name.
				return request.name === zone ? { answer: [this.soa(zone)] } : noRecords;
			case RecordType.NS:
				// The lower-case name against the zone as asked: CLUSTER.local has no name servers.
				if (request.lowerName === zone) return this.nameServers(request, zone);
		}
		// Other types: only whether the name exists, found out as for A, with all that this brings along.
		const found = this.addresses(request, request.name, request.lowerName, RecordType.A, zone, []);
		return found === undefined ? undefined : noRecords;
	}

	/** What a name in lower case stands for, before it is narrowed to a type. */
	private find(lowerName: string, zone: string, targetZone?: string): FoundServices {
		if (isNameServerName(lowerName, zone)) return [];
		return this.findRecords(lowerName, zone, targetZone);
	}

	private findRecords(lowerName: string, zone: string, targetZone?: string): FoundServices {
		const multicluster = this.isMulticluster(zone);
		const request = parseBelowZone(belowZone(lowerName, zone), {
			multicluster,
			zonal: this.finder.options.zonal,
		});
		if (request === undefined) return undefined;
		if (request.podOrService === '') return [];
		if (isReverseName(lowerName)) return undefined;
		return this.finder.find(request, multicluster, targetZone);
	}

	/** A and AAAA records, through ExternalName Services. `chain`: the alias targets on the way here. */
	private addresses(
		request: Request,
		name: string,
		lowerName: string,
		type: number,
		zone: string,
		chain: readonly string[],
	): Records | undefined {
		const { ttl } = this.finder.options;
		const found: readonly { readonly host: Host }[] | undefined = isNameServerName(lowerName, zone)
			? this.ownAddresses(zone, type)
			: this.findRecords(lowerName, zone);
		if (found === undefined) return undefined;
		const family = type === RecordType.A ? 4 : 6;
		const answer: ResourceRecord[] = [];
		const seen = found.length > 1 ? new Set<string>() : undefined;
		let truncated = false;
		for (const { host } of found) {
			if (host.address === undefined) {
				const followed = this.follow(request, name, lowerName, type, zone, chain, host.text);
				answer.push(...followed.answer);
				truncated ||= followed.truncated === true;
			} else if (host.address.family === family) {
				if (seen?.has(host.text)) continue;
				seen?.add(host.text);
				answer.push(addressRecord(name, ttl, host.address));
			}
		}
		return { answer, truncated };
	}

	/** The alias to `host` and what is behind it; nothing if there is no address at its end in this zone. */
	private follow(
		request: Request,
		name: string,
		lowerName: string,
		type: number,
		zone: string,
		chain: readonly string[],
		host: string,
	): Records {
		const target = fqdn(host);
		if (isSubDomain(lowerName, target) || chain.length > maxAliases || chain.includes(target))
			return noRecords;
		const alias = nameRecord(name, RecordType.CNAME, this.finder.options.ttl, target);
		if (isSubDomain(zone, target)) {
			const behind = this.addresses(request, target, target.toLowerCase(), type, zone, [...chain, target]);
			const answer = behind !== undefined && behind.answer.length > 0 ? [alias, ...behind.answer] : [];
			return { answer, truncated: behind?.truncated === true };
		}
		const message = request.surroundings.lookup(request, target, type);
		if (message === undefined) return noRecords;
		return { answer: [alias, ...message.answer], truncated: message.truncated };
	}

	/** What is no address counts as one of IPv6, as for CoreDNS. */
	private ownAddresses(zone: string, type: number) {
		return this.nameServerAddresses(zone).filter(
			({ host }) => (host.address?.family === 4) === (type === RecordType.A),
		);
	}

	private nameServerAddresses(zone: string) {
		return nameServerAddresses(this.finder, this.state.localAddresses, zone);
	}

	private text(request: Request, zone: string): Records | undefined {
		const { lowerName, name } = request;
		const { options } = this.finder;
		const base = belowZone(lowerName, zone);
		if (base === 'dns-version') {
			const data = { form: 'text', strings: ['1.1.0'] } as const;
			return { answer: [{ name, type: RecordType.TXT, class: RecordClass.IN, ttl: versionTtl, data }] };
		}
		const found = this.findRecords(lowerName, zone);
		if (found === undefined) return undefined;
		if (found.length > 0) return noRecords;
		// A name without anything is denied here, unless it is a zonal one.
		const grammar = { multicluster: this.isMulticluster(zone), zonal: options.zonal };
		const isZonal = (parseBelowZone(base, grammar)?.zone ?? '') !== '';
		return isZonal ? noRecords : undefined;
	}

	private alias(request: Request, zone: string): Records | undefined {
		const found = this.find(request.lowerName, zone);
		if (found === undefined) return undefined;
		const [first] = found;
		if (first === undefined || first.host.address !== undefined) return noRecords;
		const { ttl } = this.finder.options;
		return { answer: [nameRecord(request.name, RecordType.CNAME, ttl, fqdn(first.host.text))] };
	}

	private services(request: Request, zone: string): Records | undefined {
		const found = this.find(request.lowerName, zone, zone);
		if (found === undefined) return undefined;
		// Names (ExternalName, slices of names) are left out, also from the weights.
		const addresses: readonly Found[] = found.every(({ host }) => host.address !== undefined)
			? found
			: found.filter(({ host }) => host.address !== undefined);
		return serviceRecords(request.name, this.finder.options.ttl, addresses);
	}

	private pointer(request: Request, zone: string): Records | undefined {
		const address = addressOfReverseName(request.lowerName);
		if (address === undefined) {
			return this.findRecords(request.lowerName, zone) === undefined ? undefined : noRecords;
		}
		const targets = this.namesOf(address);
		if (targets.length === 0) return undefined;
		const { ttl } = this.finder.options;
		const answer = [...new Set(targets)].map((target) =>
			nameRecord(request.name, RecordType.PTR, ttl, target),
		);
		return { answer };
	}

	/** The Service with this cluster IP, else every endpoint with this address. */
	private namesOf(address: string): string[] {
		const { index, options } = this.finder;
		const isHidden = (namespace: string) => options.namespaces.size > 0 && !this.finder.isExposed(namespace);
		// With the root as primary zone this is no name, and the client gets no reply.
		const suffix = `svc.${options.primaryZone}`;
		for (const { name, namespace } of index.servicesWith(address)) {
			if (!isHidden(namespace)) return [`${name}.${namespace}.${suffix}`];
		}
		const names: string[] = [];
		for (const slice of options.endpoints ? index.slicesWith(address) : []) {
			if (isHidden(slice.namespace)) continue;
			for (const endpoint of slice.addresses) {
				if (endpoint.host.text !== address) continue;
				names.push(`${this.finder.hostname(endpoint)}.${slice.key}.${suffix}`);
			}
		}
		return names;
	}

	/** Fails where a Service in front of this server has no address. */
	private nameServers(request: Request, zone: string): Records | 'failed' {
		const { ttl } = this.finder.options;
		const found = this.nameServerAddresses(zone);
		const names = new Set(found.map(({ name }) => name));
		const additional: ResourceRecord[] = [];
		for (const { name, host } of found) {
			if (host.address === undefined) return 'failed';
			additional.push(addressRecord(name, ttl, host.address));
		}
		return {
			answer: [...names].map((name) => nameRecord(request.name, RecordType.NS, ttl, name)),
			additional,
		};
	}
}

/** What is left of the zone, without final dot. */
function belowZone(name: string, zone: string): string {
	return name.slice(0, Math.max(0, name.length - zone.length - (zone === '.' ? 0 : 1)));
}

/** `ns.dns` of the zone; the zone is compared as asked, so only one in lower case has it. (plugin/kubernetes/ns.go) */
function isNameServerName(lowerName: string, zone: string): boolean {
	return lowerName.startsWith('ns.dns.') && lowerName.indexOf(zone) === 'ns.dns.'.length;
}
