import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
	addressOf,
	addressOfReverseName,
	parseAddress,
	parseNetwork,
	reverseZones,
} from '../../server/dns/address.ts';
import { rcodeName } from '../../server/dns/codes.ts';
import type { Message, ResourceRecord } from '../../server/dns/message.ts';
import { parseRecord, RecordTextError } from '../../server/dns/record-parse.ts';
import { recordText } from '../../server/dns/record-text.ts';
import { readMessage } from '../../server/dns/wire/read-message.ts';
import { MalformedMessage } from '../../server/dns/wire/read-name.ts';
import { unlimited, writeMessage } from '../../server/dns/wire/write-message.ts';
import { serverFor } from './dns-setup.ts';

const server = serverFor('. {\n kubernetes cluster.local {\n ttl 30\n }\n}');
const anyClass = serverFor('. {\n kubernetes cluster.local\n forward . 1.1.1.1\n}');

const name = '0377656204736 86f7003737663 07636c7573746572 056c6f63616c 00'.replaceAll(' ', '');
const question = `${name}00010001`;
const opt = '000029 1000 00000000 0000'.replaceAll(' ', '');

/** Header with id abcd, flags, counts; then the rest. */
function packet(flags: string, counts: string, rest = ''): Uint8Array {
	return Uint8Array.from(Buffer.from(`abcd${flags}${counts}${rest}`.replaceAll(' ', ''), 'hex'));
}

describe('what a client sends', () => {
	/** Name, packet, reply in hex up to its counts (undefined: silence). Each was put to CoreDNS v1.15.0. */
	const cases: readonly (readonly [string, Uint8Array, string | undefined])[] = [
		['nothing', new Uint8Array(0), undefined],
		['half a header', packet('0100', '0001').subarray(0, 11), undefined],
		['a response', packet('8100', '0001 0000 0000 0000', question), undefined],
		['only a header', packet('0100', '0001 0000 0000 0000'), 'abcd 8102 0000 0000 0000 0000'],
		['no question', packet('0100', '0000 0000 0000 0000', question), 'abcd 8101 0000 0000 0000 0000'],
		[
			'two questions',
			packet('0100', '0002 0000 0000 0000', question + question),
			'abcd 8101 0000 0000 0000 0000',
		],
		['two answers', packet('0100', '0001 0002 0000 0000', question), 'abcd 8101 0000 0000 0000 0000'],
		['three additional', packet('0100', '0001 0000 0000 0003', question), 'abcd 8101 0000 0000 0000 0000'],
		[
			'an answer that is not there',
			packet('0100', '0001 0001 0000 0000', question),
			'abcd 8500 0001 0001 0000 0000',
		],
		['opcode status', packet('1100', '0001 0000 0000 0000', question), 'abcd 9104 0000 0000 0000 0000'],
		[
			'opcode update, flags kept',
			packet('2bf0', '0001 0000 0000 0000', question),
			'abcd abb4 0000 0000 0000 0000',
		],
		['opcode notify', packet('2100', '0001 0000 0000 0000', question), 'abcd a400 0001 0001 0000 0000'],
		[
			'a name that never ends',
			packet('0100', '0001 0000 0000 0000', '0377'),
			'abcd 8101 0000 0000 0000 0000',
		],
		[
			'a pointer to itself',
			packet('0100', '0001 0000 0000 0000', 'c00c00010001'),
			'abcd 8101 0000 0000 0000 0000',
		],
		[
			'two pointers to each other',
			packet('0100', '0001 0000 0000 0000', 'c00ec00c00010001'),
			'abcd 8101 0000 0000 0000 0000',
		],
		[
			'a label type of old',
			packet('0100', '0001 0000 0000 0000', '41610000010001'),
			'abcd 8101 0000 0000 0000 0000',
		],
		[
			'a name of 256 octets',
			packet('0100', '0001 0000 0000 0000', `${`3f${'61'.repeat(63)}`.repeat(4)}0000010001`),
			'abcd 8101 0000 0000 0000 0000',
		],
		['half a type', packet('0100', '0001 0000 0000 0000', `${name}00`), 'abcd 8101 0000 0000 0000 0000'],
		['no class', packet('0100', '0001 0000 0000 0000', `${name}0001`), 'abcd 8105 0001 0000 0000 0000'],
		[
			'class chaos',
			packet('0100', '0001 0000 0000 0000', `${name}00010003`),
			'abcd 8105 0001 0000 0000 0000',
		],
		[
			'a broken record keeps the question',
			packet('0100', '0001 0000 0000 0001', `${question}00002910`),
			'abcd 8101 0001 0000 0000 0000',
		],
		[
			'data longer than the packet',
			packet('0100', '0001 0000 0000 0001', `${question}0000291000000000000009`),
			'abcd 8101 0001 0000 0000 0000',
		],
		[
			'an A record of five octets',
			packet('0100', '0001 0000 0000 0001', `${question}0000010001000000000005 0102030405`),
			'abcd 8101 0001 0000 0000 0000',
		],
		[
			'a broken cookie is none',
			packet('0100', '0001 0000 0000 0001', `${question}00002910000000000000 06 000a 0004 0102`),
			'abcd 8101 0001 0000 0000 0000',
		],
		[
			'octets behind the end',
			packet('0100', '0001 0000 0000 0000', `${question}ffffff`),
			'abcd 8500 0001 0001 0000 0000',
		],
	];
	for (const [what, query, expected] of cases) {
		it(what, () => {
			const reply = server.answer(query, { transport: 'udp' });
			const hex = reply === undefined ? undefined : Buffer.from(reply).toString('hex').slice(0, 24);
			assert.equal(hex, expected?.replaceAll(' ', ''));
		});
	}

	it('is cut to 512 octets over UDP, not over TCP', () => {
		const long = packet(
			'0100',
			'0001 0000 0000 0001',
			`${question}00fde90001000000000200${'00'.repeat(512)}`,
		);
		assert.equal(server.answer(long, { transport: 'udp' })?.[3], 1);
		assert.equal(server.answer(long, { transport: 'tcp' })?.[3], 0);
	});

	it('may be of another class where forward is loaded', () => {
		const reply = anyClass.answer(packet('0100', '0001 0000 0000 0000', `${name}00010003`), {
			transport: 'udp',
		});
		assert.equal(rcodeName((reply?.[3] ?? 0) & 15), 'NOERROR');
	});
});

