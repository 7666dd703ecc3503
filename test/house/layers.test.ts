// The layers are TypeScript projects. This proves that they bite: it copies the real project files around probe files
// and lets the compiler judge every import between two layers; and that no source file escapes from the projects.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
	cpSync,
	existsSync,
	globSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** Data flows down this list: a folder may import only from folders above it. */
const layers = [
	'manifest',
	'kubernetes',
	'cluster',
	'dns',
	'resolver',
	'workspace',
	'rules',
	'features',
	'lsp',
	'cli',
] as const;

/** What a folder must not know although it stands further down. */
const neverKnows: Readonly<Record<string, readonly string[]>> = {
	kubernetes: ['manifest'],
	cluster: ['manifest'],
	dns: ['manifest'],
	resolver: ['manifest'],
	cli: ['lsp'],
};

/** Folders whose code runs anywhere: no Node, no browser. */
const pure = layers.slice(0, layers.indexOf('features') + 1);

/** The parts of the client, which know nothing of the server but its protocol. */
const clientParts = ['client/common', 'client/preview', 'client/panel', 'client/node', 'client/browser'];

/** Runs the compiler; its diagnostics. */
async function compile(folder: string, args: readonly string[]): Promise<string> {
	try {
		return (await run(process.execPath, [compiler, ...args], { cwd: folder, maxBuffer: 1e8 })).stdout;
	} catch (error) {
		return String((error as { stdout?: string }).stdout ?? error);
	}
}

describe('an import that points upwards does not compile', () => {
	let folder = '';

	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'servicescope-layers-'));
		const projects = globSync(['server/**/tsconfig*.json', 'client/**/tsconfig*.json'], { cwd: root });
		for (const file of [
			'tools/tsconfig.base.json',
			'server/package.json',
			'client/package.json',
			...projects,
		]) {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			cpSync(join(root, file), join(folder, file));
		}
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
		for (const project of projects.filter((file) => file.endsWith('tsconfig.json'))) {
			writeFileSync(join(folder, dirname(project), 'layer.ts'), 'export const layer = 1;\n');
		}
		writeFileSync(join(folder, 'server/protocol.ts'), 'export const protocol = 1;\n');
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	/** Writes one probe for each module and compiles the folder's project; the modules whose probe was refused. */
	async function refused(part: string, modules: readonly string[]): Promise<string[]> {
		const project = join(folder, part);
		modules.forEach((module, index) => {
			const from = module.startsWith('node:')
				? module
				: relative(project, join(folder, module))
						.replaceAll('\\', '/')
						.replace(/^(?!\.)/, './');
			writeFileSync(
				join(project, `probe-${index}.ts`),
				`import * as probe from '${from}';\nexport const probed = String(probe);\n`,
			);
		});
		const diagnostics = await compile(folder, ['-b', part]);
		for (const index of modules.keys()) rmSync(join(project, `probe-${index}.ts`));
		// 6307: the file is in no project that this one refers to. 2591: it needs Node's types.
		return modules.filter((_, index) =>
			new RegExp(`probe-${index}\\.ts\\(\\d+,\\d+\\): error TS(6307|2591)\\b`).test(diagnostics),
		);
	}

	for (const [index, layer] of layers.entries()) {
		test(`server/${layer}`, async () => {
			const forbidden = [...layers.slice(index + 1), ...(neverKnows[layer] ?? [])]
				.map((other) => `server/${other}/layer.ts`)
				.concat('client/common/layer.ts', pure.some((each) => each === layer) ? 'node:fs' : []);
			assert.deepEqual(await refused(`server/${layer}`, forbidden), forbidden);
			// The counterproof: probes as such compile.
			const allowed = layer === 'cluster' ? ['server/kubernetes/layer.ts'] : [];
			assert.deepEqual(await refused(`server/${layer}`, allowed), []);
		});
	}

	for (const part of clientParts) {
		test(part, async () => {
			const forbidden = layers.map((layer) => `server/${layer}/layer.ts`);
			assert.deepEqual(await refused(part, forbidden), forbidden);
			if (part !== 'client/panel') assert.deepEqual(await refused(part, ['server/protocol.ts']), []);
		});
	}
});

test('every source file belongs to exactly one project', { timeout: 60_000 }, async () => {
	const projects = await referencedProjects(join(root, 'tsconfig.json'));
	const owners = new Map<string, string[]>();
	for (const project of projects) {
		for (const line of (await compile(root, ['-p', project, '--listFilesOnly'])).split('\n')) {
			const file = relative(root, line.trim()).replaceAll('\\', '/');
			if (!file.endsWith('.ts') || file.startsWith('..') || /(^|\/)(node_modules|\.tsc)\//.test(file))
				continue;
			owners.set(file, [...(owners.get(file) ?? []), relative(root, project)]);
		}
	}
	const sources = globSync(['server/**/*.ts', 'client/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts'], {
		cwd: root,
	});
	const strays = sources
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => owners.get(file)?.length !== 1)
		.map((file) => `${file}: ${owners.get(file)?.join(', ') ?? 'no project'}`);
	assert.deepEqual(strays, []);
});

/** Every project that `tsc -b` at the root compiles. */
async function referencedProjects(file: string, seen = new Set<string>()): Promise<Set<string>> {
	const { references = [] } = JSON.parse(readFileSync(file, 'utf8')) as { references?: { path: string }[] };
	for (const { path } of references) {
		const absolute = join(dirname(file), path);
		const project = existsSync(join(absolute, 'tsconfig.json')) ? join(absolute, 'tsconfig.json') : absolute;
		if (seen.has(project)) continue;
		seen.add(project);
		await referencedProjects(project, seen);
	}
	return seen;
}
