// Invariant: UDP and TCP answer on the same port, from the name server of that moment; a swap is atomic, so no query
// meets half of a change.
import type { NameServer } from '../name-server.ts';
import type { Respond } from './respond.ts';
import { defaultTcpLimits, listenTcp, type TcpLimits } from './tcp-listener.ts';
import { listenUdp } from './udp-listener.ts';

export interface ListenOptions {
	/** An IP address. */
	readonly host: string;
	/** 0 picks a free one. */
	readonly port: number;
	/** The name server that answers now. */
	readonly nameServer: () => NameServer;
	readonly tcpLimits?: TcpLimits;
}

export interface Listener {
	readonly host: string;
	readonly port: number;
	readonly close: () => Promise<void>;
}

/** A free TCP port may be taken for UDP; another one then is tried, this often. */
const attempts = 20;

/** Listens on UDP and TCP. Rejects with the system's error (EADDRINUSE, EACCES, …). */
export async function listen(options: ListenOptions): Promise<Listener> {
	const { host, nameServer } = options;
	const respond: Respond = (query, transport, clientAddress) =>
		nameServer().answer(query, {
			transport,
			clientAddress,
			now: Date.now() / 1000,
			random: Math.random,
		});
	for (let attempt = 1; ; attempt++) {
		const tcp = await listenTcp(host, options.port, respond, options.tcpLimits ?? defaultTcpLimits);
		try {
			const udp = await listenUdp(host, tcp.port, respond);
			return {
				host,
				port: tcp.port,
				close: async () => {
					await Promise.all([udp.close(), tcp.close()]);
				},
			};
		} catch (error) {
			await tcp.close();
			const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
			if (options.port !== 0 || !isTaken || attempt >= attempts) throw error;
		}
	}
}
