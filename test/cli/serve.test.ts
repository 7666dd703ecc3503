import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Listener, listen } from '../../server/dns/listener/listener.ts';
import { dataText } from '../../server/dns/record-text.ts';
import { readMessage } from '../../server/dns/wire/read-message.ts';
import { queryOf } from '../conformance/dns-comparison.ts';
import { serverFor } from '../unit/dns-setup.ts';
import { askTcp, type ServeProcess, startServe, UdpClient } from './serve-process.ts';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

function query(name: string, id: number, via: 'udp512' | 'tcp' = 'udp512'): Uint8Array {
	return queryOf({ name, type: 'A', via, corefile: '', rcode: '', aa: true, size: 0 }, id);
}

/** The addresses in a reply, or its rcode. */
function addresses(reply: Uint8Array | undefined): string {
	if (reply === undefined) return 'nothing';
	const { answer, rcode } = readMessage(reply);
	return answer.map(({ data }) => dataText(data)).join(' ') || `rcode ${rcode}`;
}

function service(name: string, clusterIP: string): string {
	return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {clusterIP: ${clusterIP}, ports: [{port: 80}]}\n`;
}

describe('servicescope serve', () => {
	const folder = mkdtempSync(join(tmpdir(), 'servicescope-serve-'));
	const file = (name: string) => join(folder, name);
	let running: ServeProcess | undefined;

	before(() => {
		writeFileSync(file('web.yaml'), service('web', '10.96.1.1'));
		writeFileSync(file('bad.Corefile'), '. {\n nope\n}\n');
	});
	afterEach(async () => {
		await running?.stop();
		running = undefined;
	});
	after(() => rmSync(folder, { recursive: true }));

	it('answers over UDP and TCP on one port, and ends with status 0', async () => {
		running = await startServe([file('web.yaml')]);
		const client = new UdpClient(running.port);
		const name = 'web.default.svc.cluster.local.';
		assert.equal(addresses(await client.ask(query(name, 1))), '10.96.1.1');
		const [reply] = await askTcp(running.port, [query(name, 2, 'tcp')]);
		assert.equal(addresses(reply), '10.96.1.1');
		client.close();
		assert.equal(await running.stop(), 0);
	});

	it('answers many at once, and what comes close behind each other on TCP in order', async () => {
		running = await startServe([file('web.yaml')]);
		const client = new UdpClient(running.port);
		const name = 'web.default.svc.cluster.local.';
		const replies = await Promise.all(
			Array.from({ length: 500 }, (_, id) => client.ask(query(name, id + 1))),
		);
		assert.ok(replies.every((reply) => addresses(reply) === '10.96.1.1'));
		client.close();
		const ordered = await askTcp(
			running.port,
			Array.from({ length: 500 }, (_, id) => query(name, id + 1, 'tcp')),
		);
		assert.deepEqual(
			ordered.map((reply) => readMessage(reply).id),
			Array.from({ length: 500 }, (_, id) => id + 1),
		);
	});

	it('SIGINT ends it too', async () => {
		running = await startServe([file('web.yaml')]);
		const exited = once(running.child, 'exit');
		running.child.kill('SIGINT');
		assert.deepEqual(await exited, [0, null]);
	});

	/** Arguments, the one line on standard error. */
	const wrong: readonly (readonly [readonly string[], RegExp])[] = [
		[['--listen', '0.0.0.0:0'], /only loopback is served without --allow-remote/],
		[['--listen', '[::]:0'], /only loopback is served without --allow-remote/],
		[['--listen', 'nowhere'], /write ADDRESS:PORT/],
		[['--listen', '127.0.0.1:99999'], /write ADDRESS:PORT/],
		[
			['--corefile', file('bad.Corefile')],
			/bad\.Corefile:2 - Error during parsing: Unknown directive 'nope'/,
		],
		[[join(folder, 'no.yaml')], /no\.yaml: no such file or folder/],
		[['--nope'], /Unknown option '--nope'/],
	];
	for (const [args, pattern] of wrong) {
		it(`refuses ${args.join(' ').replace(folder, '')}`, () => {
			const paths = args[0]?.startsWith('-') ? [file('web.yaml')] : [];
			const command = ['--disable-warning=ExperimentalWarning', cli, 'serve', ...paths, ...args];
			const done = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 20_000 });
			assert.equal(done.status, 2);
			assert.equal(done.stdout, '');
			assert.match(done.stderr, pattern);
			assert.equal(done.stderr.split('\n').length, 2);
		});
	}

	it('says that a port is taken', async () => {
		const taken = createSocket('udp4');
		taken.bind(0, '127.0.0.1');
		await once(taken, 'listening');
		const { port } = taken.address();
		await assert.rejects(
			startServe([file('web.yaml')], `127.0.0.1:${port}`),
			/ended with 2: .*something else listens there; port 0 picks a free one/,
		);
		taken.close();
	});

	it('follows every change of its input', async () => {
		const watched = join(folder, 'watched');
		mkdirSync(watched);
		const web = join(watched, 'web.yaml');
		writeFileSync(web, service('web', '10.96.2.1'));
		running = await startServe([watched, '--watch']);
		const client = new UdpClient(running.port);
		let id = 0;
		const ask = async (name: string) =>
			addresses(await client.ask(query(`${name}.default.svc.cluster.local.`, (++id & 0x7fff) + 1)));
		/** Asks all the time; nothing may stay unanswered. Returns after how many milliseconds the answer was there. */
		const until = async (name: string, expected: string) => {
			const started = performance.now();
			for (;;) {
				const found = await ask(name);
				assert.notEqual(found, 'nothing');
				const passed = performance.now() - started;
				if (found === expected) return passed;
				assert.ok(passed < 5000, `${name} is ${found}, not ${expected}`);
			}
		};
		const times: number[] = [await until('web', '10.96.2.1')];
		for (let change = 2; change < 6; change++) {
			writeFileSync(web, service('web', `10.96.2.${change}`));
			times.push(await until('web', `10.96.2.${change}`));
		}
		// As editors save: another file takes its place.
		writeFileSync(join(watched, '.web.tmp'), service('web', '10.96.2.9'));
		renameSync(join(watched, '.web.tmp'), web);
		times.push(await until('web', '10.96.2.9'));
		mkdirSync(join(watched, 'a', 'b'), { recursive: true });
		writeFileSync(join(watched, 'a', 'b', 'new.yaml'), service('new', '10.96.3.1'));
		times.push(await until('new', '10.96.3.1'));
		writeFileSync(join(watched, 'a', 'b', 'new.yaml'), service('new', '10.96.3.2'));
		times.push(await until('new', '10.96.3.2'));
		rmSync(join(watched, 'a'), { recursive: true });
		times.push(await until('new', 'rcode 3'));
		for (let change = 1; change <= 30; change++) writeFileSync(web, service('web', `10.96.4.${change}`));
		times.push(await until('web', '10.96.4.30'));
		client.close();
		const [longest = 0] = times.toSorted((a, b) => b - a);
		console.log(`serve --watch: ${times.length} changes, the slowest served after ${Math.round(longest)} ms`);
	});
});

describe('serve --watch while somebody types', () => {
	it('keeps what a file held until it can be read again', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'servicescope-typing-'));
		const web = join(folder, 'web.yaml');
		writeFileSync(web, service('web', '10.96.5.1'));
		writeFileSync(join(folder, 'other.yaml'), service('other', '10.96.5.2'));
		const served = await startServe([folder, '--watch']);
		const client = new UdpClient(served.port);
		let id = 0;
		const ask = async (name: string) =>
			addresses(await client.ask(query(`${name}.default.svc.cluster.local.`, ++id)));
		const until = async (name: string, expected: string) => {
			const started = performance.now();
			while ((await ask(name)) !== expected) {
				// What cannot be read changes nothing, at no moment.
				assert.equal(await ask('web'), '10.96.5.1');
				assert.ok(performance.now() - started < 5000, `${name} is not ${expected}`);
			}
		};
		try {
			writeFileSync(web, `${service('web', '10.96.5.9')}---\nspec: {ports: [\n`);
			// Another change is served, so the broken one has been looked at.
			writeFileSync(join(folder, 'other.yaml'), service('other', '10.96.5.3'));
			await until('other', '10.96.5.3');
			assert.equal(await ask('web'), '10.96.5.1');
			assert.match(
				served.errors(),
				/web\.yaml:\d+: cannot be read, so the file's objects stay as they were: Flow sequence/,
			);
			writeFileSync(web, service('web', '10.96.5.4'));
			const started = performance.now();
			while ((await ask('web')) !== '10.96.5.4') assert.ok(performance.now() - started < 5000);
		} finally {
			client.close();
			await served.stop();
			rmSync(folder, { recursive: true });
		}
	});
});

describe('the TCP listener', () => {
	const name = 'web.shop.svc.cluster.local.';
	let listener: Listener | undefined;

	afterEach(async () => {
		await listener?.close();
		listener = undefined;
	});

	async function start(readTimeout: number, idleTimeout: number, connections: number): Promise<number> {
		const server = serverFor('. {\n kubernetes cluster.local\n}');
		listener = await listen({
			host: '127.0.0.1',
			port: 0,
			nameServer: () => server,
			tcpLimits: { readTimeout, idleTimeout, connections },
		});
		return listener.port;
	}

	const framed = (bytes: Uint8Array) =>
		Buffer.concat([Uint8Array.of(bytes.length >> 8, bytes.length), bytes]);

	it('answers a client that sends octet by octet and then closes its side', async () => {
		const port = await start(3000, 3000, 10);
		const connection = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
		await once(connection, 'connect');
		for (const octet of framed(query(name, 7, 'tcp'))) connection.write(Uint8Array.of(octet));
		connection.end();
		const chunks: Buffer[] = [];
		for await (const chunk of connection) chunks.push(chunk);
		assert.equal(addresses(new Uint8Array(Buffer.concat(chunks).subarray(2))), '10.96.0.7');
	});

	it('closes on a client that stays silent, before and after its first query', async () => {
		const port = await start(50, 50, 10);
		const silent = connect(port, '127.0.0.1');
		const half = connect(port, '127.0.0.1');
		half.write(Uint8Array.of(0, 40, 1));
		const idle = connect(port, '127.0.0.1');
		idle.write(framed(query(name, 7, 'tcp')));
		const clients = [silent, half, idle];
		await Promise.all(clients.map((connection) => once(connection.resume(), 'close')));
	});

	it('takes so many connections and no more', async () => {
		const port = await start(3000, 3000, 2);
		const open = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
		await Promise.all(open.map((connection) => once(connection, 'connect')));
		assert.equal((await askTcp(port, [query(name, 7, 'tcp')], 500)).length, 0);
		for (const connection of open) connection.destroy();
	});

	it('does not answer noise, and goes on', async () => {
		const port = await start(3000, 3000, 10);
		const noise = Buffer.alloc(65535, 0xa5);
		// QR is set in it: a response, which nobody answers.
		const replies = await askTcp(
			port,
			[noise, Uint8Array.of(1, 2, 3), new Uint8Array(0), query(name, 9, 'tcp')],
			500,
		);
		assert.deepEqual(replies.map(addresses), ['10.96.0.7']);
	});
});
