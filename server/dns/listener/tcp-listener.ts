// Invariant: a connection costs a bounded amount of memory and time, whatever its client sends or does not read; queries
// that come close behind each other are all answered, in order (RFC 7766).
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Respond } from './respond.ts';

export interface TcpListener {
	readonly port: number;
	readonly close: () => Promise<void>;
}

export interface TcpLimits {
	/** Milliseconds for the first query to arrive whole. CoreDNS: 3 s. */
	readonly readTimeout: number;
	/** Milliseconds for each later one. CoreDNS: 10 s. */
	readonly idleTimeout: number;
	/** Connections at a time; those beyond are closed at once. */
	readonly connections: number;
}

export const defaultTcpLimits: TcpLimits = { readTimeout: 3000, idleTimeout: 10_000, connections: 2000 };

/** A client that does not read its answers is not read from beyond this. */
const maxUnsent = 1024 * 1024;

/** Answers on a TCP socket. Rejects if it cannot be bound. */
export async function listenTcp(
	host: string,
	port: number,
	respond: Respond,
	limits: TcpLimits = defaultTcpLimits,
): Promise<TcpListener> {
	const connections = new Set<Socket>();
	const server = createServer({ noDelay: true }, (socket) => {
		connections.add(socket);
		socket.on('close', () => connections.delete(socket));
		serve(socket, respond, limits);
	});
	server.maxConnections = limits.connections;
	const listening = once(server, 'listening');
	server.listen({ host, port, exclusive: true });
	await listening;
	server.on('error', () => undefined);
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of connections) socket.destroy();
			}),
	};
}

function serve(socket: Socket, respond: Respond, limits: TcpLimits): void {
	const clientAddress = socket.remoteAddress ?? '';
	const frames = new FrameReader();
	let answered = false;
	// The time is for the query as a whole: a client that sends an octet now and then does not stretch it.
	let timer = setTimeout(() => socket.destroy(), limits.readTimeout);
	const restart = () => {
		if (answered) {
			timer.refresh();
			return;
		}
		answered = true;
		clearTimeout(timer);
		timer = setTimeout(() => socket.destroy(), limits.idleTimeout);
	};
	socket.on('error', () => socket.destroy());
	socket.on('close', () => clearTimeout(timer));
	socket.on('drain', () => socket.resume());
	socket.on('data', (chunk: Uint8Array) => {
		const replies: Uint8Array[] = [];
		for (const query of frames.read(chunk)) {
			restart();
			const reply = respond(query, 'tcp', clientAddress);
			if (reply !== undefined) replies.push(Uint8Array.of(reply.length >> 8, reply.length), reply);
		}
		if (replies.length === 0) return;
		socket.cork();
		for (const part of replies) socket.write(part);
		socket.uncork();
		if (socket.writableLength > maxUnsent) socket.pause();
	});
}

/** Puts together messages with their two octets of length in front. */
class FrameReader {
	private pending = new Uint8Array(0);

	/** The messages that are complete now. At most one incomplete one is kept. */
	*read(chunk: Uint8Array): Generator<Uint8Array> {
		let bytes = chunk;
		if (this.pending.length > 0) {
			bytes = new Uint8Array(this.pending.length + chunk.length);
			bytes.set(this.pending);
			bytes.set(chunk, this.pending.length);
		}
		let at = 0;
		while (at + 2 <= bytes.length) {
			const end = at + 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
			if (end > bytes.length) break;
			yield bytes.subarray(at + 2, end);
			at = end;
		}
		this.pending = bytes.slice(at);
	}
}
