// Invariant: answers are what `serve` would send to dig over the same input; results go to standard output, what does not
// count or is not simulated to standard error.
import { parseArgs } from 'node:util';
import { RecordClass } from '../dns/codes.ts';
import type { Question } from '../dns/message.ts';
import { createNameServer, type NameServer } from '../dns/name-server.ts';
import { recordText } from '../dns/record-text.ts';
import { zoneFile, zoneQuestions } from '../dns/zone-file.ts';
import { ClusterSource, readConfiguration, serverAddresses } from './cluster-input.ts';
import type { Command } from './command.ts';
import { loadCorefile, readCorefileFile } from './corefile-input.ts';
import { type DigOptions, digExchange, type Exchange } from './dig-exchange.ts';
import { formatDig, formatShort } from './dig-format.ts';
import { formatJson } from './dns-json.ts';
import { readQueryFile, readQuestions } from './dns-questions.ts';
import { parseFailure } from './parse-failure.ts';
import { readSettingsFile } from './settings-file.ts';
import { UsageError } from './usage-error.ts';

const usage =
	'usage: servicescope dns [PATH…] [-- NAME [TYPE]…] [--format dig|json|zone|short] [--corefile FILE] …';

const formats = ['dig', 'json', 'zone', 'short'] as const;
type Format = (typeof formats)[number];

/** What the command takes; help.ts describes it. */
export const options = {
	format: { type: 'string' },
	corefile: { type: 'string' },
	tcp: { type: 'boolean' },
	bufsize: { type: 'string' },
	queries: { type: 'string' },
	configuration: { type: 'string' },
	replicas: { type: 'string', multiple: true },
	'not-ready': { type: 'string', multiple: true },
} as const;

/** `servicescope dns [PATH…] [-- NAME [TYPE]…]`. */
export const dns: Command = async (args, terminal) => {
	const end = args.indexOf('--');
	const { values, positionals } = parse(end === -1 ? args : args.slice(0, end));
	const { settings, problems } = readSettingsFile();
	const questions = [
		...readQuestions(end === -1 ? [] : args.slice(end + 1)),
		...(values.queries === undefined ? [] : readQueryFile(values.queries)),
	];
	// A file without a question asks nothing; only without both does the whole zone answer.
	const hasQuestions = questions.length > 0 || values.queries !== undefined;
	const format = readFormat(values.format, hasQuestions);
	const dig: DigOptions = { tcp: values.tcp ?? false, bufferSize: readBufferSize(values.bufsize) };
	const corefile = loadCorefile(values.corefile, settings);
	const source = new ClusterSource({
		paths: positionals.length > 0 ? positionals : ['.'],
		configuration: readConfiguration(values.configuration),
		replicas: values.replicas ?? [],
		notReady: values['not-ready'] ?? [],
		settings,
	});
	const { cluster, complaints, changed } = source.read();
	for (const line of [...problems, ...complaints.map(({ text }) => text)]) terminal.stderr(`${line}\n`);
	for (const { plugin, property, line, changesAnswers } of corefile.notSimulated) {
		if (!changesAnswers) continue;
		terminal.stderr(`Corefile:${line}: ${plugin}${property === '' ? '' : ` ${property}`} is not simulated\n`);
	}
	const server = createNameServer({
		cluster,
		corefile,
		localAddresses: serverAddresses(cluster),
		serial: changed,
		readFile: readCorefileFile,
	});
	if (!hasQuestions && format === 'zone') {
		terminal.stdout(zoneFile(cluster, corefile, server).text);
	} else {
		const asked = hasQuestions ? questions : zoneQuestions(cluster, corefile, server);
		const notes = new Set<string>();
		asked.forEach((question, index) => {
			terminal.stdout(answer(server, question, (index + 1) & 0xffff, format, dig, notes));
		});
		for (const note of notes) terminal.stderr(`${note}\n`);
	}
	return complaints.some(({ isRejection }) => isRejection) ? 1 : 0;
};

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true });
	} catch (error) {
		throw parseFailure(error, usage);
	}
}

function readFormat(text: string | undefined, hasQuestions: boolean): Format {
	if (text === undefined) return hasQuestions ? 'dig' : 'zone';
	const format = formats.find((known) => known === text);
	if (format === undefined) throw new UsageError(`--format ${text}: there are ${formats.join(', ')}`);
	return format;
}

function readBufferSize(text: string | undefined): number {
	if (text === undefined) return 1232;
	if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
		throw new UsageError(`--bufsize ${text}: a number of bytes from 0 to 65535`);
	}
	return Number(text);
}

function answer(
	server: NameServer,
	question: Question,
	id: number,
	format: Format,
	dig: DigOptions,
	notes: Set<string>,
): string {
	const exchange = digExchange(server, question, id, dig);
	if (exchange === undefined) {
		return format === 'dig' ? ';; communications error: timed out\n;; no servers could be reached\n' : '';
	}
	for (const note of exchange.notes) notes.add(`${question.name}: ${note}`);
	return printers[format](exchange);
}

const printers: Readonly<Record<Format, (exchange: Exchange) => string>> = {
	dig: (exchange) => formatDig(exchange, new Date()),
	json: formatJson,
	short: formatShort,
	zone: ({ message }) =>
		[...message.answer, ...message.authority, ...message.additional]
			.filter((record) => record.class === RecordClass.IN)
			.map((record) => `${recordText(record)}\n`)
			.join(''),
};
