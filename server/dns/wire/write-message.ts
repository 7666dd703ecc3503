// Invariant: the bytes are the ones that CoreDNS v1.15.0 writes for the same records (miekg/dns v1.1.73 msg.go,
// msg_truncate.go; CoreDNS request.go Scrub): uncompressed if that fits, else compressed, else cut.
import { RecordType } from '../codes.ts';
import type { Edns, Message, ResourceRecord } from '../message.ts';
import { NameWriter } from './name-writer.ts';
import { headerBits } from './read-query.ts';

export interface WriteLimit {
	/** The most bytes that the client takes, 512 to 65535. */
	readonly size: number;
	/** Compressed above this length, though it would fit: 1480 and 1220 over UDP (IPv4 and IPv6), none over TCP. */
	readonly compressAbove: number;
}

/** No cut, no compression: for messages that CoreDNS writes past its scrubber. */
export const unlimited: WriteLimit = { size: 0xffff, compressAbove: 0xffff };

export interface WrittenMessage {
	/** The caller's to keep: they are not written again. */
	readonly bytes: Uint8Array;
	/** Records were left out, or the message was truncated before. */
	readonly truncated: boolean;
	/** How many records of the answer section were written. */
	readonly answers: number;
}

const headerSize = 12;
/** OPT without options: the root's name, type, class, TTL, length. */
const ednsSize = 11;
const blockSize = 0x80000;
/** The longest message, and a record that was begun before the message turned out too long. */
const headroom = 0x22000;

const writer = new NameWriter();

/** How many records of each section were written. */
const written = { answer: 0, authority: 0, additional: 0 };

/** Writes a message within the limit. Undefined if a name in it cannot be written: CoreDNS then sends nothing. */
export function writeMessage(message: Message, limit: WriteLimit): WrittenMessage | undefined {
	// The upper bits of an rcode stand in OPT.
	if (message.rcode > 15 && message.edns === undefined) return undefined;
	if (writer.bytes.length - writer.base < headroom) {
		writer.bytes = new Uint8Array(blockSize);
		writer.base = 0;
	}
	const reserved = message.edns === undefined ? 0 : ednsLength(message.edns);
	const room = limit.size - reserved;
	// What is longer than the client takes is given up halfway, so only what pays off is measured beforehand.
	if (!isSurelyLonger(message, room) && writeWhole(message, room, false)) {
		if (writer.unwritable) return undefined;
		if (writer.at - writer.base + reserved > limit.compressAbove) writeWhole(message, room, true);
	} else {
		writeFitting(message, room);
		if (writer.unwritable) return undefined;
	}
	const truncated =
		message.truncated ||
		written.answer < message.answer.length ||
		written.authority < message.authority.length ||
		written.additional < message.additional.length;
	if (message.edns !== undefined) writeEdns(message.edns, message.rcode, reserved);
	const end = writer.at;
	writer.at = writer.base;
	writer.write16(message.id);
	writer.write16(bitsOf(message) | (truncated ? headerBits.TC : 0));
	writer.write16(message.question === undefined ? 0 : 1);
	writer.write16(written.answer);
	writer.write16(written.authority);
	writer.write16(written.additional + (message.edns === undefined ? 0 : 1));
	const bytes = writer.bytes.subarray(writer.base, end);
	writer.base = end;
	return { bytes, truncated, answers: written.answer };
}

/** Fewer records than this are written faster than measured. */
const measured = 10;

/** True only if the uncompressed message has more octets than `room`. */
function isSurelyLonger({ answer, additional }: Message, room: number): boolean {
	if (answer.length + additional.length < measured) return false;
	return headerSize + leastLength(answer) + leastLength(additional) > room;
}

/** At most the octets that the records take uncompressed. */
function leastLength(records: readonly ResourceRecord[]): number {
	let length = 0;
	for (let i = 0; i < records.length; i++) {
		const record = records[i];
		if (record === undefined) continue;
		const { name, data } = record;
		// Type, class, TTL and length.
		length += leastNameLength(name) + 10;
		if (data.form === 'address') length += data.address.bytes.length;
		else if (data.form === 'service') length += leastNameLength(data.target) + 6;
	}
	return length;
}

function leastNameLength(name: string): number {
	// Four characters of an escape are one octet.
	return name === '.' || name.includes('\\') ? 1 : name.length + 1;
}

function ednsLength(edns: Edns): number {
	let length = ednsSize;
	for (const option of edns.options) length += 4 + option.data.length;
	return length;
}

