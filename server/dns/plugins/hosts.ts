// Invariant: entries are read and answered as CoreDNS v1.15.0 does (plugin/hosts); this machine's /etc/hosts is never
// read, so that an answer does not depend on it.
import { addressOfReverseName, type IPAddress, parseAddress } from '../address.ts';
import { Rcode, RecordType } from '../codes.ts';
import type { Dispenser } from '../corefile/dispenser.ts';
import { integerProblem, parseDuration } from '../corefile/numbers.ts';
import { fallthroughZones, originsOf } from '../corefile/origins.ts';
import type { ResourceRecord } from '../message.ts';
import { fqdn, inZones, nextLabel, normalizeName } from '../name.ts';
import { addressRecord, nameRecord } from './kubernetes/records.ts';
import { answered, failed, type Next, type Outcome, type Plugin, type Request, replyTo } from './plugin.ts';

export interface HostsOptions {
	/** /etc/hosts where none is written. */
	readonly path: string;
	readonly zones: readonly string[];
	readonly inline: readonly string[];
	readonly fallthroughZones: readonly string[];
	readonly fallthroughUnsupported: boolean;
	readonly autoReverse: boolean;
	/** Seconds. */
	readonly ttl: number;
}

export const defaultHostsPath = '/etc/hosts';

type Draft = { -readonly [K in keyof HostsOptions]: HostsOptions[K] } & { inline: string[] };

/** Reads the plugin's stanza (plugin/hosts/setup.go hostsParse). Throws CorefileError. */
export function readHostsOptions(controller: Dispenser, serverBlockKeys: readonly string[]): HostsOptions {
	const draft: Draft = {
		path: defaultHostsPath,
		zones: [],
		inline: [],
		fallthroughZones: [],
		fallthroughUnsupported: false,
		autoReverse: true,
		ttl: 3600,
	};
	for (let count = 0; controller.next(); count++) {
		if (count > 0) throw controller.bareError('this plugin can only be used once per Server Block');
		const [path, ...zones] = controller.remainingArguments();
		draft.path = path ?? defaultHostsPath;
		draft.zones = originsOf(zones, serverBlockKeys);
		while (controller.nextBlock()) readProperty(controller, draft);
	}
	if (draft.fallthroughUnsupported && draft.fallthroughZones.length === 0) {
		throw controller.error('fallthrough_unsupported requires fallthrough');
	}
	return draft;
}

function readProperty(controller: Dispenser, draft: Draft): void {
	const property = controller.value();
	if (property === 'no_reverse') {
		// What stands behind it is read as the next property.
		draft.autoReverse = false;
		return;
	}
	const args = controller.remainingArguments();
	const [first] = args;
	switch (property) {
		case 'fallthrough':
			draft.fallthroughZones = fallthroughZones(args);
			return;
		case 'fallthrough_unsupported':
			if (first !== undefined) throw controller.argumentError();
			draft.fallthroughUnsupported = true;
			return;
		case 'ttl': {
			if (first === undefined) throw controller.error('ttl needs a time in second');
			if (integerProblem(first) !== undefined) throw controller.error('ttl needs a number of second');
			draft.ttl = Number(first);
			if (draft.ttl <= 0 || draft.ttl > 65535) throw controller.error('ttl provided is invalid');
			return;
		}
		case 'reload': {
			if (first === undefined || args.length !== 1) {
				throw controller.error('reload needs a duration (zero seconds to disable)');
			}
			const duration = parseDuration(first);
			if (typeof duration !== 'number') throw controller.error(`invalid duration for reload '${first}'`);
			if (duration < 0) throw controller.error(`invalid negative duration for reload '${first}'`);
			return;
		}
		default:
			// Entries may only stand in front of `fallthrough`.
			if (draft.fallthroughZones.length > 0) throw controller.error(`unknown property '${property}'`);
			draft.inline.push([property, ...args].join(' '));
	}
}

interface HostsTable {
	readonly addresses: Map<string, IPAddress[]>;
	readonly wildcards: Map<string, IPAddress[]>;
	readonly names: Map<string, string[]>;
}

/** `text`: the hosts file; undefined if there is none. */
export function hosts(options: HostsOptions, text: string | undefined): Plugin {
	const tables = [readTable(options, text ?? ''), readTable(options, options.inline.join('\n'))];

	const addressesOf = (name: string, family: 4 | 6): IPAddress[] =>
		tables.flatMap((table) => {
			const all = (found: readonly IPAddress[] | undefined) =>
				found?.filter((entry) => entry.family === family);
			const exact = all(table.addresses.get(name)) ?? [];
			if (exact.length > 0) return exact;
			const next = nextLabel(name, 0);
			return next === -1 ? [] : (all(table.wildcards.get(`*.${name.slice(next)}`)) ?? []);
		});

	const recordsOf = (request: Request): ResourceRecord[] | 'next' => {
		const { lowerName, type } = request;
		switch (type) {
			case RecordType.PTR: {
				const address = addressOfReverseName(lowerName) ?? '';
				const names = tables.flatMap((table) => table.names.get(address) ?? []);
				if (names.length === 0) return 'next';
				return names.map((name) => nameRecord(lowerName, RecordType.PTR, options.ttl, fqdn(name)));
			}
			case RecordType.A:
			case RecordType.AAAA:
				return addressesOf(lowerName, type === RecordType.A ? 4 : 6).map((address) =>
					addressRecord(lowerName, options.ttl, address),
				);
			default:
				return options.fallthroughUnsupported && inZones(options.fallthroughZones, lowerName) ? 'next' : [];
		}
	};

	return (request: Request, next: Next): Outcome => {
		const { lowerName } = request;
		// Reverse zones need not be named.
		if (!inZones(options.zones, lowerName) && request.type !== RecordType.PTR) return next(request);
		const answer = recordsOf(request);
		if (answer === 'next') return next(request);
		if (answer.length === 0 && addressesOf(lowerName, 4).length + addressesOf(lowerName, 6).length === 0) {
			if (inZones(options.fallthroughZones, lowerName)) return next(request);
			// There is no SOA to deny the name with.
			return failed(Rcode.SERVFAIL);
		}
		return answered(replyTo(request, Rcode.NOERROR, true, { answer }));
	};
}

function readTable(options: HostsOptions, text: string): HostsTable {
	const table: HostsTable = { addresses: new Map(), wildcards: new Map(), names: new Map() };
	for (const line of text.split('\n')) {
		const [written, ...names] = line
			.replace(/#.*/, '')
			.split(/[ \t\v\f\r]+/)
			.filter((word) => word !== '');
		const address = parseAddress((written ?? '').replace(/%.*/, ''));
		if (address === undefined) continue;
		for (const text of names) {
			const name = normalizeName(text);
			if (!inZones(options.zones, name)) continue;
			const isWildcard = name.startsWith('*.');
			add(isWildcard ? table.wildcards : table.addresses, name, address);
			if (!isWildcard && options.autoReverse) add(table.names, address.text, name);
		}
	}
	return table;
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [item]);
	else known.push(item);
}
