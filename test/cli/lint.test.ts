import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { CommandFolder } from './command.ts';
import { broken, fine, nearMiss, wide, wrongType } from './lint-manifests.ts';

let folder: CommandFolder | undefined;
afterEach(() => {
	folder?.remove();
	folder = undefined;
});

function withFiles(files: Readonly<Record<string, string>>): CommandFolder {
	folder = new CommandFolder(files);
	return folder;
}

interface JsonFinding {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly endColumn: number;
	readonly rule: string;
	readonly severity: string;
	readonly message: string;
	readonly path?: string;
}

async function findings(...args: string[]): Promise<JsonFinding[]> {
	const { stdout } = (await folder?.run('lint', '--format', 'json', ...args)) ?? { stdout: '' };
	return JSON.parse(stdout) as JsonFinding[];
}

/** `file:line rule`, without what is only information. */
async function loud(...args: string[]): Promise<string[]> {
	const found = await findings(...args);
	return found
		.filter(({ severity }) => severity === 'error' || severity === 'warning')
		.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

const statuses: readonly [
	files: Readonly<Record<string, string>>,
	args: readonly string[],
	status: number,
][] = [
	[{ 'a.yaml': fine }, [], 0],
	[{ 'a.yaml': wrongType }, [], 1],
	[{ 'a.yaml': wrongType }, ['--fail-on', 'never'], 0],
	[{ 'a.yaml': nearMiss }, [], 0],
	[{ 'a.yaml': nearMiss }, ['--fail-on', 'warning'], 1],
	[{ 'a.yaml': fine }, ['--fail-on', 'warning'], 0],
	[{ 'a.yaml': fine }, ['--fail-on', 'info'], 1],
	[{ 'a.yaml': nearMiss }, ['--rule', 'selector-near-miss=error'], 1],
	[{ 'a.yaml': wrongType }, ['--rule', 'service-type-value=off'], 0],
	[{ 'a.yaml': wrongType, '.servicescope.yaml': 'rules: {service-type-value: off}' }, [], 0],
	[
		{ 'a.yaml': wrongType, '.servicescope.yaml': 'rules: {service-type-value: off}' },
		['--rule', 'service-type-value=error'],
		1,
	],
	[{ 'a.yaml': broken }, [], 1],
	[{ 'values.yaml': 'a: [1\n' }, [], 0],
	[{ 'a.yaml': wrongType, '.servicescope.yaml': 'exclude: ["a.*"]' }, ['a.yaml'], 0],
	[{ 'readme.txt': wrongType }, [], 0],
	[{ 'readme.txt': wrongType }, ['readme.txt'], 1],
];
describe('the exit status', () => {
	for (const [files, args, status] of statuses) {
		it(`${status} for lint ${args.join(' ')} of ${Object.keys(files).join(', ')}`, async () => {
			assert.equal((await withFiles(files).run('lint', ...args)).status, status);
		});
	}
});

const refusals: readonly [args: readonly string[], why: RegExp][] = [
	[['missing.yaml'], /missing\.yaml: no such file or folder/],
	[['--format', 'xml'], /text, json, sarif, github/],
	[['--fail-on', 'hint'], /error, warning, info, never/],
	[['--rule', 'selector-near-mis=off'], /did you mean selector-near-miss\?/],
	[['--rule', 'port-number=loud'], /off\|hint\|info\|warning\|error/],
	[['--kubernetes-version', '1.20'], /1\.33/],
	[['--nonsense'], /usage: servicescope lint/],
	[['--fix', '-'], /standard input/],
	// A name for standard input asks for it.
	[['--fix', '--stdin-filename', 'web.yaml'], /standard input/],
];
describe('a wrong call', () => {
	for (const [args, why] of refusals) {
		it(`lint ${args.join(' ')}: one line and status 2`, async () => {
			const { status, stdout, stderr } = await withFiles({ 'a.yaml': fine }).run('lint', ...args);
			assert.equal(status, 2);
			assert.equal(stdout, '');
			assert.match(stderr, why);
			assert.equal(stderr.trimEnd().includes('\n'), false);
		});
	}
});

describe('what is read', () => {
	it('leaves out what .gitignore names, also one above the folder in a repository', async () => {
		withFiles({
			'.git/HEAD': '',
			'.gitignore': 'made/\n',
			'a.yaml': wrongType,
			'made/b.yaml': wrongType,
			'sub/made/c.yaml': wrongType,
			'sub/d.yml': wrongType,
			'node_modules/e.yaml': wrongType,
		});
		const of = async (...args: string[]) => (await loud(...args)).map((line) => line.split(':')[0]);
		assert.deepEqual(await of(), ['a.yaml', 'sub/d.yml']);
		assert.deepEqual(await of('sub'), ['sub/d.yml']);
		// Who names the folder means it.
		assert.deepEqual(await of('made'), ['made/b.yaml']);
	});

	it('leaves out the settings', async () => {
		const made = withFiles({ 'a.yaml': wrongType, '.servicescope.yaml': 'clusterDomain: corp.local\n' });
		const { stdout } = await made.run('dry-run', '.', '-o', 'jsonl');
		assert.deepEqual(
			stdout
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line).file),
			['a.yaml'],
		);
	});

	it('takes a file that is named twice once', async () => {
		withFiles({ 'a.yaml': wrongType });
		assert.equal((await loud('a.yaml', '.', './a.yaml')).length, 1);
	});

	it('reads context without reporting on it', async () => {
		const [service = '', deployment = ''] = nearMiss.split('---\n');
		withFiles({
			'service.yaml': service,
			'deployment.yaml': deployment,
			'wrong.yaml': wrongType,
		});
		assert.deepEqual(await loud('service.yaml'), []);
		assert.deepEqual(await loud('service.yaml', '--context', '.'), ['service.yaml:7 selector-near-miss']);
	});

	it('tells of what it does not look at, and reads what is too large for the editor', async () => {
		const { stderr, stdout } = await withFiles({
			'binary.yaml': 'kind: Service\0',
			'large.yaml': wrongType,
			'.servicescope.yaml': 'maxFileSize: 20',
			'empty/note.txt': '',
		}).run('lint', '.', 'empty');
		assert.match(stderr, /binary\.yaml: not looked at/);
		assert.match(stderr, /large\.yaml: larger than maxFileSize/);
		assert.match(stderr, /empty: no \*\.yaml/);
		assert.match(stdout, /large\.yaml:6:9 error/);
	});

	it('names settings that are wrong', async () => {
		const { stderr } = await withFiles({
			'.servicescope.yaml': 'rules: {selector-near-mis: off, port-number: loud}\n',
		}).run('lint');
		assert.match(stderr, /rules\.selector-near-mis: .*did you mean selector-near-miss\?/);
		assert.match(stderr, /rules\.port-number must be off, hint/);
	});

	it('keeps the defaults where the settings file cannot be read or says something else', async () => {
		const texts: readonly (readonly [string, RegExp])[] = [
			['rule: {port-number: off}\n', /^\.servicescope\.yaml: rule is no setting\n$/],
			['serviceCIDRs: [10.0.0.0]\n', /^\.servicescope\.yaml: serviceCIDRs must be ranges of addresses/],
			['rules: {a: [\n', /^\.servicescope\.yaml is left out: .+\n$/],
		];
		for (const [settings, told] of texts) {
			const { stderr, status } = await withFiles({
				'a.yaml': fine,
				'.servicescope.yaml': settings,
			}).run('lint');
			assert.match(stderr, told);
			assert.equal(status, 0);
		}
	});

	it('takes only files from a folder: what else is called so could block its reader', async () => {
		const { path } = withFiles({ 'a.yaml': wrongType });
		const socket = createServer().listen(join(path, 'b.yaml'));
		await once(socket, 'listening');
		const found = await loud().finally(() => socket.close());
		assert.deepEqual(found, ['a.yaml:6 service-type-value']);
	});
});

