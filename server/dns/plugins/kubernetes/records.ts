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
export function serviceRecords(name: string, ttl: number, found: readonly Found[]): ServiceRecords {
	const answer: ResourceRecord[] = [];
	const additional: ResourceRecord[] = [];
	// Nearly always each target comes once, so the finer comparison waits for a second one.
	const targets = new Set<string>();
	let seen: Set<string> | undefined;
	// In this order of operations: 100 of 100 things would be 0.99….
	const weight = Math.max(1, Math.floor((100 / (found.length * 100)) * 100));
	for (let index = 0; index < found.length; index++) {
		const item = found[index];
		if (item === undefined || item.port === -1 || item.host.address === undefined) continue;
		const { host, port, target } = item;
		const count = targets.size;
		targets.add(target);
		if (targets.size === count) seen ??= keysOf(found, index);
		if (seen === undefined || isNew(seen, `${port} ${target}`)) {
			const data = { form: 'service', priority: 0, weight, port: port & 0xffff, target } as const;
			answer.push({ name, type: RecordType.SRV, class: RecordClass.IN, ttl, data });
		}
		if (seen === undefined || isNew(seen, `${host.text} ${target}`))
			additional.push(addressRecord(target, ttl, item.host.address));
	}
	return { answer, additional };
}

function isNew(seen: Set<string>, key: string): boolean {
	if (seen.has(key)) return false;
	seen.add(key);
	return true;
}

/** What tells the records of the first `end` things apart. */
function keysOf(found: readonly Found[], end: number): Set<string> {
	const usable = found.slice(0, end).filter(({ port, host }) => port !== -1 && host.address !== undefined);
	return new Set(usable.flatMap(({ port, host, target }) => [`${port} ${target}`, `${host.text} ${target}`]));
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
