// Invariant: an answer is printed line for line as dig 9.18 prints it (`dig +nocmd`), but for the lines that tell time,
// server and date.
import { className, rcodeName, typeName } from '../dns/codes.ts';
import type { Message, ResourceRecord } from '../dns/message.ts';
import { isSubDomain } from '../dns/name.ts';
import type { Exchange } from './dig-exchange.ts';
import { digData, digName } from './dig-text.ts';

/** The whole default output for one question. */
export function formatDig(exchange: Exchange, now: Date): string {
	const { message } = exchange;
	const lines = [...(exchange.retried ? [';; Truncated, retrying in TCP mode.'] : []), ';; Got answer:'];
	if (message.question !== undefined && isSubDomain('local.', message.question.name)) {
		lines.push(';; WARNING: .local is reserved for Multicast DNS');
		lines.push(';; You are currently testing what happens when an mDNS query is leaked to DNS');
	}
	lines.push(
		`;; ->>HEADER<<- opcode: ${opcodeNames[message.opcode] ?? `RESERVED${message.opcode}`}, status: ${rcodeName(message.rcode)}, id: ${message.id}`,
		flagsLine(message),
	);
	if (message.recursionDesired && !message.recursionAvailable) {
		lines.push(';; WARNING: recursion requested but not available');
	}
	lines.push('');
	if (message.edns !== undefined) {
		const { version, flags, udpSize } = message.edns;
		const mustBeZero = flags & 0x7fff;
		const unknown = mustBeZero === 0 ? '' : `; MBZ: 0x${mustBeZero.toString(16).padStart(4, '0')}`;
		lines.push(';; OPT PSEUDOSECTION:');
		lines.push(
			`; EDNS: version: ${version}, flags:${(flags & 0x8000) === 0 ? '' : ' do'}${unknown}; udp: ${udpSize}`,
		);
	}
	if (message.question !== undefined) {
		const { name, type } = message.question;
		lines.push(
			';; QUESTION SECTION:',
			`;${columns(digName(name), [
				[32, className(message.question.class)],
				[40, typeName(type)],
			])}`,
			'',
		);
	}
	section(lines, 'ANSWER', message.answer);
	section(lines, 'AUTHORITY', message.authority);
	section(lines, 'ADDITIONAL', message.additional);
	lines.push(
		';; Query time: 0 msec',
		`;; SERVER: simulated (${exchange.transport.toUpperCase()})`,
		`;; WHEN: ${formatDate(now)}`,
		`;; MSG SIZE  rcvd: ${exchange.size}`,
		'',
		'',
	);
	return lines.join('\n');
}

/** `dig +short`: the data of the answer's records. */
export function formatShort({ message }: Exchange): string {
	return message.answer.map((record) => `${digData(record)}\n`).join('');
}

const opcodeNames: readonly string[] = ['QUERY', 'IQUERY', 'STATUS', 'RESERVED3', 'NOTIFY', 'UPDATE'];

function flagsLine(message: Message): string {
	const flags = [
		[message.response, 'qr'],
		[message.authoritative, 'aa'],
		[message.truncated, 'tc'],
		[message.recursionDesired, 'rd'],
		[message.recursionAvailable, 'ra'],
		[message.authenticData, 'ad'],
		[message.checkingDisabled, 'cd'],
	].flatMap(([set, flag]) => (set === true ? ` ${flag}` : []));
	const { answer, authority, additional, question, edns } = message;
	const counts = [
		`QUERY: ${question === undefined ? 0 : 1}`,
		`ANSWER: ${answer.length}`,
		`AUTHORITY: ${authority.length}`,
		`ADDITIONAL: ${additional.length + (edns === undefined ? 0 : 1)}`,
	];
	return `;; flags:${flags.join('')}; ${counts.join(', ')}`;
}

function section(lines: string[], title: string, records: readonly ResourceRecord[]): void {
	if (records.length === 0) return;
	lines.push(`;; ${title} SECTION:`, ...records.map(formatRecord), '');
}

function formatRecord(record: ResourceRecord): string {
	return columns(digName(record.name), [
		[24, String(record.ttl)],
		[32, className(record.class)],
		[40, typeName(record.type)],
		[48, digData(record)],
	]);
}

const tabWidth = 8;

/** Words at columns, with tabs; behind a word that is too long stands one space. */
function columns(first: string, words: readonly (readonly [column: number, text: string])[]): string {
	let line = first;
	let at = first.length;
	for (const [column, text] of words) {
		const to = Math.max(column, at + 1);
		const tabs = Math.floor(to / tabWidth) - Math.floor(at / tabWidth);
		const from = tabs > 0 ? Math.floor(to / tabWidth) * tabWidth : at;
		line += '\t'.repeat(tabs) + ' '.repeat(to - from) + text;
		at = to + text.length;
	}
	return line;
}

/** `Mon Nov 23 22:13:38 UTC 2026`. */
function formatDate(now: Date): string {
	const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(now.toUTCString()) ?? [];
	return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
