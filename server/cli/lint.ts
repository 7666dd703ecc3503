// Invariant: the exit status says whether anything at or above --fail-on was found; nothing is written without --fix.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { documentedRules, ruleNamed } from '../features/text-rules.ts';
import { kubernetesVersions, parseKubernetesVersion } from '../kubernetes/versions.ts';
import type { RuleSettings } from '../rules/context.ts';
import type { Severity } from '../rules/rule.ts';
import { admissionAnywhere } from '../workspace/admission.ts';
import { corefileChoices } from '../workspace/corefiles.ts';
import { nearestName } from '../workspace/nearest-name.ts';
import type { Settings } from '../workspace/settings.ts';
import type { Command, Terminal } from './command.ts';
import { readCorefileFile } from './corefile-input.ts';
import { toLintFinding } from './lint-finding.ts';
import { fixSafely } from './lint-fix.ts';
import { type LintFormatName, lintFormats } from './lint-formats.ts';
import { type LintFile, readLintInput, storedText } from './lint-input.ts';
import { LintRun } from './lint-run.ts';
import { parseFailure } from './parse-failure.ts';
import { readSettingsFile, settingsFile } from './settings-file.ts';
import { unifiedDiff } from './unified-diff.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

const usage =
	'usage: servicescope lint [PATH…] [--format text|json|sarif|github] [--fail-on error|warning|info|never] [--rule ID=LEVEL]… [--fix|--fix-dry-run] [--stdin-filename NAME] [--context PATH]… [--kubernetes-version 1.33…1.37]';

/** What the command takes; help.ts describes it. */
export const options = {
	format: { type: 'string' },
	'fail-on': { type: 'string' },
	rule: { type: 'string', multiple: true },
	fix: { type: 'boolean' },
	'fix-dry-run': { type: 'boolean' },
	'stdin-filename': { type: 'string' },
	context: { type: 'string', multiple: true },
	'kubernetes-version': { type: 'string' },
} as const;

/** Severities that end the command with status 1, by `--fail-on`. */
const failing: Readonly<Record<string, readonly Severity[]>> = {
	error: ['error'],
	warning: ['error', 'warning'],
	info: ['error', 'warning', 'info'],
	never: [],
};

const ruleLevels: readonly string[] = ['off', 'hint', 'info', 'warning', 'error'];

/** Standard output is written in pieces of about this many characters. */
const pieceLength = 65_536;

/** `servicescope lint [PATH…]`: 1 if something at or above --fail-on is found, else 0. */
export const lint: Command = async (args, terminal) => {
	const { values, positionals } = parse(args);
	const formatName = formatNamed(values.format ?? 'text');
	const failOn = failing[values['fail-on'] ?? 'error'];
	if (failOn === undefined || !Object.hasOwn(failing, values['fail-on'] ?? 'error'))
		throw new UsageError(`--fail-on ${values['fail-on']}: ${Object.keys(failing).join(', ')} are known`);
	const standard = values['stdin-filename'] === undefined ? '.' : '-';
	const paths = positionals.length > 0 ? positionals : [standard];
	if (values.fix === true && paths.includes('-'))
		throw new UsageError('--fix: standard input cannot be changed; --fix-dry-run prints the changes');
	const settings = settingsOf(values, terminal);
	const { files, notes } = readLintInput({
		paths,
		context: values.context ?? [],
		stdinFilename: values['stdin-filename'],
		exclude: settings.exclude,
		maxFileSize: settings.maxFileSize,
	});
	for (const note of notes) terminal.stderr(`servicescope: ${note}\n`);
	const run = new LintRun(
		files,
		(workspace) => ruleSettings(settings, workspace),
		({ rule, error }) =>
			terminal.stderr(
				`servicescope: rule ${rule.id} failed and is left out where it did: ${String(error)}\n`,
			),
	);
	const isDryRun = values['fix-dry-run'] === true;
	if (values.fix === true || isDryRun) {
		const diff = fix(run, isDryRun);
		if (formatName === 'text') terminal.stdout(diff);
		else terminal.stderr(diff);
	}
	// What can be piped into patch stands alone.
	const print = isDryRun && formatName === 'text' ? terminal.stderr : terminal.stdout;
	return report(run, formatName, failOn, terminal.colors ?? false, print);
};