describe('EDNS', () => {
	const ask = (ttl: string, size = '1000') =>
		readMessage(
			server.answer(packet('0100', '0001 0000 0000 0001', `${question}000029${size}${ttl}0000`), {
				transport: 'udp',
			}) ?? new Uint8Array(0),
		);

	it('echoes size, DO and Z, drops the rest', () => {
		assert.deepEqual(ask('00008000').edns, { udpSize: 4096, version: 0, flags: 0x8000, options: [] });
		assert.deepEqual(ask('0000ffff', '0010').edns, { udpSize: 16, version: 0, flags: 0xff00, options: [] });
	});

	it('answers BADVERS to a later version', () => {
		const message = ask('00010000');
		assert.equal(rcodeName(message.rcode), 'BADVERS');
		assert.deepEqual(message.edns, { udpSize: 0, version: 0, flags: 0, options: [] });
	});

	it('takes the last of two', () => {
		const query = packet('0100', '0001 0000 0000 0002', `${question}${opt}${opt.replace('1000', '0400')}`);
		const message = readMessage(server.answer(query, { transport: 'udp' }) ?? new Uint8Array(0));
		assert.equal(message.edns?.udpSize, 1024);
	});
});

describe('a message on the wire', () => {
	const record = (owner: string, last: number): ResourceRecord => ({
		name: owner,
		type: 1,
		class: 1,
		ttl: 5,
		data: { form: 'address', address: addressOf(Uint8Array.of(10, 0, last >> 8, last & 255)) },
	});
	const message = (answer: readonly ResourceRecord[], edns = false): Message => ({
		id: 1,
		response: true,
		opcode: 0,
		authoritative: true,
		truncated: false,
		recursionDesired: false,
		recursionAvailable: false,
		authenticData: false,
		checkingDisabled: false,
		rcode: 0,
		question: { name: 'web.default.svc.cluster.local.', type: 1, class: 1 },
		answer,
		authority: [],
		additional: [],
		edns: edns ? { udpSize: 1232, version: 0, flags: 0, options: [] } : undefined,
	});
	const many = (count: number) =>
		Array.from({ length: count }, (_, index) => record('web.default.svc.cluster.local.', index));

	/** Records, limit, EDNS, octets, records left, cut. 47 octets are header and question, 45 a record, 16 a compressed one. */
	const cases: readonly (readonly [number, number, boolean, number, number, boolean])[] = [
		[1, 512, false, 92, 1, false],
		[10, 512, false, 497, 10, false],
		[150, 512, false, 511, 29, true],
		[150, 1232, true, 1226, 73, true],
		[150, 65535, false, 6797, 150, false],
	];
	for (const [count, size, edns, octets, left, cut] of cases) {
		it(`of ${count} records in ${size} octets`, () => {
			const written = writeMessage(message(many(count), edns), { size, compressAbove: 65535 });
			assert.equal(written?.bytes.length, octets);
			assert.equal(written?.truncated, cut);
			assert.equal(readMessage(written?.bytes ?? new Uint8Array(0)).answer.length, left);
		});
	}

	it('is compressed above the size that fragments', () => {
		const long = message(many(60), true);
		const plain = writeMessage(long, { size: 4096, compressAbove: 65535 })?.bytes.length ?? 0;
		const small = writeMessage(long, { size: 4096, compressAbove: 1480 })?.bytes.length ?? 0;
		assert.ok(plain > 1480 && small < plain / 2);
	});

	it('cannot have an empty label', () => {
		assert.equal(writeMessage(message([record('a..b.', 1)]), unlimited), undefined);
		assert.equal(writeMessage(message([record(`${'a'.repeat(64)}.`, 1)]), unlimited), undefined);
	});

	it('cannot have an extended rcode without OPT', () => {
		assert.equal(writeMessage({ ...message([]), rcode: 16 }, unlimited), undefined);
		assert.notEqual(writeMessage({ ...message([], true), rcode: 16 }, unlimited), undefined);
	});

	it('is read as it was written', () => {
		const texts = [
			'a.b. 5 IN A 10.0.0.1',
			'a.b. 5 IN AAAA fd00::1',
			'A.b. 5 IN CNAME c.B.',
			'a.b. 5 IN SRV 1 2 3 d.a.b.',
			'a.b. 5 IN MX 10 e.b.',
			'a.b. 5 IN TXT "x\\"y" "\\000\\255"',
			'b. 5 IN SOA ns.b. host.b. 4294967295 7200 1800 86400 30',
			'\\000\\.\\\\x.b. 5 IN NS \\@.b.',
			'a.b. 5 IN TYPE65280 \\# 3 010203',
			'a.b. 5 IN DNAME z.',
		];
		const records = texts.map(parseRecord);
		for (const compressAbove of [65535, 0]) {
			const written = writeMessage(
				{ ...message(records), additional: records },
				{ size: 65535, compressAbove },
			);
			const read = readMessage(written?.bytes ?? new Uint8Array(0));
			assert.deepEqual(read.answer.map(recordText), texts);
			assert.deepEqual(read.additional.map(recordText), texts);
		}
	});

	it('that is none is told', () => {
		for (const bytes of [new Uint8Array(5), packet('8100', '0001 0001 0000 0000', question)]) {
			assert.throws(() => readMessage(bytes), MalformedMessage);
		}
	});
});

