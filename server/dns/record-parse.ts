// Invariant: a record's text is read as CoreDNS reads one (miekg/dns NewRR: RFC 1035 section 5, origin the root, default
// TTL 3600). Types that it knows and this does not are told apart from mistakes.
import { addressOf, parseAddress } from './address.ts';
import { classNumber, RecordClass, RecordType, typeNumber } from './codes.ts';
import type { RecordData, ResourceRecord } from './message.ts';
import { domainNameLabels, fqdn } from './name.ts';
import { utf8Octets } from './octets.ts';

export class RecordTextError extends Error {}

interface Word {
	readonly text: string;
	readonly quoted: boolean;
}

interface Line {
	readonly words: Word[];
	readonly startsBlank: boolean;
	readonly endsBlank: boolean;
}

/** Reads the first record of a text. Throws RecordTextError. */
export function parseRecord(text: string): ResourceRecord {
	const { words, startsBlank, endsBlank } = splitWords(text);
	if (words.length === 0) throw new RecordTextError('no record');
	// Behind blanks stands no owner; the one of the record before, of which there is none, is the root.
	const owner = startsBlank ? { text: '@', quoted: false } : words.shift();
	if (owner === undefined || owner.quoted)
		throw new RecordTextError(`bad owner name: "${owner?.text ?? ''}"`);
	let ttl: number | undefined;
	let recordClass: number | undefined;
	for (;;) {
		const next = words.shift();
		if (next === undefined || next.quoted) throw new RecordTextError(`no type in ${JSON.stringify(text)}`);
		const word = next.text.toUpperCase();
		const asClass = classNumber(word) ?? genericClass(word);
		const type = typeNumber(word);
		if (asClass === undefined && type !== undefined) {
			const data = words.length === 0 && !endsBlank ? nothing : readData(type, words);
			return { name: nameOf(owner.text), type, class: recordClass ?? RecordClass.IN, ttl: ttl ?? 3600, data };
		}
		const seconds = parseTtl(word);
		// ANY is a type too, and what stands behind it then no type any more.
		if (asClass !== undefined && recordClass === undefined && word !== 'ANY') recordClass = asClass;
		else if (asClass === undefined && seconds !== undefined && ttl === undefined) ttl = seconds;
		else throw new RecordTextError(`not a type: ${next.text}`);
	}
}

/** A record that ends behind its type has no data, whatever its type. */
const nothing: RecordData = { form: 'opaque', bytes: new Uint8Array(0) };

function genericClass(word: string): number | undefined {
	const digits = /^CLASS(\d+)$/.exec(word)?.[1];
	return digits !== undefined && Number(digits) <= 0xffff ? Number(digits) : undefined;
}

/**
 * The words of the first line that has any. Parentheses join lines; they fall out of a word and do not end it, as little
 * as the ends of lines between them do. (miekg/dns scan.go zlexer)
 */
function splitWords(text: string): Line {
	const words: Word[] = [];
	let startsBlank = false;
	let endsBlank = false;
	let word = '';
	let depth = 0;
	const endWord = () => {
		if (word === '') return;
		words.push({ text: word, quoted: false });
		word = '';
		endsBlank = false;
	};
	for (let at = 0; at < text.length; at++) {
		const char = text[at] ?? '';
		if (char === ' ' || char === '\t') {
			if (words.length === 0 && word === '') startsBlank = true;
			endWord();
			endsBlank = true;
		} else if (char === '\n') {
			if (depth > 0) continue;
			endWord();
			if (words.length > 0) return { words, startsBlank, endsBlank };
			startsBlank = false;
		} else if (char === ';') {
			endWord();
			const end = text.indexOf('\n', at);
			at = (end === -1 ? text.length : end) - 1;
		} else if (char === '"') {
			endWord();
			const quoted = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(text.slice(at));
			if (quoted === null) throw new RecordTextError('unbalanced quotes');
			words.push({ text: quoted[1] ?? '', quoted: true });
			at += quoted[0].length - 1;
		} else if (char === '(') {
			depth++;
		} else if (char === ')') {
			if (--depth < 0) throw new RecordTextError('extra closing brace');
		} else if (char !== '\r') {
			word += char === '\\' ? char + (text[++at] ?? '') : char;
		}
	}
	if (depth > 0) throw new RecordTextError('unbalanced brace');
	endWord();
	return { words, startsBlank, endsBlank };
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/** `3600`, `1h`, `1d12h`. */
function parseTtl(text: string): number | undefined {
	if (!/^[\dsmhdw]+$/i.test(text)) return undefined;
	let seconds = 0;
	for (const [, digits, unit] of text.matchAll(/(\d*)([smhdw]|$)/gi)) {
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

const mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

function readAddress(type: number, text: string): RecordData {
	const address = parseAddress(text);
	const isIPv6 = text.includes(':');
	if (address === undefined || isIPv6 === (type === RecordType.A)) {
		throw new RecordTextError(`bad address ${text}`);
	}
	if (address.family === 6 || !isIPv6) return { form: 'address', address };
	// Written as IPv6, an IPv4 address keeps its 16 octets.
	return { form: 'address', address: addressOf(Uint8Array.of(...mappedPrefix, ...address.bytes)) };
}

/** Character-strings, one character an octet; a long one becomes several. */
function readStrings(words: readonly Word[]): string[] {
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