function report(
	run: LintRun,
	formatName: LintFormatName,
	failOn: readonly Severity[],
	colors: boolean,
	print: (text: string) => void,
): number {
	const format = lintFormats[formatName]({ colors, version });
	let status = 0;
	let fileCount = 0;
	let pending = '';
	for (const { file, findings } of run.findings()) {
		fileCount++;
		for (const placed of findings) {
			if (failOn.includes(placed.severity)) status = 1;
			pending += format.finding(toLintFinding(run, file, placed), run);
			if (pending.length < pieceLength) continue;
			print(pending);
			pending = '';
		}
	}
	print(pending + format.end(fileCount));
	return status;
}

/** Makes the safe fixes and writes them if wanted; what changes, as a diff. */
function fix(run: LintRun, isDryRun: boolean): string {
	const canWrite = (uri: string): boolean => {
		const file = run.file(uri);
		return file?.reported === true && (isDryRun || file.path !== undefined);
	};
	let diff = '';
	for (const [uri, text] of fixSafely(run, canWrite)) {
		const file = run.file(uri);
		if (file === undefined) continue;
		if (!isDryRun) write(file, text);
		diff += unifiedDiff(file.name, storedText(file, file.text), storedText(file, text));
	}
	return diff;
}

function write(file: LintFile, text: string): void {
	if (file.path === undefined) return;
	try {
		writeFileSync(file.path, storedText(file, text));
	} catch (error) {
		throw new UsageError(
			`${file.name}: cannot be written: ${error instanceof Error ? error.message : error}`,
		);
	}
}

function settingsOf(values: ReturnType<typeof parse>['values'], terminal: Terminal): Settings {
	const { settings, problems } = readSettingsFile();
	for (const problem of problems) terminal.stderr(`${problem}\n`);
	for (const id of Object.keys(settings.rules))
		if (ruleNamed(id) === undefined) terminal.stderr(`${settingsFile}: rules.${id}: ${unknownRule(id)}\n`);
	const rules: Record<string, string> = { ...settings.rules };
	for (const choice of values.rule ?? []) {
		const [, id = '', level = ''] = /^([^=]*)=(.*)$/.exec(choice) ?? [];
		if (!ruleLevels.includes(level))
			throw new UsageError(`--rule ${choice}: must be ID=${ruleLevels.join('|')}`);
		if (ruleNamed(id) === undefined) throw new UsageError(`--rule ${choice}: ${unknownRule(id)}`);
		rules[id] = level;
	}
	return withVersion({ ...settings, rules }, values['kubernetes-version']);
}

/** "there is no rule X; did you mean Y?" */
export function unknownRule(id: string): string {
	const nearest = nearestName(
		id,
		documentedRules.map((rule) => rule.id),
	);
	const guess = nearest === undefined ? `'servicescope explain' lists them` : `did you mean ${nearest.name}?`;
	return `there is no rule '${id}'; ${guess}`;
}

function ruleSettings(settings: Settings, workspace: LintRun['workspace']): RuleSettings {
	const own = settings.corefile === '' ? undefined : readCorefileFile(settings.corefile);
	if (settings.corefile !== '' && own === undefined)
		throw new UsageError(`${settingsFile}: the Corefile ${settings.corefile} cannot be read`);
	const corefile = corefileChoices(workspace, settings.clusterDomain, own)[0]?.text ?? '';
	return { settings, admission: admissionAnywhere(settings), corefile };
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true });
	} catch (error) {
		throw parseFailure(error, usage);
	}
}

function formatNamed(name: string): LintFormatName {
	for (const known of Object.keys(lintFormats) as LintFormatName[]) if (known === name) return known;
	throw new UsageError(`--format ${name}: the formats are ${Object.keys(lintFormats).join(', ')}`);
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
