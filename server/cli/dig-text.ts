// Invariant: names and data are spelled as BIND 9.18 spells them (dns_name_totext, inet_ntop): other characters are
// escaped than in CoreDNS's own spelling.
import type { RecordData, ResourceRecord } from '../dns/message.ts';
import { dataText } from '../dns/record-text.ts';

/** A name in BIND's spelling. */
export function digName(name: string): string {
	if (/^[-\w.]*$/.test(name)) return name;
	return name.replace(
		/\\(\d{3})|\\([\s\S])|([^\\.])/g,
		(_, octet?: string, escaped?: string, plain?: string) =>
			spell(octet === undefined ? (escaped ?? plain ?? '').charCodeAt(0) : Number(octet)),
	);
}

function spell(octet: number): string {
	const char = String.fromCharCode(octet);
	if ('"().;\\@$'.includes(char)) return `\\${char}`;
	return octet <= 0x20 || octet >= 0x7f ? `\\${String(octet).padStart(3, '0')}` : char;
}

/** A record's data in BIND's spelling. */
export function digData({ data }: ResourceRecord): string {
	return dataText(respell(data));
}

function respell(data: RecordData): RecordData {
	switch (data.form) {
		case 'address':
			return { form: 'address', address: { ...data.address, text: addressText(data.address) } };
		case 'name':
		case 'service':
			return { ...data, target: digName(data.target) };
		case 'exchange':
			return { ...data, exchange: digName(data.exchange) };
		case 'authority':
			return { ...data, primary: digName(data.primary), mailbox: digName(data.mailbox) };
		default:
			return data;
	}
}

/** inet_ntop writes the last four octets of `::a.b.c.d` as an IPv4 address. */
function addressText({ bytes, text }: { readonly bytes: Uint8Array; readonly text: string }): string {
	const isCompatible = bytes.length === 16 && bytes.subarray(0, 12).every((byte) => byte === 0);
	const tail = bytes.subarray(12);
	const isShort = tail[0] === 0 && tail[1] === 0;
	return isCompatible && !isShort ? `::${tail.join('.')}` : text;
}
