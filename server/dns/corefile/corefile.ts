// Invariant: a Corefile that CoreDNS v1.15.0 takes is read as it reads it, with all its server blocks and plugins; one
// that it refuses gives its words. Nothing is skipped in silence: what is not simulated is listed.
import { normalizeName } from '../name.ts';
import { readPlugin, type SimulatedPlugin } from '../plugins/read-plugin.ts';
import { checkSetUp } from '../plugins/set-up.ts';
import { directives, settings, silentPlugins } from './directives.ts';
import { CorefileError, Dispenser } from './dispenser.ts';
import type { Token } from './lexer.ts';
import { splitHostPort, splitTransport, type Transport } from './origins.ts';
import { type ImportFiles, readServerBlocks, type ServerBlock } from './server-block.ts';

export interface Corefile {
	readonly blocks: readonly CorefileBlock[];
	/** Questions of other classes than IN are let through: `forward` or `chaos` is loaded somewhere. */
	readonly anyClass: boolean;
	readonly notSimulated: readonly NotSimulated[];
}

export interface CorefileBlock {
	readonly addresses: readonly BlockAddress[];
	/** The zones of the block that are served over plain DNS. */
	readonly zones: readonly string[];
	/** Addresses that the block is bound to; empty for all. */
	readonly bind: readonly string[];
	/** In the order of the chain. */
	readonly plugins: readonly SimulatedPlugin[];
	/** Plugins in the chain that would answer or change answers and are not simulated. */
	readonly missing: readonly string[];
	/** True if some plugin takes part in queries: without one, all are refused. */
	readonly hasPlugins: boolean;
}

export interface BlockAddress {
	readonly transport: Transport;
	readonly zone: string;
	readonly port: string;
}

/** A plugin, or a property of one, that has no effect here. */
export interface NotSimulated {
	readonly plugin: string;
	/** The property; '' for the plugin as a whole. */
	readonly property: string;
	readonly line: number;
	/** False if CoreDNS's answers do not depend on it. */
	readonly changesAnswers: boolean;
}

export interface CorefileProblem {
	/** In CoreDNS's words. */
	readonly message: string;
	/** 1-based; 0 if unknown. */
	readonly line: number;
}

export type ReadCorefile = { readonly corefile: Corefile } | { readonly problem: CorefileProblem };

export interface CorefileContext {
	/** As errors name it. Default `Corefile`. */
	readonly filename?: string;
	/** Default: there are no files to import. */
	readonly importFiles?: ImportFiles;
}

/** Reads a Corefile. Never throws. */
export function readCorefile(text: string, context: CorefileContext = {}): ReadCorefile {
	const filename = context.filename ?? 'Corefile';
	try {
		const known = new Set(directives);
		const blocks = readServerBlocks(filename, text, known, context.importFiles ?? (() => undefined));
		// Without any block CoreDNS runs this one.
		const whoami = '.:53 {\nwhoami\nlog\n}\n';
		const read = blocks.length > 0 ? blocks : readServerBlocks(filename, whoami, known, () => undefined);
		return { corefile: inspect(filename, read) };
	} catch (error) {
		if (!(error instanceof CorefileError)) throw error;
		return { problem: { message: error.message, line: error.line } };
	}
}

interface Draft {
	readonly source: ServerBlock;
	readonly addresses: readonly BlockAddress[];
	readonly keys: readonly string[];
	readonly plugins: SimulatedPlugin[];
	bind: readonly string[];
}

function inspect(filename: string, sources: readonly ServerBlock[]): Corefile {
	const drafts = sources.map((source): Draft => {
		const addresses = source.keys.flatMap((key) => addressesOf(key, firstLine(source)));
		const keys = addresses.map(formatAddress);
		return { source, addresses, keys, plugins: [], bind: [] };
	});
	const notSimulated: NotSimulated[] = [];
	// As in CoreDNS, one plugin after the other in all blocks: this decides which of two mistakes is told.
	for (const name of directives) {
		for (const draft of drafts) {
			const tokens = draft.source.directives.get(name);
			if (tokens !== undefined) setUp(filename, name, tokens, draft, notSimulated);
		}
	}
	checkOverlap(drafts);
	const loaded = (name: string) => drafts.some(({ source }) => source.directives.has(name));
	return {
		blocks: drafts.map(finish),
		anyClass: loaded('forward') || loaded('chaos'),
		notSimulated: notSimulated.sort((a, b) => a.line - b.line),
	};
}

