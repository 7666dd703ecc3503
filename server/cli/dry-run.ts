// Invariant: the verdict is the API server's on exactly these documents; the exit status says only whether all are accepted.
import { parseArgs } from 'node:util';
import { kubernetesVersions, parseKubernetesVersion } from '../kubernetes/versions.ts';
import { admissionContext } from '../workspace/admission.ts';
import type { Settings } from '../workspace/settings.ts';
import type { Command } from './command.ts';
import { recordFormats } from './dry-run-formats.ts';
import { readInput } from './input.ts';
import { appliedManifests, judgedRecords } from './judged-records.ts';
import { parseFailure } from './parse-failure.ts';
import { readSettingsFile } from './settings-file.ts';
import { withLongOptions } from './short-options.ts';
import { UsageError } from './usage-error.ts';

const usage =
	'usage: servicescope dry-run [PATH…] [-o text|yaml|json|jsonl] [--from OLD] [--kubernetes-version 1.33…1.37]';

/** What the command takes; help.ts describes it. */
export const options = {
	output: { type: 'string', short: 'o' },
	from: { type: 'string', multiple: true },
	'kubernetes-version': { type: 'string' },
} as const;

/** Standard output is written in pieces of about this many characters. */
const pieceLength = 65_536;

/** `servicescope dry-run [PATH…]`: 0 if the API server accepts every document, 1 if it rejects one. */
export const dryRun: Command = async (args, terminal) => {
	const { values, positionals } = parse(args);
	const format = formatNamed(values.output ?? 'text');
	const { settings, problems } = readSettingsFile();
	const context = admissionContext(withVersion(settings, values['kubernetes-version']));
	if ([...positionals, ...(values.from ?? [])].filter((path) => path === '-').length > 1) {
		throw new UsageError('-: standard input can be read only once');
	}
	const files = readInput(positionals.length > 0 ? positionals : ['.']);
	const complain = (line: string) => terminal.stderr(`${line}\n`);
	const applied =
		values.from === undefined ? undefined : appliedManifests(readInput(values.from), context, complain);
	for (const problem of problems) terminal.stderr(`${problem}\n`);
	let status = 0;
	let pending = '';
	for (const record of judgedRecords(files, context, applied)) {
		if (!record.verdict.accepted) status = 1;
		pending += format.stdout(record);
		const complaint = format.stderr(record);
		if (complaint !== '') terminal.stderr(complaint);
		if (pending.length < pieceLength) continue;
		terminal.stdout(pending);
		pending = '';
	}
	pending += format.end();
	if (pending !== '') terminal.stdout(pending);
	return status;
};

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: withLongOptions(args, options), options, allowPositionals: true });
	} catch (error) {
		throw parseFailure(error, usage);
	}
}

function formatNamed(name: string) {
	for (const [known, format] of Object.entries(recordFormats)) if (known === name) return format();
	throw new UsageError(`-o ${name}: the formats are ${Object.keys(recordFormats).join(', ')}`);
}

function withVersion(settings: Settings, version: string | undefined): Settings {
	if (version === undefined) return settings;
	const kubernetesVersion = parseKubernetesVersion(version);
	if (kubernetesVersion === undefined) {
		throw new UsageError(
			`--kubernetes-version ${version}: there are rules for ${kubernetesVersions.join(', ')}`,
		);
	}
	return { ...settings, kubernetesVersion };
}