function writeEdns(edns: Edns, rcode: number, length: number): void {
	writer.write8(0);
	writer.write16(RecordType.OPT);
	writer.write16(edns.udpSize);
	writer.write8(rcode >> 4);
	writer.write8(edns.version);
	writer.write16(edns.flags);
	writer.write16(length - ednsSize);
	for (const option of edns.options) {
		writer.write16(option.code);
		writer.write16(option.data.length);
		writer.writeBytes(option.data);
	}
}

function bitsOf(message: Message): number {
	return (
		(message.response ? headerBits.QR : 0) |
		(message.opcode << 11) |
		(message.authoritative ? headerBits.AA : 0) |
		(message.recursionDesired ? headerBits.RD : 0) |
		(message.recursionAvailable ? headerBits.RA : 0) |
		(message.authenticData ? headerBits.AD : 0) |
		(message.checkingDisabled ? headerBits.CD : 0) |
		(message.rcode & 15)
	);
}

function writeQuestion(message: Message, compress: boolean): void {
	writer.restart(compress);
	writer.at += headerSize;
	const { question } = message;
	if (question === undefined) return;
	writer.writeName(question.name, true);
	writer.write16(question.type);
	writer.write16(question.class);
}

/** Writes question and records; false as soon as they turn out longer than `room`. */
function writeWhole(message: Message, room: number, compress: boolean): boolean {
	writeQuestion(message, compress);
	const stop = writer.base + room;
	if (!writeAll(message.answer, stop)) return false;
	if (!writeAll(message.authority, stop)) return false;
	if (!writeAll(message.additional, stop)) return false;
	written.answer = message.answer.length;
	written.authority = message.authority.length;
	written.additional = message.additional.length;
	return writer.at <= stop;
}

function writeAll(records: readonly ResourceRecord[], stop: number): boolean {
	for (let i = 0; i < records.length; i++) {
		const record = records[i];
		if (record !== undefined) writeRecord(record);
		if (writer.at > stop) return false;
	}
	return true;
}

/** Writes question and records compressed; the first record that does not fit, and all behind it, are left out. */
function writeFitting(message: Message, room: number): void {
	writeQuestion(message, true);
	const stop = writer.base + room;
	let full = writer.at >= stop;
	const fit = (records: readonly ResourceRecord[]): number => {
		for (let i = 0; !full && i < records.length; i++) {
			const record = records[i];
			if (record === undefined) continue;
			const start = writer.at;
			const wasUnwritable = writer.unwritable;
			writeRecord(record);
			full = writer.at >= stop;
			if (writer.at > stop) {
				writer.at = start;
				writer.unwritable = wasUnwritable;
				return i;
			}
			if (full) return i + 1;
		}
		return full ? 0 : records.length;
	};
	written.answer = fit(message.answer);
	written.authority = fit(message.authority);
	written.additional = fit(message.additional);
}

function writeRecord(record: ResourceRecord): void {
	writer.writeName(record.name, true);
	writer.write16(record.type);
	writer.write16(record.class);
	writer.write32(record.ttl);
	const lengthAt = writer.at;
	writer.at += 2;
	writeData(record);
	const end = writer.at;
	writer.at = lengthAt;
	writer.write16(end - lengthAt - 2);
	writer.at = end;
}

function writeData({ type, data }: ResourceRecord): void {
	switch (data.form) {
		case 'address':
			writer.writeBytes(data.address.bytes);
			return;
		case 'name':
			// RFC 3597 section 4: only the types of RFC 1035 may be compressed.
			writer.writeName(data.target, type !== RecordType.DNAME);
			return;
		case 'service':
			writer.write16(data.priority);
			writer.write16(data.weight);
			writer.write16(data.port);
			// RFC 2782: the target is not compressed.
			writer.writeName(data.target, false);
			return;
		case 'authority':
			writer.writeName(data.primary, true);
			writer.writeName(data.mailbox, true);
			writer.write32(data.serial);
			writer.write32(data.refresh);
			writer.write32(data.retry);
			writer.write32(data.expire);
			writer.write32(data.minimum);
			return;
		case 'exchange':
			writer.write16(data.preference);
			writer.writeName(data.exchange, true);
			return;
		case 'text':
			for (const text of data.strings) writeString(text);
			return;
		case 'opaque':
			writer.writeBytes(data.bytes);
			return;
	}
}

/** A character-string; one character is one octet. */
function writeString(text: string): void {
	writer.write8(text.length);
	for (let i = 0; i < text.length; i++) writer.write8(text.charCodeAt(i));
}
