// Invariant: an answer shown is the message that CoreDNS would send, section by section; sizes are those of its bytes.

import type { Cluster } from '../../cluster/cluster.ts';
import { RecordClass, rcodeName, typeName, typeNumber } from '../../dns/codes.ts';
import type { Message, ResourceRecord } from '../../dns/message.ts';
import type { NameServer } from '../../dns/name-server.ts';
import { queryMessage } from '../../dns/query-message.ts';
import { dataText } from '../../dns/record-text.ts';
import { unlimited, writeMessage } from '../../dns/wire/write-message.ts';
import type { PreviewAnswer, PreviewRecord } from '../../protocol.ts';

/** The sizes at which real clients find an answer cut: plain UDP (RFC 1035), and dig's and Go's EDNS. */
const udpSizes = [512, 1232] as const;

type Behind = NonNullable<PreviewRecord['behind']>;

/** Says whose each of an answer's addresses is. */
class AddressOwners {
	private readonly owners = new Map<string, Behind>();
	private readonly written: ReadonlySet<string>;

	/** `asked` are the addresses in question, `written` those that the manifests say themselves; all others are examples. */
	constructor(cluster: Cluster, asked: ReadonlySet<string>, written: ReadonlySet<string>) {
		this.written = written;
		if (asked.size === 0) return;
		for (const { metadata, spec } of cluster.services) {
			for (const address of spec.clusterIPs)
				if (asked.has(address)) this.owners.set(address, { kind: 'service', name: metadata.name });
		}
		for (const { metadata, status } of cluster.pods) {
			for (const address of status.podIPs) {
				if (!asked.has(address)) continue;
				const ready = status.ready && metadata.deletionTimestamp === undefined;
				this.owners.set(address, { kind: 'pod', name: metadata.name, ready });
			}
		}
	}

	of(address: string): Behind | undefined {
		return this.owners.get(address);
	}

	isAssumed(address: string): boolean {
		return this.owners.has(address) && !this.written.has(address);
	}
}

/** Asks a cluster's name server and describes the whole response. `written` are the addresses that manifests say. */
export function answerOf(
	server: NameServer,
	cluster: Cluster,
	written: ReadonlySet<string>,
	name: string,
	type: string,
): PreviewAnswer {
	const { message, bytes } = explain(server, name, type, 1232);
	const whole =
		bytes === undefined || isTruncated(bytes) ? explain(server, name, type, undefined) : { message, bytes };
	return {
		rcode: message === undefined ? 'no reply' : rcodeName(message.rcode),
		name: name.replace(/\.$/, ''),
		type,
		records: message === undefined ? [] : recordsOf(message, cluster, written),
		gone: [],
		size: whole.bytes?.length ?? 0,
		cutAt: udpSizes.filter((size) => {
			const cut = explain(server, name, type, size).bytes;
			return cut !== undefined && isTruncated(cut);
		}),
	};
}

/** Marks what an answer has and lacks against the one as written. Records are equal if owner, type and data are. */
export function compareWith(written: PreviewAnswer, answer: PreviewAnswer): PreviewAnswer {
	const before = new Set(written.records.map(keyOf));
	const after = new Set(answer.records.map(keyOf));
	return {
		...answer,
		records: answer.records.map((record) => ({
			...record,
			change: before.has(keyOf(record)) ? 'same' : 'added',
		})),
		gone: written.records
			.filter((record) => !after.has(keyOf(record)))
			.map((record) => ({ ...record, change: 'gone' })),
	};
}

function keyOf({ section, owner, type, data }: PreviewRecord): string {
	// Every SOA of one zone says the same to a reader; its serial is a clock.
	return type === 'SOA' ? `${section} ${owner} SOA` : `${section} ${owner} ${type} ${data}`;
}

function recordsOf(message: Message, cluster: Cluster, written: ReadonlySet<string>): PreviewRecord[] {
	const sections = ['answer', 'authority', 'additional'] as const;
	const addresses = sections.flatMap((section) =>
		message[section].flatMap((record) => addressIn(record) ?? []),
	);
	const owners = new AddressOwners(cluster, new Set(addresses), written);
	return sections.flatMap((section) => message[section].map((record) => toRecord(section, record, owners)));
}

function toRecord(
	section: PreviewRecord['section'],
	record: ResourceRecord,
	owners: AddressOwners,
): PreviewRecord {
	const data = dataText(record.data);
	const address = addressIn(record);
	const behind = address === undefined ? undefined : owners.of(address);
	return {
		section,
		owner: record.name,
		ttl: record.ttl,
		type: typeName(record.type),
		data,
		change: 'same',
		...(behind === undefined ? {} : { behind }),
		...(address !== undefined && owners.isAssumed(address) ? { assumed: true } : {}),
	};
}

function addressIn({ data }: ResourceRecord): string | undefined {
	return data.form === 'address' ? dataText(data) : undefined;
}

/** The response over UDP with this EDNS size (512: without EDNS), or over TCP where it is undefined. */
function explain(server: NameServer, name: string, type: string, udpSize: number | undefined) {
	const query = queryMessage(
		{ name, type: typeNumber(type) ?? 1, class: RecordClass.IN },
		udpSize === 512 ? undefined : { udpSize: udpSize ?? 1232, version: 0, flags: 0, options: [] },
	);
	const bytes = writeMessage(query, unlimited)?.bytes;
	if (bytes === undefined) return { bytes: undefined, message: undefined };
	return server.explain(bytes, { transport: udpSize === undefined ? 'tcp' : 'udp' });
}

/** The TC bit. */
function isTruncated(bytes: Uint8Array): boolean {
	return ((bytes[2] ?? 0) & 0x02) !== 0;
}
