// Invariant: standard output carries the protocol and nothing else.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Command } from './cli/command.ts';
import { UsageError } from './cli/usage-error.ts';
import { startServer } from './lsp/server.ts';
import { nodeHost } from './node-host.ts';

/**
 * `servicescope lsp --stdio`: the language server over standard input and output. The connection ends the process: with 0
 * after `shutdown` and `exit`, with 1 where the client goes away without.
 */
export const lsp: Command = async (args, terminal) => {
	// Clients add options of their own, such as --clientProcessId=123, which the connection reads itself.
	const unknown = args.find((arg) => !/^--(?:stdio$|clientProcessId\b)|^\d+$/.test(arg));
	if (unknown !== undefined) throw new UsageError(`${unknown}: usage: servicescope lsp --stdio`);
	if (!args.includes('--stdio')) throw new UsageError('usage: servicescope lsp --stdio');
	console.log = console.info = console.debug = (...words) => terminal.stderr(`${words.join(' ')}\n`);
	startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), nodeHost);
	return new Promise(() => {});
};
