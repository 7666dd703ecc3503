// Invariant: records are built as CoreDNS builds them (plugin/backend_lookup.go): order, spelling, weights, duplicates.
import type { IPAddress } from '../../address.ts';
import { RecordClass, RecordType } from '../../codes.ts';
import type { ResourceRecord } from '../../message.ts';
import { joinName } from '../../name.ts';
import type { Found } from './found.ts';

export function addressRecord(name: string, ttl: number, address: IPAddress): ResourceRecord {
	return {
		name,
		type: address.family === 4 ? RecordType.A : RecordType.AAAA,
		class: RecordClass.IN,
		ttl,
		data: { form: 'address', address },
	};
}

/** A record whose data is a name: CNAME, NS, PTR. */
export function nameRecord(name: string, type: number, ttl: number, target: string): ResourceRecord {
	return { name, type, class: RecordClass.IN, ttl, data: { form: 'name', target } };
}

export interface ServiceRecords {
	readonly answer: readonly ResourceRecord[];
	readonly additional: readonly ResourceRecord[];
}

/**
 * SRV records and the addresses of their targets. The weight is shared by everything found, also by what turns out a
 * duplicate or has no port.
 */
export function serviceRecords(
	name: string,
	zone: string,
	ttl: number,
	found: readonly Found[],
): ServiceRecords {
	const answer: ResourceRecord[] = [];
	const additional: ResourceRecord[] = [];
	const seen = new Set<string>();
	const isNew = (key: string) => {
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	};
	// In this order of operations: 100 of 100 things would be 0.99….
	const weight = Math.max(1, Math.floor((100 / (found.length * 100)) * 100));
	for (const { host, port, target: relative } of found) {
		if (port === -1 || host.address === undefined) continue;
		const target = joinName(relative, zone);
		if (isNew(`${port} ${target}`)) {
			answer.push({
				name,
				type: RecordType.SRV,
				class: RecordClass.IN,
				ttl,
				data: { form: 'service', priority: 0, weight, port: port & 0xffff, target },
			});
		}
		if (isNew(`${host.text} ${target}`)) additional.push(addressRecord(target, ttl, host.address));
	}
	return { answer, additional };
}

/** The zone's SOA. Its own TTL is at most 300, its minimum is `ttl`. */
export function startOfAuthority(zone: string, ttl: number, serial: number): ResourceRecord {
	return {
		name: zone,
		type: RecordType.SOA,
		class: RecordClass.IN,
		ttl: Math.min(ttl, 300),
		data: {
			form: 'authority',
			primary: joinName('ns.dns', zone),
			mailbox: joinName('hostmaster', zone),
			serial,
			refresh: 7200,
			retry: 1800,
			expire: 86400,
			minimum: ttl,
		},
	};
}
