// The DevTools protocol over the pipe of a browser that we started: just enough to open one page and bind two functions.
// Invariant: the browser ends when the pipe closes, so it never outlives this process.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Browser } from './browser.ts';

interface Message {
	readonly id?: number;
	readonly method?: string;
	readonly params?: Record<string, unknown>;
	readonly result?: Record<string, unknown>;
	readonly error?: { readonly message: string };
	readonly sessionId?: string;
}

export class DevTools {
	readonly ended: Promise<void>;
	private readonly child: ChildProcess;
	private readonly commands: Writable;
	private readonly waiting = new Map<number, (message: Message) => void>();
	private readonly listeners: ((message: Message) => void)[] = [];
	private lastId = 0;

	constructor(browser: Browser, args: readonly string[]) {
		this.child = spawn(browser.executable, ['--remote-debugging-pipe', ...args], {
			stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...browser.environment },
		});
		this.ended = new Promise((resolve) => {
			this.child.on('exit', () => resolve());
			this.child.on('error', () => resolve());
		});
		this.commands = this.child.stdio[3] as Writable;
		// The browser may be gone before a last command.
		this.commands.on('error', () => {});
		this.receive(this.child.stdio[4] as Readable);
	}

	/** Sends a command; its result. */
	send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
		const id = ++this.lastId;
		return new Promise((resolve, reject) => {
			this.waiting.set(id, ({ result, error }) =>
				error === undefined ? resolve(result ?? {}) : reject(new Error(`${method}: ${error.message}`)),
			);
			this.commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
		});
	}

	/** Calls back for each event of one kind. */
	on(method: string, listener: (params: Record<string, unknown>) => void): void {
		this.listeners.push((message) => {
			if (message.method === method) listener(message.params ?? {});
		});
	}

	async close(): Promise<void> {
		const patience = setTimeout(() => this.child.kill('SIGKILL'), 3000);
		this.send('Browser.close').catch(() => {});
		await this.ended;
		clearTimeout(patience);
	}

	private receive(pipe: Readable): void {
		let rest = '';
		pipe.setEncoding('utf8').on('data', (text: string) => {
			const messages = (rest + text).split('\0');
			rest = messages.pop() ?? '';
			for (const message of messages) this.dispatch(JSON.parse(message) as Message);
		});
		pipe.on('error', () => {});
	}

	private dispatch(message: Message): void {
		if (message.id === undefined) {
			for (const listener of this.listeners) listener(message);
			return;
		}
		this.waiting.get(message.id)?.(message);
		this.waiting.delete(message.id);
	}
}