describe('places', () => {
	it('counts UTF-16 units', async () => {
		withFiles({ 'a.yaml': wide });
		const found = (await findings()).filter(({ rule }) => rule === 'protocol-value');
		const line = wide.split('\n')[7] ?? '';
		assert.deepEqual(
			found.map((finding) => [finding.line, finding.column, finding.endColumn, finding.path]),
			[
				[7, 28, 31, 'spec.ports[0].protocol'],
				[8, line.indexOf('tcp') + 1, line.indexOf('tcp') + 4, 'spec.ports[1].protocol'],
			],
		);
	});

	it('is the same with CRLF and with a byte order mark', async () => {
		withFiles({ 'a.yaml': wide });
		const expected = await findings();
		for (const text of [wide.replaceAll('\n', '\r\n'), `\uFEFF${wide}`]) {
			folder?.write('a.yaml', text);
			assert.deepEqual(await findings(), expected);
		}
	});

	it('underlines in columns of the terminal', async () => {
		const { stdout } = await withFiles({ 'a.yaml': wide }).run('lint', '--rule', 'port-name-missing=off');
		const lines = stdout.split('\n');
		const at = lines.findIndex((line) => line.includes('8:42 error'));
		// Two CJK letters and an emoji take two columns each.
		assert.equal(lines[at + 2], `    | ${' '.repeat(43)}^^^`);
	});

	it('finds what cannot be read where it stands', async () => {
		withFiles({ 'a.yaml': broken });
		const [found] = (await findings()).filter(({ severity }) => severity === 'error');
		assert.equal(found?.rule, 'yaml-syntax');
	});

	it('names the first line that is indented wrongly, not all that follow', async () => {
		const shifted = fine.replaceAll('\n', '\n    ');
		withFiles({ 'a.yaml': shifted });
		const lines = (await findings()).filter(({ rule }) => rule === 'yaml-syntax').map(({ line }) => line);
		assert.equal(lines.length, 1);
		assert.ok(Number(lines[0]) <= 2);
	});

	it('leaves logs and other data alone', async () => {
		withFiles({ 'log.json': '{"span.kind": "server", "kind": "call"}\n{"span.kind": "client"}\n' });
		assert.deepEqual(await findings(), []);
	});
});

