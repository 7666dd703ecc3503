// Invariant: nothing beyond loopback is offered without --allow-remote; the first line of standard output says where it
// listens; a change is served whole or not at all.
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { listen } from '../dns/listener/listener.ts';
import { createNameServer, type NameServer } from '../dns/name-server.ts';
import type { Settings } from '../workspace/settings.ts';
import { ClusterSource, serverAddresses } from './cluster-input.ts';
import type { Command, Terminal } from './command.ts';
import { loadCorefile, readCorefileFile } from './corefile-input.ts';
import { parseFailure } from './parse-failure.ts';
import { watchInput } from './serve-watch.ts';
import { readSettingsFile } from './settings-file.ts';
import { UsageError } from './usage-error.ts';

const usage = 'usage: servicescope serve [PATH…] [--listen 127.0.0.1:5353] [--corefile FILE] [--watch]';

/** What the command takes; help.ts describes it. */
export const options = {
	listen: { type: 'string' },
	corefile: { type: 'string' },
	watch: { type: 'boolean' },
	'allow-remote': { type: 'boolean' },
} as const;

/** `servicescope serve [PATH…]`. Ends with a signal. */
export const serve: Command = async (args, terminal) => {
	const { values, positionals } = parse(args);
	const { host, port } = readAddress(values.listen ?? '127.0.0.1:5353', values['allow-remote'] ?? false);
	const { settings, problems } = readSettingsFile();
	for (const line of problems) terminal.stderr(`${line}\n`);
	const paths = positionals.length > 0 ? positionals : ['.'];
	const loader = new Loader(paths, values.corefile, settings, terminal, values.watch ?? false);
	const corefile = values.corefile ?? settings.corefile;
	const watched = [...paths, ...(corefile === '' ? [] : [corefile])].filter((path) => path !== '-');
	let nameServer: NameServer | undefined;
	const ended = untilSignal();
	// From before the first reading, so that no change falls between.
	const stopWatching = values.watch
		? watchInput(watched, () => {
				nameServer = loader.reload() ?? nameServer;
			})
		: () => undefined;
	try {
		const first = loader.load();
		nameServer = first;
		const listener = await listen({ host, port, nameServer: () => nameServer ?? first }).catch(
			(error: unknown) => {
				throw new UsageError(`--listen ${formatAddress(host, port)}: ${listenProblem(error)}`);
			},
		);
		terminal.stdout(`listening on ${formatAddress(host, listener.port)}\n`);
		await ended;
		await listener.close();
	} finally {
		stopWatching();
	}
	return 0;
};

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true });
	} catch (error) {
		throw parseFailure(error, usage);
	}
}

interface ListenAddress {
	readonly host: string;
	readonly port: number;
}

function readAddress(text: string, allowRemote: boolean): ListenAddress {
	const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
	const written = match?.[1] ?? match?.[2] ?? '';
	const host = written === '' || written === 'localhost' ? '127.0.0.1' : written;
	const port = Number(match?.[3]);
	if (match === null || isIP(host) === 0 || port > 65535) {
		throw new UsageError(`--listen ${text}: write ADDRESS:PORT, as in 127.0.0.1:5353 or [::1]:5353`);
	}
	if (!isLoopback(host) && !allowRemote) {
		throw new UsageError(
			`--listen ${text}: others could ask this server; only loopback is served without --allow-remote`,
		);
	}
	return { host, port };
}

function isLoopback(host: string): boolean {
	return host.startsWith('127.') || host === '::1' || /^(?:0+:){7}0*1$/.test(host);
}

function formatAddress(host: string, port: number): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const listenProblems: Readonly<Record<string, string>> = {
	EADDRINUSE: 'something else listens there; port 0 picks a free one',
	EACCES: 'not allowed; ports below 1024 need more rights',
	EADDRNOTAVAIL: 'this machine has no such address',
};

function listenProblem(error: unknown): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return listenProblems[code] ?? (error instanceof Error ? error.message : String(error));
}

/** Makes a name server of what the files hold now. */
class Loader {
	private readonly corefilePath: string | undefined;
	private readonly settings: Settings;
	private readonly terminal: Terminal;
	private readonly source: ClusterSource;
	private told = new Set<string>();

	constructor(
		paths: readonly string[],
		corefilePath: string | undefined,
		settings: Settings,
		terminal: Terminal,
		watched: boolean,
	) {
		this.corefilePath = corefilePath;
		this.settings = settings;
		this.terminal = terminal;
		this.source = new ClusterSource({
			paths,
			configuration: 'as-written',
			replicas: [],
			notReady: [],
			settings,
			watched,
		});
	}

	/** Throws UsageError. */
	load(): NameServer {
		const corefile = loadCorefile(this.corefilePath, this.settings);
		const input = this.source.read();
		const missing = corefile.notSimulated
			.filter(({ changesAnswers }) => changesAnswers)
			.map(
				({ plugin, property, line }) =>
					`Corefile:${line}: ${plugin}${property === '' ? '' : ` ${property}`} is not simulated`,
			);
		this.tell([...input.complaints.map(({ text }) => text), ...missing]);
		return createNameServer({
			cluster: input.cluster,
			corefile,
			localAddresses: serverAddresses(input.cluster),
			serial: input.changed,
			readFile: readCorefileFile,
		});
	}

	/** Undefined if something cannot be read just now: the old server goes on. */
	reload(): NameServer | undefined {
		try {
			return this.load();
		} catch (error) {
			if (!(error instanceof UsageError)) throw error;
			this.tell([`${error.message}; the answers stay as they were`]);
			return undefined;
		}
	}

	/** Says each line once, as long as it holds. */
	private tell(lines: readonly string[]): void {
		for (const line of lines) if (!this.told.has(line)) this.terminal.stderr(`${line}\n`);
		this.told = new Set(lines);
	}
}

function untilSignal(): Promise<void> {
	return new Promise((resolve) => {
		process.once('SIGTERM', () => resolve());
		process.once('SIGINT', () => resolve());
	});
}
