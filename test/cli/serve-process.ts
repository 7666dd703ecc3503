// Invariant: a started server is always ended, also if the test fails.
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Socket as Connection, connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

export interface ServeProcess {
	readonly port: number;
	readonly child: ChildProcess;
	/** What came on standard error so far. */
	readonly errors: () => string;
	/** Sends SIGTERM; the exit status. */
	readonly stop: () => Promise<number | null>;
}

/** Starts `servicescope serve` on a free port and waits until it listens. */
export async function startServe(args: readonly string[], listen = '127.0.0.1:0'): Promise<ServeProcess> {
	const command = ['--disable-warning=ExperimentalWarning', cli, 'serve', ...args, '--listen', listen];
	const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => {
		errors += chunk.toString();
	});
	const exited = once(child, 'exit').then(([code]) => code as number | null);
	const firstLine = new Promise<string>((resolve) => {
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			const end = output.indexOf('\n');
			if (end !== -1) resolve(output.slice(0, end));
		});
	});
	const line = await Promise.race([firstLine, exited.then((code) => `ended with ${code}: ${errors}`)]);
	const port = Number(/^listening on (?:127\.0\.0\.1|\[::1\]):(\d+)$/.exec(line)?.[1]);
	if (!(port > 0)) throw new Error(line);
	return {
		port,
		child,
		errors: () => errors,
		stop: () => {
			child.kill('SIGTERM');
			return exited;
		},
	};
}

/** A UDP client that can have many queries under way; replies are told apart by their id. */
export class UdpClient {
	private readonly socket: Socket;
	private readonly waiting = new Map<number, (reply: Uint8Array | undefined) => void>();
	private readonly port: number;

	constructor(port: number) {
		this.port = port;
		this.socket = createSocket('udp4');
		// A test that fails does not close it, and would keep its file from ending.
		this.socket.unref();
		this.socket.on('message', (reply) => {
			const id = reply.readUInt16BE(0);
			this.waiting.get(id)?.(new Uint8Array(reply));
		});
	}

	/**
	 * Undefined if nothing came within the time, in milliseconds. Asks again each second, as resolvers do: a busy system
	 * drops packets.
	 */
	ask(query: Uint8Array, timeout = 20_000): Promise<Uint8Array | undefined> {
		const id = ((query[0] ?? 0) << 8) | (query[1] ?? 0);
		return new Promise((resolve) => {
			const send = () => this.socket.send(query, this.port, '127.0.0.1');
			const timer = setTimeout(() => done(undefined), timeout);
			const again = setInterval(send, 1000);
			const done = (reply: Uint8Array | undefined) => {
				clearTimeout(timer);
				clearInterval(again);
				this.waiting.delete(id);
				resolve(reply);
			};
			this.waiting.set(id, done);
			send();
		});
	}

	close(): void {
		this.socket.close();
	}
}

/** Sends queries close behind each other on one TCP connection; the replies in order, as many as came. */
export async function askTcp(
	port: number,
	queries: readonly Uint8Array[],
	timeout = 5000,
): Promise<Uint8Array[]> {
	const connection: Connection = connect(port, '127.0.0.1');
	await once(connection, 'connect');
	const replies: Uint8Array[] = [];
	let pending = Buffer.alloc(0);
	const complete = new Promise<void>((resolve) => {
		connection.on('data', (chunk: Buffer) => {
			pending = Buffer.concat([pending, chunk]);
			while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
				const end = 2 + pending.readUInt16BE(0);
				replies.push(new Uint8Array(pending.subarray(2, end)));
				pending = pending.subarray(end);
			}
			if (replies.length >= queries.length) resolve();
		});
		connection.on('close', () => resolve());
		connection.on('error', () => resolve());
		setTimeout(resolve, timeout).unref();
	});
	const frames = queries.flatMap((query) => [Uint8Array.of(query.length >> 8, query.length), query]);
	connection.write(Buffer.concat(frames));
	await complete;
	connection.destroy();
	return replies;
}
