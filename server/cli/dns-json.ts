// Invariant: the members are those of RFC 8427, names and data in presentation form; OPT stands among the additional
// records, as on the wire.
import { className, typeName } from '../dns/codes.ts';
import type { Edns, ResourceRecord } from '../dns/message.ts';
import { dataText, hasOwnForm } from '../dns/record-text.ts';
import type { Exchange } from './dig-exchange.ts';

/** One message on one line. */
export function formatJson({ message, bytes }: Exchange): string {
	const { question, answer, authority, additional, edns } = message;
	const object = {
		ID: message.id,
		QR: Number(message.response),
		Opcode: message.opcode,
		AA: Number(message.authoritative),
		TC: Number(message.truncated),
		RD: Number(message.recursionDesired),
		RA: Number(message.recursionAvailable),
		AD: Number(message.authenticData),
		CD: Number(message.checkingDisabled),
		RCODE: message.rcode,
		QDCOUNT: question === undefined ? 0 : 1,
		ANCOUNT: answer.length,
		NSCOUNT: authority.length,
		ARCOUNT: additional.length + (edns === undefined ? 0 : 1),
		...(question === undefined
			? {}
			: {
					QNAME: question.name,
					QTYPE: question.type,
					QTYPEname: typeName(question.type),
					QCLASS: question.class,
					QCLASSname: className(question.class),
				}),
		answerRRs: answer.map(recordObject),
		authorityRRs: authority.map(recordObject),
		additionalRRs: [...additional.map(recordObject), ...(edns === undefined ? [] : [optObject(edns)])],
		messageOctetsHEX: hex(bytes),
	};
	return `${JSON.stringify(object)}\n`;
}

function recordObject(record: ResourceRecord) {
	const { name, type, ttl, data } = record;
	const text = data.form === 'text' ? data.strings.join('') : dataText(data);
	return {
		NAME: name,
		TYPE: type,
		TYPEname: typeName(type),
		CLASS: record.class,
		CLASSname: className(record.class),
		TTL: ttl,
		...(hasOwnForm(type) ? { [`rdata${typeName(type)}`]: text } : {}),
		...(data.form === 'opaque' ? { RDLENGTH: data.bytes.length, RDATAHEX: hex(data.bytes) } : {}),
	};
}

function optObject(edns: Edns) {
	return {
		NAME: '.',
		TYPE: 41,
		TYPEname: 'OPT',
		CLASS: edns.udpSize,
		TTL: edns.version * 0x10000 + edns.flags,
		RDLENGTH: 0,
		RDATAHEX: '',
	};
}

function hex(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
