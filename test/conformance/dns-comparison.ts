// Invariant: an answer is compared as the recordings' README says: everything exactly, but a SOA's serial, and the
// choice of records in an answer that was cut and comes from several slices.
import { className, rcodeName, typeName, typeNumber } from '../../server/dns/codes.ts';
import type { ResourceRecord } from '../../server/dns/message.ts';
import { queryMessage } from '../../server/dns/query-message.ts';
import { dataText } from '../../server/dns/record-text.ts';
import { readMessage } from '../../server/dns/wire/read-message.ts';
import { writeMessage } from '../../server/dns/wire/write-message.ts';
import type { RecordedQuestion, RecordTuple } from './dns-recordings.ts';

const sizes = { tcp: undefined, udp512: undefined, udp1232: 1232, udp4096: 4096 } as const;

/** The query that was recorded: RD set, EDNS where the recording had it. */
export function queryOf({ name, type, via }: RecordedQuestion, id: number): Uint8Array {
	const udpSize = sizes[via];
	const question = { name, type: typeNumber(type) ?? 0, class: 1 };
	const edns = udpSize === undefined ? undefined : { udpSize, version: 0, flags: 0, options: [] };
	const message = queryMessage(question, edns, { id });
	const written = writeMessage(message, { size: 65535, compressAbove: 65535 });
	if (written === undefined) throw new Error(`cannot write ${name}`);
	return written.bytes;
}

export function transportOf({ via }: RecordedQuestion): 'udp' | 'tcp' {
	return via === 'tcp' ? 'tcp' : 'udp';
}

function tupleOf(record: ResourceRecord): RecordTuple {
	return [record.name, record.ttl, typeName(record.type), dataText(record.data)];
}

/** Sorted, each once, and of several aliases of one owner only the last: as the recordings were read. */
function asRecorded(records: readonly ResourceRecord[]): string[] {
	const tuples = records.map(tupleOf);
	const kept = tuples.filter(([owner, , type], index) => {
		if (type !== 'CNAME') return true;
		return !tuples.slice(index + 1).some(([other, , otherType]) => otherType === type && other === owner);
	});
	return comparable(kept);
}

function comparable(tuples: readonly RecordTuple[]): string[] {
	return [...new Set(tuples.map((tuple) => JSON.stringify(withoutSerial(tuple))))].sort();
}

function withoutSerial([owner, ttl, type, rdata]: RecordTuple): RecordTuple {
	if (type !== 'SOA') return [owner, ttl, type, rdata];
	return [owner, ttl, type, rdata.replace(/^(\S+ \S+) \d+/, '$1 N')];
}

/** The first difference between an answer and the recorded one; undefined if there is none. */
export function difference(recorded: RecordedQuestion, bytes: Uint8Array | undefined): string | undefined {
	if (bytes === undefined) return recorded.noReply === true ? undefined : 'no reply';
	if (recorded.noReply === true) return 'a reply where CoreDNS sent none';
	const message = readMessage(bytes);
	const { question } = message;
	if (question === undefined) return 'no question';
	if (question.name !== recorded.name || typeName(question.type) !== recorded.type) {
		return `question ${question.name} ${typeName(question.type)} ${className(question.class)}`;
	}
	if (rcodeName(message.rcode) !== recorded.rcode) return `rcode ${rcodeName(message.rcode)}`;
	if (message.authoritative !== recorded.aa) return `aa ${message.authoritative}`;
	if (message.truncated !== (recorded.tc ?? false)) return `tc ${message.truncated}`;
	if (bytes.length !== recorded.size) return `size ${bytes.length}, recorded ${recorded.size}`;
	for (const section of ['answer', 'authority', 'additional'] as const) {
		const ours = asRecorded(message[section]);
		const theirs = comparable(recorded[section] ?? []);
		if (ours.join() === theirs.join()) continue;
		return `${section}\n  ours     ${ours.join('\n           ')}\n  recorded ${theirs.join('\n           ')}`;
	}
	return undefined;
}