describe('comments', () => {
	it('switch a rule off for a line or the document, and are reported where they do nothing', async () => {
		const nextLine = '  # servicescope-disable-next-line service-type-value\n';
		withFiles({ 'a.yaml': wrongType.replace('  type:', `${nextLine}  type:`) });
		assert.deepEqual(await loud(), []);
		folder?.write('a.yaml', `# servicescope-disable service-type-value on purpose\n${wrongType}`);
		assert.deepEqual(await loud(), []);
		folder?.write('a.yaml', fine.replace('spec:', `# servicescope-disable servic-type-value\nspec:`));
		const [unused] = (await findings()).filter(({ rule }) => rule === 'unused-suppression');
		assert.equal(unused?.line, 5);
		assert.match(unused?.message ?? '', /no rule servic-type-value.*mean service-type-value\?/);
	});

	it('wait where their rule is off', async () => {
		withFiles({ 'a.yaml': `# servicescope-disable service-type-value\n${wrongType}` });
		assert.deepEqual(
			(await findings('--rule', 'service-type-value=off')).filter(
				({ rule }) => rule === 'unused-suppression',
			),
			[],
		);
	});
});

it('says in docs/lint-json.md what the fields are', async () => {
	withFiles({ 'a.yaml': wrongType });
	const documented = readFileSync(new URL('../../docs/lint-json.md', import.meta.url), 'utf8');
	for (const finding of await findings()) {
		for (const field of Object.keys(finding)) assert.ok(documented.includes(`\`${field}\``), field);
	}
});
