// Invariant: every byte sequence either is read as a message or throws MalformedMessage; record types without a form of
// their own keep their data as bytes.
import { addressOf } from '../address.ts';
import { RecordType } from '../codes.ts';
import type { Edns, EdnsOption, Message, Question, RecordData, ResourceRecord } from '../message.ts';
import { endOfName, fail, latin1, readName } from './read-name.ts';
import { headerBits } from './read-query.ts';

/** Reads a whole message: a response, or a query of one's own. Throws MalformedMessage. */
export function readMessage(bytes: Uint8Array): Message {
	const reader = new Reader(bytes);
	const id = reader.uint16();
	const bits = reader.uint16();
	const [questions, answers, authorities, additionals] = [
		reader.uint16(),
		reader.uint16(),
		reader.uint16(),
		reader.uint16(),
	];
	let question: Question | undefined;
	for (let left = questions; left > 0; left--) {
		const read = { name: reader.name(), type: reader.uint16(), class: reader.uint16() };
		question ??= read;
	}
	const answer = reader.records(answers);
	const authority = reader.records(authorities);
	const additional = reader.records(additionals);
	return {
		id,
		response: (bits & headerBits.QR) !== 0,
		opcode: (bits >> 11) & 15,
		authoritative: (bits & headerBits.AA) !== 0,
		truncated: (bits & headerBits.TC) !== 0,
		recursionDesired: (bits & headerBits.RD) !== 0,
		recursionAvailable: (bits & headerBits.RA) !== 0,
		authenticData: (bits & headerBits.AD) !== 0,
		checkingDisabled: (bits & headerBits.CD) !== 0,
		rcode: (bits & 15) | (reader.extendedRcode << 4),
		question,
		answer,
		authority,
		additional,
		edns: reader.edns,
	};
}

class Reader {
	edns: Edns | undefined;
	extendedRcode = 0;
	private at = 0;
	private readonly bytes: Uint8Array;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	uint8(): number {
		const value = this.bytes[this.at];
		if (value === undefined) fail();
		this.at++;
		return value ?? 0;
	}

	uint16(): number {
		return (this.uint8() << 8) | this.uint8();
	}

	uint32(): number {
		return this.uint16() * 0x10000 + this.uint16();
	}

	name(): string {
		const name = readName(this.bytes, this.at, this.bytes.length);
		this.at = endOfName();
		return name;
	}

	take(length: number): Uint8Array {
		const end = this.at + length;
		if (length < 0 || end > this.bytes.length) fail();
		const taken = this.bytes.slice(this.at, end);
		this.at = end;
		return taken;
	}

	records(count: number): ResourceRecord[] {
		const records: ResourceRecord[] = [];
		for (let left = count; left > 0; left--) {
			const name = this.name();
			const type = this.uint16();
			const recordClass = this.uint16();
			const ttl = this.uint32();
			const length = this.uint16();
			const end = this.at + length;
			if (end > this.bytes.length) fail();
			if (type === RecordType.OPT) this.edns = this.readEdns(recordClass, ttl, end);
			else records.push({ name, type, class: recordClass, ttl, data: this.data(type, end) });
			if (this.at !== end) fail();
		}
		return records;
	}

	private readEdns(udpSize: number, ttl: number, end: number): Edns {
		const options: EdnsOption[] = [];
		while (this.at < end) options.push({ code: this.uint16(), data: this.take(this.uint16()) });
		this.extendedRcode = Math.floor(ttl / 0x1000000);
		return { udpSize, version: Math.floor(ttl / 0x10000) & 0xff, flags: ttl % 0x10000, options };
	}

	private data(type: number, end: number): RecordData {
		switch (type) {
			case RecordType.A:
			case RecordType.AAAA:
				return this.address(end);
			case RecordType.NS:
			case RecordType.CNAME:
			case RecordType.PTR:
			case RecordType.DNAME:
				return { form: 'name', target: this.name() };
			case RecordType.SRV:
				return {
					form: 'service',
					priority: this.uint16(),
					weight: this.uint16(),
					port: this.uint16(),
					target: this.name(),
				};
			case RecordType.SOA:
				return {
					form: 'authority',
					primary: this.name(),
					mailbox: this.name(),
					serial: this.uint32(),
					refresh: this.uint32(),
					retry: this.uint32(),
					expire: this.uint32(),
					minimum: this.uint32(),
				};
			case RecordType.MX:
				return { form: 'exchange', preference: this.uint16(), exchange: this.name() };
			case RecordType.TXT: {
				const strings: string[] = [];
				while (this.at < end) strings.push(this.string());
				return { form: 'text', strings };
			}
			default:
				return { form: 'opaque', bytes: this.take(end - this.at) };
		}
	}

	private address(end: number): RecordData {
		const length = end - this.at;
		if (length !== 4 && length !== 16) fail();
		return { form: 'address', address: addressOf(this.take(length)) };
	}

	private string(): string {
		const bytes = this.take(this.uint8());
		return latin1(bytes, 0, bytes.length);
	}
}
