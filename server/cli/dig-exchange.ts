// Invariant: the query is the one that dig 9.18 sends by default (RD, AD, EDNS 1232 with a cookie), and what is cut over
// UDP is asked again over TCP; so sizes and sections are those that dig would get.

import { RecordType } from '../dns/codes.ts';
import type { Message, Question } from '../dns/message.ts';
import type { NameServer } from '../dns/name-server.ts';
import { queryMessage } from '../dns/query-message.ts';
import { readMessage } from '../dns/wire/read-message.ts';
import { unlimited, writeMessage } from '../dns/wire/write-message.ts';

export interface DigOptions {
	readonly tcp: boolean;
	/** The size in OPT. dig's default is 1232. */
	readonly bufferSize: number;
}

export interface Exchange {
	readonly message: Message;
	/** Length of the response in bytes. */
	readonly size: number;
	readonly bytes: Uint8Array;
	readonly transport: 'udp' | 'tcp';
	/** The UDP answer was cut, so it was asked again. */
	readonly retried: boolean;
	/** What CoreDNS would have done that is not simulated. */
	readonly notes: readonly string[];
}

/** A client cookie (RFC 7873): eight octets, which CoreDNS does not answer. */
const cookie = { code: 10, data: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]) };

/** Asks as dig does. Undefined if CoreDNS would send nothing. */
export function digExchange(
	server: NameServer,
	question: Question,
	id: number,
	options: DigOptions,
): Exchange | undefined {
	const query = queryOf(question, id, options.bufferSize);
	// dig asks for ANY over TCP.
	const useTcp = options.tcp || question.type === RecordType.ANY;
	const first = exchange(server, query, useTcp ? 'tcp' : 'udp');
	if (first === undefined || !first.message.truncated || first.transport === 'tcp') return first;
	const again = exchange(server, query, 'tcp');
	return again === undefined ? undefined : { ...again, retried: true };
}

function exchange(server: NameServer, query: Uint8Array, transport: 'udp' | 'tcp'): Exchange | undefined {
	const { bytes, notes } = server.explain(query, { transport });
	if (bytes === undefined) return undefined;
	return { message: readMessage(bytes), size: bytes.length, bytes, transport, retried: false, notes };
}

function queryOf(question: Question, id: number, udpSize: number): Uint8Array {
	const edns = { udpSize, version: 0, flags: 0, options: [cookie] };
	const message = queryMessage(question, edns, { id, authenticData: true });
	// The name was checked when it was read.
	return writeMessage(message, unlimited)?.bytes ?? new Uint8Array(0);
}
