// Invariant: every datagram is answered or dropped on its own; neither noise nor a client that vanished ends the server.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Respond } from './respond.ts';

export interface UdpListener {
	readonly port: number;
	readonly close: () => Promise<void>;
}

/** Bursts wait here while answers are made: the kernel's default holds about 200 queries. */
const receiveBuffer = 4 * 1024 * 1024;

/** Answers on a UDP socket. Rejects if it cannot be bound. */
export async function listenUdp(host: string, port: number, respond: Respond): Promise<UdpListener> {
	const socket = createSocket({
		type: isIPv6(host) ? 'udp6' : 'udp4',
		// Addresses of clients need no look-up; without this each reply waits for the next tick.
		lookup: (address, _options, callback) => callback(null, address, isIPv6(address) ? 6 : 4),
	});
	const listening = once(socket, 'listening');
	socket.bind({ port, address: host, exclusive: true });
	await listening;
	growBuffer(socket);
	// A reply to a port that was closed meanwhile comes back as an error of a later call.
	socket.on('error', () => undefined);
	socket.on('message', (query, client) => {
		const reply = respond(query, 'udp', client.address);
		if (reply !== undefined) socket.send(reply, 0, reply.length, client.port, client.address);
	});
	return {
		port: socket.address().port,
		close: () => new Promise((resolve) => socket.close(() => resolve())),
	};
}

function growBuffer(socket: Socket): void {
	try {
		socket.setRecvBufferSize(receiveBuffer);
	} catch {
		// The system allows less: it then keeps its default.
	}
}
