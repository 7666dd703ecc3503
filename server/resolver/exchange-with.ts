// Invariant: what goes in and out are the bytes of real DNS messages (RFC 1035 section 4), so a reply is cut where a real
// one would be.
import { Rcode, rcodeName, typeName, typeNumber } from '../dns/codes.ts';
import type { Message, RecordData } from '../dns/message.ts';
import type { Circumstances, NameServer } from '../dns/name-server.ts';
import { readMessage } from '../dns/wire/read-message.ts';
import {
	type AnswerRecord,
	assumedUpstream,
	type Exchange,
	isReply,
	type Query,
	type Reply,
} from './exchange.ts';

/**
 * A name server as a function: the bytes that come back for a query; undefined for silence; `unknown` if it would pass the
 * query on to a server outside the cluster.
 */
export type Respond = (query: Uint8Array, transport: 'udp' | 'tcp') => Uint8Array | 'unknown' | undefined;

/** The simulated CoreDNS; a plugin that is not simulated (`forward`) fails there and leaves a note. */
export function simulatedCoreDNS(
	nameServer: Pick<NameServer, 'explain'>,
	circumstances: Partial<Circumstances> = {},
): Respond {
	return (query, transport) => {
		const { bytes, message, notes } = nameServer.explain(query, { ...circumstances, transport });
		return message?.rcode === Rcode.SERVFAIL && notes.length > 0 ? 'unknown' : bytes;
	};
}

/**
 * The exchange with one name server, whatever nameserver of resolv.conf is asked: `exchangeWith(simulatedCoreDNS(server))`.
 * What it passes on is answered by `upstream`, and marked. A response that cannot be read counts as silence.
 */
export function exchangeWith(respond: Respond, upstream: Exchange = assumedUpstream): Exchange {
	return (query) => {
		const response = respond(queryBytes(query), query.transport);
		if (response === undefined) return 'timeout';
		if (response === 'unknown') {
			const answer = upstream(query);
			return isReply(answer) ? { ...answer, assumed: true } : answer;
		}
		try {
			return replyOf(readMessage(response));
		} catch {
			return 'timeout';
		}
	};
}

/** The query on the wire, with RD set and the id 0. */
export function queryBytes(query: Query): Uint8Array {
	const name = query.name
		.split('.')
		.filter(Boolean)
		.flatMap((label) => {
			const bytes = utf8(label);
			return [bytes.length, ...bytes];
		});
	const type = typeNumber(query.type) ?? 0;
	const opt =
		query.udpSize === undefined ? [] : [0, 0, 41, query.udpSize >> 8, query.udpSize & 255, 0, 0, 0, 0, 0, 0];
	const flags = [0x01, query.authenticData ? 0x20 : 0];
	const counts = [0, 1, 0, 0, 0, 0, 0, opt.length > 0 ? 1 : 0];
	return Uint8Array.from([0, 0, ...flags, ...counts, ...name, 0, type >> 8, type & 255, 0, 1, ...opt]);
}

function replyOf(message: Message): Reply {
	return {
		rcode: rcodeName(message.rcode),
		answers: message.answer.map(
			(record): AnswerRecord => ({
				name: record.name,
				type: typeName(record.type),
				ttl: record.ttl,
				data: dataText(record.data),
			}),
		),
		authoritative: message.authoritative,
		recursionAvailable: message.recursionAvailable,
		truncated: message.truncated,
		additional: message.additional.length + (message.edns === undefined ? 0 : 1),
	};
}

/** What stub resolvers read; other data has no text. */
function dataText(data: RecordData): string {
	if (data.form === 'address') return data.address.text;
	if (data.form === 'name') return data.target;
	if (data.form === 'service') return `${data.priority} ${data.weight} ${data.port} ${data.target}`;
	return '';
}

function utf8(text: string): number[] {
	return Array.from(text).flatMap((character) => {
		const code = character.codePointAt(0) ?? 0;
		if (code < 0x80) return [code];
		if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
		const low = [0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
		if (code < 0x10000) return [0xe0 | (code >> 12), ...low];
		return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), ...low];
	});
}
