// Invariant: a command's result goes to standard output, everything else to standard error; a wrong call or unreadable
// input ends with one line and status 2, never with a stack trace.
import type { Command, Terminal } from './command.ts';
import { type CommandHelp, commandHelp, helpText } from './help.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

export interface CommandEntry {
	readonly summary: string;
	readonly help: CommandHelp;
	/** Loaded when called, so that one command does not pay for another. */
	readonly load: () => Promise<Command>;
}

const ownCommands: Readonly<Record<string, CommandEntry>> = {
	lint: {
		summary: 'Find mistakes at their fields, and mend what can be mended safely',
		help: commandHelp.lint,
		load: async () => (await import('./lint.ts')).lint,
	},
	'dry-run': {
		summary: 'Judge manifests as the API server would and show what it would store',
		help: commandHelp['dry-run'],
		load: async () => (await import('./dry-run.ts')).dryRun,
	},
	dns: {
		summary: 'Answer DNS questions as the cluster would, or print all its records',
		help: commandHelp.dns,
		load: async () => (await import('./dns.ts')).dns,
	},
	serve: {
		summary: 'Run a DNS server on loopback that answers as the cluster would',
		help: commandHelp.serve,
		load: async () => (await import('./serve.ts')).serve,
	},
	expose: {
		summary: 'Print the Service that kubectl expose would generate',
		help: commandHelp.expose,
		load: async () => (await import('./expose.ts')).exposeCommand,
	},
	explain: {
		summary: "Print a rule's page, or list all rules",
		help: commandHelp.explain,
		load: async () => (await import('./explain.ts')).explain,
	},
};

/**
 * Runs the command line and returns the exit status: 0 done, 1 findings or rejections, 2 wrong usage or unreadable input.
 * `others` are commands from outside this folder.
 */
export async function main(
	args: readonly string[],
	terminal: Terminal,
	others: Readonly<Record<string, CommandEntry>> = {},
): Promise<number> {
	const commands = { ...ownCommands, ...others };
	const [name, ...rest] = args;
	if (name === undefined) {
		terminal.stderr("servicescope: no command; 'servicescope help' lists them\n");
		return 2;
	}
	if (isHelp(name) || (name === 'help' && rest[0] === undefined)) {
		terminal.stdout(usage(commands));
		return 0;
	}
	if (name === '--version') {
		terminal.stdout(`${version}\n`);
		return 0;
	}
	try {
		const wanted = name === 'help' ? (rest[0] ?? '') : name;
		const entry = Object.hasOwn(commands, wanted) ? commands[wanted] : undefined;
		if (entry === undefined) throw new UsageError(`no command '${wanted}'; 'servicescope help' lists them`);
		const end = rest.indexOf('--');
		if (name === 'help' || (end === -1 ? rest : rest.slice(0, end)).some(isHelp)) {
			terminal.stdout(helpText(entry.summary, entry.help));
			return 0;
		}
		return await (await entry.load())(rest, terminal);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		terminal.stderr(`servicescope: ${message.replaceAll('\n', ' ')}\n`);
		return 2;
	}
}

function isHelp(argument: string): boolean {
	return argument === '--help' || argument === '-h';
}

function usage(commands: Readonly<Record<string, CommandEntry>>): string {
	const width = Math.max(...Object.keys(commands).map((name) => name.length));
	const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
	return `See what a Kubernetes Service really does, before you apply it.\n\nusage: servicescope COMMAND [OPTION…] [PATH…]\n\n${lines.join('\n')}\n\n'servicescope help COMMAND' says how a command is called, 'servicescope --version' which release this is.\n`;
}
