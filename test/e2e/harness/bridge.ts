// Runs functions of a test in VS Code's extension host, whichever it is.
// A module in the extension host (drive, below) asks this loopback server for functions and posts back what they return.
// Invariant: every call gets exactly one answer; a reloaded window starts a new generation and fails the calls of the old one.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type VSCode = typeof import('vscode');

/** A function that runs in the extension host. It sees its arguments and nothing of the test around it. */
export type Remote<Arguments extends unknown[], Result> = (
	vscode: VSCode,
	...args: Arguments
) => Result | PromiseLike<Result>;

interface Call {
	readonly id: number;
	readonly source: string;
	readonly args: readonly unknown[];
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}

interface Answer {
	readonly id: number;
	readonly value?: unknown;
	readonly error?: string;
}

export class Bridge {
	private readonly server: Server;
	private readonly queue: Call[] = [];
	private readonly running = new Map<number, Call>();
	private readonly arrivals: (() => void)[] = [];
	private poll: ServerResponse | undefined;
	private generation = 0;
	private lastId = 0;
	private finishing = false;

	private constructor(server: Server) {
		this.server = server;
		server.on('request', (request, response) => void this.serve(request, response));
	}

	static async open(): Promise<Bridge> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new Bridge(server);
	}

	/** The text of the module for --extensionTestsPath that connects to this bridge. */
	driver(): string {
		const { port } = this.server.address() as AddressInfo;
		return `exports.run = () => (${drive.toString()})('http://127.0.0.1:${port}', require('vscode'));\n`;
	}

	/** Resolves when an extension host connects that was not there before. */
	arrival(): Promise<void> {
		return new Promise((resolve) => this.arrivals.push(resolve));
	}

	/** Runs a function in the extension host. Arguments and result travel as JSON. */
	evaluate<Arguments extends unknown[], Result>(
		remote: Remote<Arguments, Result>,
		...args: Arguments
	): Promise<Awaited<Result>> {
		return new Promise<unknown>((resolve, reject) => {
			this.queue.push({ id: ++this.lastId, source: remote.toString(), args, resolve, reject });
			this.flush();
		}) as Promise<Awaited<Result>>;
	}

	/** Lets the module in the extension host return, which ends VS Code. */
	finish(): void {
		this.finishing = true;
		this.flush();
	}

	close(): void {
		this.fail('the editor was closed');
		this.server.close();
		this.server.closeAllConnections();
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		// The web extension host asks from another origin.
		response.setHeader('access-control-allow-origin', '*');
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bridge');
		if (pathname === '/hello') {
			this.fail('the window was reloaded');
			response.end(String(++this.generation));
			for (const arrived of this.arrivals.splice(0)) arrived();
		} else if (Number(searchParams.get('generation')) !== this.generation) {
			response.writeHead(410).end();
		} else if (pathname === '/next') {
			this.poll = response;
			this.flush();
		} else {
			this.settle(JSON.parse(await text(request)) as Answer);
			response.end();
		}
	}

	private flush(): void {
		if (this.poll === undefined) return;
		const call = this.queue.shift();
		if (call === undefined && !this.finishing) return;
		if (call !== undefined) this.running.set(call.id, call);
		this.poll.end(
			JSON.stringify(call === undefined ? null : { id: call.id, source: call.source, args: call.args }),
		);
		this.poll = undefined;
	}

	private settle({ id, value, error }: Answer): void {
		const call = this.running.get(id);
		this.running.delete(id);
		if (error === undefined) call?.resolve(value);
		else call?.reject(new Error(`in the extension host: ${error}`));
	}

	private fail(reason: string): void {
		for (const call of [...this.running.values()]) call.reject(new Error(reason));
		this.running.clear();
		this.poll = undefined;
	}
}

async function text(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts).toString('utf8');
}

/** The other end: this function's text is the module that runs in the extension host (Node or Web Worker). */
async function drive(address: string, vscode: VSCode): Promise<void> {
	const generation = await (await fetch(`${address}/hello`)).text();
	const answer = async (id: number, source: string, args: unknown[]): Promise<void> => {
		let body: string;
		try {
			const remote = new Function(`return (${source})`)() as (...all: unknown[]) => unknown;
			body = JSON.stringify({ id, value: await remote(vscode, ...args) });
		} catch (error) {
			body = JSON.stringify({
				id,
				error: error instanceof Error ? (error.stack ?? error.message) : String(error),
			});
		}
		await fetch(`${address}/answer?generation=${generation}`, { method: 'POST', body });
	};
	for (;;) {
		const response = await fetch(`${address}/next?generation=${generation}`);
		if (!response.ok) return;
		const call = (await response.json()) as { id: number; source: string; args: unknown[] } | null;
		if (call === null) return;
		// A call may wait for what a later call does, so none holds up the next.
		void answer(call.id, call.source, call.args);
	}
}
