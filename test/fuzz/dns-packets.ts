// Invariant: whatever comes in, the server answers or is silent: no exception, and an answer that a client can read, with
// the query's id, within the client's size.
import assert from 'node:assert/strict';
import { RecordClass, typeNumber } from '../../server/dns/codes.ts';
import type { Edns, Message } from '../../server/dns/message.ts';
import type { NameServer } from '../../server/dns/name-server.ts';
import { queryMessage } from '../../server/dns/query-message.ts';
import { readMessage } from '../../server/dns/wire/read-message.ts';
import { MalformedMessage } from '../../server/dns/wire/read-name.ts';
import { unlimited, writeMessage } from '../../server/dns/wire/write-message.ts';
import { serverFor } from '../unit/dns-setup.ts';
import { PacketMutations } from './dns-mutations.ts';

export const plainCorefile = '.:53 {\n  kubernetes cluster.local in-addr.arpa ip6.arpa\n}\n';

/** Corefiles with every plugin that is simulated. */
export const corefiles: readonly string[] = [
	plainCorefile,
	`.:53 {
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    pods insecure
    endpoint_pod_names
    fallthrough in-addr.arpa ip6.arpa
  }
  forward . 192.0.2.1
  cache 30
  loadbalance
}
`,
	`shop.test {
  rewrite name suffix .shop.test .shop.svc.cluster.local answer auto
  kubernetes cluster.local
}
example.org {
  bufsize 600
  template IN ANY example.org {
    match ^(?P<left>[a-z0-9-]+)[.]example[.]org[.]$
    answer "{{ .Name }} 60 IN TXT {{ .Group.left }}"
  }
}
cluster.local {
  rewrite stop name regex (.*)[.]old[.]cluster[.]local {1}.shop.svc.cluster.local answer auto
  hosts {
    192.0.2.7 web.cluster.local
    fallthrough
  }
  kubernetes cluster.local
}
`,
];

const names: readonly string[] = [
	'.',
	'cluster.local.',
	'web.shop.svc.cluster.local.',
	'WEB.Shop.svc.CLUSTER.local.',
	'db.shop.svc.cluster.local.',
	'db-0.db.shop.svc.cluster.local.',
	'_pg._tcp.db.shop.svc.cluster.local.',
	'alias.shop.svc.cluster.local.',
	'out.shop.svc.cluster.local.',
	'10-0-0-1.shop.pod.cluster.local.',
	'ns.dns.cluster.local.',
	'dns-version.cluster.local.',
	'web.old.cluster.local.',
	'web.shop.test.',
	'any.example.org.',
	'7.0.96.10.in-addr.arpa.',
	'1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.',
	`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(49)}.cluster.local.`,
	`${'a.'.repeat(114)}svc.cluster.local.`,
	'a\\.b\\000\\255.shop.svc.cluster.local.',
];
const types = ['A', 'AAAA', 'SRV', 'PTR', 'SOA', 'NS', 'TXT', 'MX', 'CNAME', 'ANY', 'AXFR', 'DS', 'HTTPS'];

const edns: readonly (Edns | undefined)[] = [
	undefined,
	{ udpSize: 1232, version: 0, flags: 0, options: [] },
	{ udpSize: 100, version: 0, flags: 0x8000, options: [{ code: 10, data: new Uint8Array(8) }] },
	{ udpSize: 4096, version: 1, flags: 0, options: [{ code: 8, data: Uint8Array.of(0, 1, 24, 0, 10, 0, 0) }] },
];

/** Queries that are right, and the answers to them. */
export function seedPackets(): Uint8Array[] {
	const queries = names.flatMap((name, row) =>
		types.map((type, column) => query(name, type, edns[(row + column) % edns.length])),
	);
	const server = serverFor(plainCorefile);
	const replies = queries.flatMap((packet) => server.answer(packet, { transport: 'tcp' }) ?? []);
	return [...queries, ...replies.filter((_, index) => index % 4 === 0)];
}

function query(name: string, type: string, opt: Edns | undefined): Uint8Array {
	const question = { name, type: typeNumber(type) ?? 0, class: RecordClass.IN };
	const message = queryMessage(question, opt, { id: 0xabcd });
	return writeMessage(message, unlimited)?.bytes ?? new Uint8Array(0);
}

export interface PacketRun {
	readonly packets: number;
	readonly answered: number;
	/** The slowest answer, in milliseconds. */
	readonly slowest: number;
	/** Octets of heap that the second half of the run left behind, if `collect` frees what is unused. */
	readonly growth: number;
}

/** Puts `count` mutated packets to servers over UDP and TCP, and reads them as replies. Throws if something is wrong. */
export function runPackets(seed: number, count: number, collect?: () => void): PacketRun {
	const mutations = new PacketMutations(seed, seedPackets());
	const servers = corefiles.map((corefile) => serverFor(corefile));
	let answered = 0;
	let slowest = 0;
	let atHalf = 0;
	for (let index = 0; index < count; index++) {
		const packet = mutations.next();
		const server = servers[index % servers.length];
		const transport = index % 7 === 0 ? 'tcp' : 'udp';
		if (server === undefined) continue;
		const started = performance.now();
		const reply = checked(server, packet, transport, index / 1000);
		slowest = Math.max(slowest, performance.now() - started);
		if (reply !== undefined) answered++;
		checkReading(packet);
		if (index === count >> 1) atHalf = heap(collect);
	}
	return { packets: count, answered, slowest, growth: heap(collect) - atHalf };
}

function heap(collect: (() => void) | undefined): number {
	collect?.();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

function checked(
	server: NameServer,
	packet: Uint8Array,
	transport: 'udp' | 'tcp',
	now: number,
): Uint8Array | undefined {
	try {
		const reply = server.answer(packet, { transport, now });
		if (reply === undefined) return undefined;
		const message = readMessage(reply);
		assert.ok(message.response, 'not marked as a response');
		assert.equal(message.id, ((packet[0] ?? 0) << 8) | (packet[1] ?? 0), 'another id');
		assert.ok(reply.length <= sizeLimit(packet, transport), `${reply.length} octets are too many`);
		return reply;
	} catch (error) {
		throw new Error(`${transport} ${Buffer.from(packet).toString('hex')}`, { cause: error });
	}
}

/** The most octets that the query allows: the largest size of any OPT in it, or what looks like one. */
function sizeLimit(packet: Uint8Array, transport: 'udp' | 'tcp'): number {
	if (transport === 'tcp') return 65_535;
	let size = 512;
	for (let at = 12; at + 5 <= packet.length; at++) {
		if (packet[at] === 0 && packet[at + 1] === 0 && packet[at + 2] === 41) {
			size = Math.max(size, ((packet[at + 3] ?? 0) << 8) | (packet[at + 4] ?? 0));
		}
	}
	return size;
}

/** As a client that gets the packet: it reads it or calls it malformed; what was read can be written and read again. */
function checkReading(packet: Uint8Array): void {
	let message: Message;
	try {
		message = readMessage(packet);
	} catch (error) {
		if (error instanceof MalformedMessage) return;
		throw new Error(Buffer.from(packet).toString('hex'), { cause: error });
	}
	const written = writeMessage(message, unlimited);
	// Repeated through pointers a small packet can say more than a message holds.
	if (written === undefined || written.truncated !== message.truncated) return;
	assert.deepEqual(readMessage(written.bytes), message, Buffer.from(packet).toString('hex'));
}
