// Invariant: a record's text is read as CoreDNS reads one (miekg/dns NewRR: RFC 1035 section 5, origin the root, default
// TTL 3600). Types that it knows and this does not are told apart from mistakes.
import { parseAddress } from './address.ts';
import { classNumber, RecordClass, RecordType, typeNumber } from './codes.ts';
import type { RecordData, ResourceRecord } from './message.ts';
import { domainNameLabels, fqdn } from './name.ts';
import { utf8Octets } from './octets.ts';

export class RecordTextError extends Error {}

interface Word {
	readonly text: string;
	readonly quoted: boolean;
}

/** Reads one record. Throws RecordTextError. */
export function parseRecord(text: string): ResourceRecord {
	const words = splitWords(text);
	const owner = words.shift();
	if (owner === undefined) throw new RecordTextError('no record');
	if (owner.quoted) throw new RecordTextError(`bad owner name: "${owner.text}"`);
	let ttl = 3600;
	let recordClass: number = RecordClass.IN;
	let type: number | undefined;
	while (type === undefined) {
		const next = words.shift();
		if (next === undefined || next.quoted) throw new RecordTextError(`no type in ${JSON.stringify(text)}`);
		const word = next.text;
		const upper = word.toUpperCase();
		const seconds = parseTtl(word);
		const asClass = classNumber(upper) ?? /^CLASS(\d+)$/.exec(upper)?.[1];
		// ANY is both; as in miekg/dns the type is meant.
		type = upper === 'ANY' ? RecordType.ANY : typeNumber(upper);
		if (type !== undefined) break;
		if (seconds !== undefined) ttl = seconds;
		else if (asClass !== undefined) recordClass = Number(asClass);
		else throw new RecordTextError(`not a type: ${word}`);
	}
	return { name: nameOf(owner.text), type, class: recordClass, ttl, data: readData(type, words) };
}

/** Words of a line: quoted strings, no comments, parentheses without meaning. */
function splitWords(text: string): Word[] {
	const words: Word[] = [];
	let rest = text;
	for (;;) {
		rest = rest.replace(/^(?:[\s()]+|;[^\n]*)+/, '');
		if (rest === '') return words;
		const quoted = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(rest);
		const plain = /^(?:[^\s;"\\]|\\[\s\S])+/.exec(rest);
		const match = quoted ?? plain;
		if (match === null) throw new RecordTextError('unbalanced quotes');
		// Parentheses only join lines: they fall out of a word and do not end it.
		const text = quoted?.[1] ?? match[0].replace(/\\[\s\S]|[()]/g, (part) => (part.length > 1 ? part : ''));
		if (text !== '' || quoted !== null) words.push({ text, quoted: quoted !== null });
		rest = rest.slice(match[0].length);
	}
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/** `3600`, `1h`, `1d12h`. */
function parseTtl(text: string): number | undefined {
	if (!/^(?:\d+[smhdw])*\d*$/i.test(text) || text === '') return undefined;
	let seconds = 0;
	for (const [, digits, unit] of text.matchAll(/(\d+)([smhdw]?)/gi)) {
		seconds += Number(digits) * (units[(unit ?? '').toLowerCase()] ?? 1);
	}
	return seconds <= 0xffffffff ? seconds : undefined;
}

function nameOf(text: string): string {
	if (text === '@') return '.';
	if (domainNameLabels(text) === undefined) throw new RecordTextError(`bad name ${JSON.stringify(text)}`);
	return fqdn(text);
}

function readData(type: number, words: Word[]): RecordData {
	if (words[0]?.text === '\\#') return readOpaque(words);
	const take = (what: string): string => {
		const word = words.shift();
		// Only text may stand in quotes.
		if (word === undefined || word.quoted)
			throw new RecordTextError(`bad ${what}: ${word?.text ?? 'missing'}`);
		return word.text;
	};
	const number = (what: string, most: number): number => {
		const text = take(what);
		if (!/^\d+$/.test(text) || Number(text) > most) throw new RecordTextError(`bad ${what}: ${text}`);
		return Number(text);
	};
	const time = (what: string): number => {
		const text = take(what);
		const seconds = parseTtl(text);
		if (seconds === undefined) throw new RecordTextError(`bad ${what}: ${text}`);
		return seconds;
	};
	const name = (what: string): string => nameOf(take(what));
	const data = ((): RecordData | undefined => {
		switch (type) {
			case RecordType.A:
			case RecordType.AAAA:
				return readAddress(type, take('address'));
			case RecordType.NS:
			case RecordType.CNAME:
			case RecordType.PTR:
			case RecordType.DNAME:
				return { form: 'name', target: name('target') };
			case RecordType.MX:
				return { form: 'exchange', preference: number('preference', 0xffff), exchange: name('exchange') };
			case RecordType.SRV: {
				const [priority, weight, port] = [
					number('priority', 0xffff),
					number('weight', 0xffff),
					number('port', 0xffff),
				];
				return { form: 'service', priority, weight, port, target: name('target') };
			}
			case RecordType.SOA: {
				const [primary, mailbox, serial] = [
					name('name server'),
					name('mailbox'),
					number('serial', 0xffffffff),
				];
				const [refresh, retry, expire, minimum] = [
					time('refresh'),
					time('retry'),
					time('expire'),
					time('minimum'),
				];
				return { form: 'authority', primary, mailbox, serial, refresh, retry, expire, minimum };
			}
			case RecordType.TXT:
			case 99:
				return { form: 'text', strings: readStrings(words.splice(0)) };
			default:
				return undefined;
		}
	})();
	if (data === undefined) throw new RecordTextError(`records of type ${type} are not simulated`);
	const [surplus] = words;
	if (surplus !== undefined) throw new RecordTextError(`garbage after record: ${surplus.text}`);
	return data;
}

function readAddress(type: number, text: string): RecordData {
	const address = parseAddress(text);
	if (address === undefined || address.family !== (type === RecordType.A ? 4 : 6)) {
		throw new RecordTextError(`bad address ${text}`);
	}
	return { form: 'address', address };
}

/** Character-strings, one character an octet; a long one becomes several. */
function readStrings(words: readonly Word[]): string[] {
	if (words.length === 0) throw new RecordTextError('bad text: missing');
	return words.flatMap(({ text }) => {
		const octets = text.replace(/\\(\d{3})|\\([\s\S])|[\s\S]/gu, (char, octet?: string, escaped?: string) =>
			octet === undefined
				? String.fromCharCode(...utf8Octets(escaped ?? char))
				: String.fromCharCode(Number(octet) & 0xff),
		);
		return octets.match(/[\s\S]{1,255}/g) ?? [''];
	});
}

/** `\# LENGTH HEX` (RFC 3597). */
function readOpaque(words: Word[]): RecordData {
	const [, length, ...rest] = words;
	const hex = rest.map(({ text }) => text).join('');
	if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex) || Number(length?.text) !== hex.length / 2) {
		throw new RecordTextError('bad \\# data');
	}
	const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
		Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
	);
	return { form: 'opaque', bytes };
}
