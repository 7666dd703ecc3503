// Invariant: what is accepted, refused and ignored is what CoreDNS v1.15.0 does with the same bytes (miekg/dns v1.1.73
// acceptfunc.go, server.go serveDNS, msg.go unpack); nothing here throws.
import { Opcode, Rcode, RecordType } from '../codes.ts';
import type { Question } from '../message.ts';
import { checkRdata } from './rdata-shape.ts';
import { endOfName, MalformedMessage, readName } from './read-name.ts';

/** Header bits. */
export const headerBits = {
	QR: 0x8000,
	AA: 0x0400,
	TC: 0x0200,
	RD: 0x0100,
	RA: 0x0080,
	Z: 0x0040,
	AD: 0x0020,
	CD: 0x0010,
} as const;

/** A question as it came over the wire, and as the plugins see it. */
export interface Query {
	readonly id: number;
	readonly opcode: number;
	readonly recursionDesired: boolean;
	readonly authenticData: boolean;
	readonly checkingDisabled: boolean;
	/** Absent in a message that ends behind its header: accepted, then answered with SERVFAIL. */
	readonly question: Question | undefined;
	/** The OPT record: its class (the client's size) and its TTL (extended rcode, version, flags). */
	readonly edns: QueryEdns | undefined;
}

export interface QueryEdns {
	readonly udpSize: number;
	readonly version: number;
	/** The lower 16 bits of its TTL. */
	readonly flags: number;
}

/** Answered without the plugins: FORMERR, or NOTIMP for an unknown opcode. The header's bits are sent back. */
export interface Rejection {
	readonly id: number;
	/** The header's second word of the reply. */
	readonly bits: number;
	/** The question, where it could be read before the message turned out malformed. */
	readonly question: Question | undefined;
}

export type ReadQuery =
	| { readonly kind: 'query'; readonly query: Query }
	| { readonly kind: 'rejected'; readonly rejection: Rejection }
	| { readonly kind: 'ignored' };

const ignored: ReadQuery = { kind: 'ignored' };

/** Reads a request. Responses and what has no whole header are ignored: any reply to them could be an amplifier. */
export function readQuery(bytes: Uint8Array): ReadQuery {
	if (bytes.length < 12) return ignored;
	const bits = uint16(bytes, 2);
	if ((bits & headerBits.QR) !== 0) return ignored;
	const id = uint16(bytes, 0);
	const opcode = (bits >> 11) & 15;
	if (opcode !== Opcode.QUERY && opcode !== Opcode.NOTIFY) {
		return reject(id, (bits & sentBack) | (opcode << 11) | Rcode.NOTIMP, undefined);
	}
	const counts = [uint16(bytes, 6), uint16(bytes, 8), uint16(bytes, 10)] as const;
	if (uint16(bytes, 4) !== 1 || counts[0] > 1 || counts[1] > 1 || counts[2] > 2) {
		return reject(id, (bits & sentBack) | Rcode.FORMERR, undefined);
	}
	let question: Question | undefined;
	let edns: QueryEdns | undefined;
	if (bytes.length > 12) {
		try {
			question = readQuestion(bytes);
			if (questionEnd < bytes.length && counts[0] + counts[1] + counts[2] > 0) {
				edns = readSections(bytes, questionEnd, counts);
			}
		} catch (error) {
			if (!(error instanceof MalformedMessage)) throw error;
			return reject(id, (bits & sentBack) | Rcode.FORMERR, question);
		}
	}
	return {
		kind: 'query',
		query: {
			id,
			opcode,
			recursionDesired: (bits & headerBits.RD) !== 0,
			authenticData: (bits & headerBits.AD) !== 0,
			checkingDisabled: (bits & headerBits.CD) !== 0,
			question,
			edns,
		},
	};
}

/** A rejection keeps these bits of the request; the reply's opcode is QUERY unless the opcode is what is wrong. */
const sentBack = headerBits.TC | headerBits.RD | headerBits.RA | headerBits.AD | headerBits.CD;

function reject(id: number, bits: number, question: Question | undefined): ReadQuery {
	return { kind: 'rejected', rejection: { id, bits: bits | headerBits.QR, question } };
}

function uint16(bytes: Uint8Array, at: number): number {
	return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

let questionEnd = 0;

/** Type and class may be cut off; they then are 0. */
function readQuestion(bytes: Uint8Array): Question {
	const name = readName(bytes, 12, bytes.length);
	const at = endOfName();
	const left = bytes.length - at;
	if (left === 1 || left === 3) throw new MalformedMessage();
	questionEnd = Math.min(at + 4, bytes.length);
	return { name, type: left >= 2 ? uint16(bytes, at) : 0, class: left >= 4 ? uint16(bytes, at + 2) : 0 };
}

/**
 * Walks answer, authority and additional records. A section that ends before its count is reached is taken as it is.
 * Of several OPT records the last one counts.
 */
function readSections(
	bytes: Uint8Array,
	start: number,
	counts: readonly [number, number, number],
): QueryEdns | undefined {
	let at = start;
	let edns: QueryEdns | undefined;
	for (let section = 0; section < 3; section++) {
		for (let left = counts[section] ?? 0; left > 0 && at < bytes.length; left--) {
			readName(bytes, at, bytes.length);
			const header = endOfName();
			const data = header + 10;
			if (data > bytes.length) throw new MalformedMessage();
			const end = data + uint16(bytes, header + 8);
			if (end > bytes.length) throw new MalformedMessage();
			const type = uint16(bytes, header);
			checkRdata(bytes, type, data, end);
			if (type === RecordType.OPT && section === 2) {
				edns = {
					udpSize: uint16(bytes, header + 2),
					version: bytes[header + 5] ?? 0,
					flags: uint16(bytes, header + 6),
				};
			}
			at = end;
		}
	}
	return edns;
}