describe('addresses', () => {
	const cases: readonly (readonly [string, string | undefined])[] = [
		['1.2.3.4', '1.2.3.4'],
		['01.2.3.4', undefined],
		['1.2.3', undefined],
		['1.2.3.4.', undefined],
		['::', '::'],
		['1::', '1::'],
		['fd00:0:0:1:0:0:0:1', 'fd00:0:0:1::1'],
		['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
		['::ffff:1.2.3.4', '1.2.3.4'],
		['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
		['1::2::3', undefined],
		['fe80::1%eth0', undefined],
		['12345::', undefined],
	];
	for (const [text, expected] of cases) it(text, () => assert.equal(parseAddress(text)?.text, expected));

	it('networks become reverse zones', () => {
		const zones = (text: string) => {
			const network = parseNetwork(text);
			return network === undefined ? undefined : reverseZones(network);
		};
		assert.deepEqual(zones('192.168.1.1/23'), ['0.168.192.in-addr.arpa.', '1.168.192.in-addr.arpa.']);
		assert.equal(zones('10.96.0.0/12')?.length, 16);
		assert.deepEqual(zones('2001:db8::/31'), ['8.b.d.0.1.0.0.2.ip6.arpa.', '9.b.d.0.1.0.0.2.ip6.arpa.']);
		assert.equal(zones('10.0.0.0/33'), undefined);
	});

	it('reverse names may have surplus nibbles', () => {
		const nibbles = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.c.b.a.4.3.2.1.ip6.arpa.';
		assert.equal(addressOfReverseName(`0.0.${nibbles}`), '1234:abcd::1');
		assert.equal(addressOfReverseName('1.0.96.10.in-addr.arpa.'), '10.96.0.1');
		assert.equal(addressOfReverseName('0.96.10.in-addr.arpa.'), undefined);
	});
});

describe('a record as text', () => {
	it('takes TTL and class in either order, units, parentheses and comments', () => {
		assert.equal(recordText(parseRecord('a IN 1h30m A 1.2.3.4 ; c')), 'a. 5400 IN A 1.2.3.4');
		assert.equal(recordText(parseRecord('a 5 CH TXT (\n"b c"\n d)')), 'a. 5 CH TXT "b c" "d"');
		assert.equal(recordText(parseRecord('a TXT b(c)d\\( e')), 'a. 3600 IN TXT "bcd(" "e"');
		assert.equal(recordText(parseRecord('a (\nIN\n) A 1.2.3.4\nb A 1.2.3.5')), 'a. 3600 IN A 1.2.3.4');
		assert.equal(recordText(parseRecord('a AAAA ::ffff:1.2.3.4')), 'a. 3600 IN AAAA ::ffff:1.2.3.4');
		assert.deepEqual(parseRecord('a TXT ').data, { form: 'text', strings: [] });
		assert.deepEqual(parseRecord('a CNAME').data, { form: 'opaque', bytes: new Uint8Array(0) });
		assert.equal(recordText(parseRecord('@ AAAA ::1')), '. 3600 IN AAAA ::1');
		assert.equal(
			recordText(parseRecord(`a TXT "${'x'.repeat(300)}"`)).length,
			300 + 'a. 3600 IN TXT "" ""'.length,
		);
	});
	for (const text of [
		'',
		'a',
		'a 5 IN',
		'a A ',
		'a 5 5 A 1.2.3.4',
		'a CH IN A 1.2.3.4',
		'a ANY A 1.2.3.4',
		'a A ::ffff:1.2.3.4',
		'a A (1.2.3.4',
		'a A 1.2.3.4)',
		'a A 1.2.3',
		'a A ::1',
		'a A 1.2.3.4 x',
		'a SRV 1 2 99999 b.',
		'a..b A 1.2.3.4',
		'a NAPTR 1',
		'a TYPE1 \\# 2 01',
		'a TXT "b',
		'"a" A 1.2.3.4',
		'a A "1.2.3.4"',
		'a "5" A 1.2.3.4',
		'a CNAME "b."',
	]) {
		it(`${JSON.stringify(text)} is none`, () => {
			assert.throws(() => parseRecord(text), RecordTextError);
		});
	}
});