function firstLine(block: ServerBlock): number {
	const lines = [...block.directives.values()].flatMap((tokens) => tokens.map(({ line }) => line));
	return lines.length === 0 ? 0 : Math.min(...lines);
}

const defaultPorts: Readonly<Record<Transport, string>> = {
	dns: '53',
	tls: '853',
	quic: '853',
	grpc: '443',
	https: '443',
	https3: '443',
	unix: '',
};

/** A key's zones and port. (core/dnsserver/register.go InspectServerBlocks) */
function addressesOf(key: string, line: number): BlockAddress[] {
	const { transport, rest } = splitTransport(key);
	const split = splitHostPort(rest);
	if ('problem' in split) throw new CorefileError(`error inspecting server blocks: ${split.problem}`, line);
	const port = split.port === '' ? defaultPorts[transport] : split.port;
	return split.hosts.map((host) => ({ transport, zone: normalizeName(host), port }));
}

function formatAddress({ transport, zone, port }: BlockAddress): string {
	return `${transport}://${zone}:${port}`;
}

function setUp(
	filename: string,
	name: string,
	tokens: readonly Token[],
	draft: Draft,
	notSimulated: NotSimulated[],
): void {
	const controller = new Dispenser(filename, tokens);
	const line = tokens[0]?.line ?? 0;
	try {
		if (name === 'bind') draft.bind = readBind(controller);
		const read = readPlugin(name, controller, draft.keys);
		if (read === undefined) {
			checkSetUp(name, controller);
			notSimulated.push({ plugin: name, property: '', line, changesAnswers: !silentPlugins.has(name) });
			return;
		}
		draft.plugins.push(read.plugin);
		for (const property of read.notSimulated) {
			notSimulated.push({ plugin: name, property, line, changesAnswers: true });
		}
	} catch (error) {
		if (!(error instanceof CorefileError)) throw error;
		throw new CorefileError(`plugin/${name}: ${error.message}`, error.line || line);
	}
}

function readBind(controller: Dispenser): string[] {
	const all: string[] = [];
	while (controller.next()) {
		const addresses = controller.remainingArguments();
		if (addresses.length === 0) {
			throw controller.bareError('at least one address or interface name is expected');
		}
		let except: string[] = [];
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property !== 'except') throw controller.bareError(`invalid option ${JSON.stringify(property)}`);
			except = controller.remainingArguments();
			if (except.length === 0) {
				throw controller.bareError('at least one address or interface must be given to except subdirective');
			}
		}
		all.push(...addresses.filter((address) => !except.includes(address)));
	}
	return all;
}

/** Two blocks must not serve one zone at one place. (register.go validateZonesAndListeningAddresses, address.go) */
function checkOverlap(drafts: readonly Draft[]): void {
	const exact = new Set<string>();
	const anyHost = new Map<string, string>();
	for (const { addresses, bind, source } of drafts) {
		const line = firstLine(source);
		// A block that excepts all that it is bound to listens nowhere.
		const hosts = source.directives.has('bind') ? bind : [''];
		// With a view it is only one of those that may answer.
		const filtered = source.directives.has('view');
		for (const address of addresses) {
			for (const host of hosts) {
				const unbound = formatAddress(address);
				const key = host === '' ? unbound : `${unbound} on ${host}`;
				if (exact.has(key)) {
					if (filtered) continue;
					throw new CorefileError(`cannot serve ${key} - it is already defined`, line);
				}
				const other = anyHost.get(unbound);
				if (other !== undefined && (host === '' || exact.has(unbound))) {
					throw new CorefileError(
						`cannot serve ${key} - zone overlap listener capacity with ${host === '' ? other : unbound}`,
						line,
					);
				}
				if (filtered) continue;
				exact.add(key);
				anyHost.set(unbound, key);
			}
		}
	}
}

function finish({ source, addresses, plugins, bind }: Draft): CorefileBlock {
	const names = [...source.directives.keys()];
	const simulated = new Set<string>(plugins.map(({ name }) => name));
	return {
		addresses,
		zones: addresses.filter(({ transport }) => transport === 'dns').map(({ zone }) => zone),
		bind,
		plugins,
		missing: directives.filter(
			(name) => names.includes(name) && !simulated.has(name) && !silentPlugins.has(name),
		),
		hasPlugins: names.some((name) => !settings.has(name)),
	};
}
