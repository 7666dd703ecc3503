// Invariant: records are printed as dig 9.18 prints them: one line, data in its type's own form, unknown types as in
// RFC 3597.
import { className, RecordType, typeName } from './codes.ts';
import type { RecordData, ResourceRecord } from './message.ts';

/** The data of a record: `10.96.0.1`, `0 100 80 web.shop.svc.cluster.local.`, `"1.1.0"`. */
export function dataText(data: RecordData): string {
	switch (data.form) {
		case 'address':
			return data.address.text;
		case 'name':
			return data.target;
		case 'service':
			return `${data.priority} ${data.weight} ${data.port} ${data.target}`;
		case 'exchange':
			return `${data.preference} ${data.exchange}`;
		case 'authority': {
			const { primary, mailbox, serial, refresh, retry, expire, minimum } = data;
			return `${primary} ${mailbox} ${serial} ${refresh} ${retry} ${expire} ${minimum}`;
		}
		case 'text':
			return data.strings.map(quoteString).join(' ');
		case 'opaque':
			return `\\# ${data.bytes.length}${data.bytes.length > 0 ? ` ${hex(data.bytes)}` : ''}`;
	}
}

/** A character-string as text: one character is one octet. */
function quoteString(text: string): string {
	let quoted = '"';
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		const char = text[i] ?? '';
		if (char === '"' || char === '\\') quoted += `\\${char}`;
		else if (code < 0x20 || code > 0x7e) quoted += `\\${String(code).padStart(3, '0')}`;
		else quoted += char;
	}
	return `${quoted}"`;
}

function hex(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** `name TTL class type data`, separated by single spaces. */
export function recordText(record: ResourceRecord): string {
	const { name, ttl, type, data } = record;
	return `${name} ${ttl} ${className(record.class)} ${typeName(type)} ${dataText(data)}`;
}

/** True for types whose data this module prints in a form of its own. */
export function hasOwnForm(type: number): boolean {
	return ownForms.has(type);
}

const ownForms: ReadonlySet<number> = new Set([
	RecordType.A,
	RecordType.NS,
	RecordType.CNAME,
	RecordType.SOA,
	RecordType.PTR,
	RecordType.MX,
	RecordType.TXT,
	RecordType.AAAA,
	RecordType.SRV,
	RecordType.DNAME,
]);
