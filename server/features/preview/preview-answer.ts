// Invariant: an answer shown is the message that CoreDNS would send, section by section; sizes are those of its bytes.

import type { Cluster } from '../../cluster/cluster.ts';
import { Rcode, RecordClass, rcodeName, typeName, typeNumber } from '../../dns/codes.ts';
import type { Message, ResourceRecord } from '../../dns/message.ts';
import type { NameServer } from '../../dns/name-server.ts';
import { queryMessage } from '../../dns/query-message.ts';
import { dataText } from '../../dns/record-text.ts';
import { unlimited, writeMessage } from '../../dns/wire/write-message.ts';
import type { Service } from '../../kubernetes/objects/service.ts';
import type { PreviewAnswer, PreviewPod, PreviewRecord } from '../../protocol.ts';

/** The sizes at which real clients find an answer cut: plain UDP (RFC 1035), and dig's and Go's EDNS. */
const udpSizes = [512, 1232] as const;

type Behind = NonNullable<PreviewRecord['behind']>;

/** The Service whose preview it is, and what is known of it. */
export interface Subject {
	/** As stored in the cluster. */
	readonly service: Service;
	readonly pods: readonly PreviewPod[];
	/** The addresses that the manifest itself says. */
	readonly written: ReadonlySet<string>;
}

/** Says whose each of an answer's addresses is. */
class AddressOwners {
	private readonly owners = new Map<string, Behind>();
	private readonly asked: ReadonlySet<string>;
	private readonly written: ReadonlySet<string>;

	/** `asked` are the addresses in question; those that the manifest does not say itself are examples. */
	constructor(cluster: Cluster, asked: ReadonlySet<string>, { service, pods, written }: Subject) {
		this.asked = asked;
		this.written = written;
		this.addService(service);
		for (const { name, addresses, state } of pods) this.addPod(name, addresses, state === 'ready');
		// The question is nearly always about the Service itself: then nobody has to look through all the others.
		if (this.owners.size === asked.size) return;
		for (const other of cluster.services) this.addService(other);
		for (const { metadata, status } of cluster.pods) {
			this.addPod(metadata.name, status.podIPs, status.ready && metadata.deletionTimestamp === undefined);
		}
	}

	private addService({ metadata, spec }: Service): void {
		for (const address of spec.clusterIPs) this.add(address, { kind: 'service', name: metadata.name });
	}

	private addPod(name: string, addresses: readonly string[], ready: boolean): void {
		for (const address of addresses) this.add(address, { kind: 'pod', name, ready });
	}

	private add(address: string, owner: Behind): void {
		if (this.asked.has(address) && !this.owners.has(address)) this.owners.set(address, owner);
	}

	of(address: string): Behind | undefined {
		return this.owners.get(address);
	}

	isAssumed(address: string): boolean {
		return this.owners.has(address) && !this.written.has(address);
	}
}

/** Asks a cluster's name server and describes the whole response. */
export function answerOf(
	server: NameServer,
	cluster: Cluster,
	subject: Subject,
	name: string,
	type: string,
): PreviewAnswer {
	const { message, bytes, notes } = explain(server, name, type, 1232);
	const whole =
		bytes === undefined || isTruncated(bytes) ? explain(server, name, type, undefined) : { message, bytes };
	return {
		rcode: message === undefined ? 'no reply' : rcodeName(message.rcode),
		name: name.replace(/\.$/, ''),
		type,
		records: message === undefined ? [] : recordsOf(message, cluster, subject),
		gone: [],
		isForwarded: message?.rcode === Rcode.SERVFAIL && notes.length > 0,
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

function recordsOf(message: Message, cluster: Cluster, subject: Subject): PreviewRecord[] {
	const sections = ['answer', 'authority', 'additional'] as const;
	const addresses = sections.flatMap((section) =>
		message[section].flatMap((record) => addressIn(record) ?? []),
	);
	const owners = new AddressOwners(cluster, new Set(addresses), subject);
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
	if (bytes === undefined) return { bytes: undefined, message: undefined, notes: [] };
	return server.explain(bytes, { transport: udpSize === undefined ? 'tcp' : 'udp' });
}

/** The TC bit. */
function isTruncated(bytes: Uint8Array): boolean {
	return ((bytes[2] ?? 0) & 0x02) !== 0;
}
