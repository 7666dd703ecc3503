// Measures `lint` beside kube-score and kubeconform on the same files in the same run, where they are installed:
// `npm run bench:lint [-- FOLDER]`; without a folder over generated manifests. KUBE_SCORE and KUBECONFORM (or PATH) name the
// programs, SWAGGER Kubernetes' swagger.json for kubeconform's schemas. A file that one of them gives up on goes to none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { manifestFiles, readInput } from '../../server/cli/input.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { writeKindSchemas } from './kind-schemas.ts';

const runs = 5;
const generatedFiles = 1300;

interface Contestant {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
}

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'bench-lint-'));
try {
	const folder = process.argv[2] ?? generate();
	run(process.execPath, [join(root, 'tools', 'build.ts')]);
	// npm names the Node that users have; its own scripts run under the project's.
	const node = process.env.npm_node_execpath ?? process.execPath;
	const kubeScore = program('KUBE_SCORE', 'kube-score');
	const all = manifestFiles(folder).filter((file) => /\.ya?ml$/.test(file));
	const plain = all.filter(isPlainYaml);
	const files = kubeScore === undefined ? plain : readableBy(kubeScore, plain);
	const bytes = readInput(files).reduce((sum, { text }) => sum + text.length, 0);
	console.log(
		`${files.length} of ${all.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${availableParallelism()} cores; best and median of ${runs} runs, taken in turn`,
	);
	const lint = [join(root, 'dist', 'cli.js'), 'lint', '--format', 'json', '--fail-on', 'never', ...files];
	const contestants: Contestant[] = [
		{ name: `lint (Node ${run(node, ['--version']).trim()})`, command: node, args: lint },
	];
	if (kubeScore === undefined)
		console.log('kube-score is not measured: KUBE_SCORE is not set and none is in PATH');
	else contestants.push({ name: 'kube-score', command: kubeScore, args: ['score', ...files] });
	const kubeconform = program('KUBECONFORM', 'kubeconform');
	const swagger = process.env.SWAGGER;
	if (kubeconform === undefined || swagger === undefined)
		console.log(
			'kubeconform is not measured: KUBECONFORM (or PATH) and SWAGGER must name it and swagger.json',
		);
	else {
		const location = writeKindSchemas(swagger, scratch);
		const args = ['-strict', '-ignore-missing-schemas', '-summary', '-schema-location', location, ...files];
		contestants.push({ name: 'kubeconform', command: kubeconform, args });
	}
	measure(contestants);
} finally {
	rmSync(scratch, { recursive: true, force: true });
}

/** In turn, so that a busy machine is busy for all of them. */
function measure(contestants: readonly Contestant[]): void {
	const times = contestants.map((): number[] => []);
	for (let round = 0; round < runs; round++) {
		contestants.forEach(({ command, args }, index) => {
			const started = performance.now();
			run(command, args);
			times[index]?.push((performance.now() - started) / 1000);
		});
	}
	let own: number | undefined;
	contestants.forEach(({ name }, index) => {
		const sorted = [...(times[index] ?? [])].sort((a, b) => a - b);
		const best = sorted[0] ?? 0;
		const median = sorted[Math.floor(runs / 2)] ?? 0;
		const ratio = own === undefined ? '' : `, ${(median / own).toFixed(2)} times lint's median`;
		own ??= median;
		console.log(`${name}: ${best.toFixed(2)} s, median ${median.toFixed(2)} s${ratio}`);
		if (own > median) process.exitCode = 1;
	});
}

function isPlainYaml(file: string): boolean {
	const [input] = readInput([file]);
	const { documents } = parseManifest(input?.text ?? '');
	return documents.every(
		({ document }) => document.problems.length === 0 && document.expressions.length === 0,
	);
}

/** kube-score gives up a whole run on one file that it cannot read: halves that fail are halved again. */
function readableBy(kubeScore: string, files: readonly string[]): readonly string[] {
	if (files.length === 0) return [];
	const { stderr } = spawnSync(kubeScore, ['score', ...files], { encoding: 'utf8', maxBuffer: 1e9 });
	if (!stderr.includes('Failed to')) return files;
	if (files.length === 1) return [];
	const half = files.length >> 1;
	return [...readableBy(kubeScore, files.slice(0, half)), ...readableBy(kubeScore, files.slice(half))];
}

/** Findings are no failure: kube-score and kubeconform end with 1. */
function run(command: string, args: readonly string[]): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		encoding: 'utf8',
		maxBuffer: 1_000_000_000,
	});
	if (status === 0 || status === 1) return stdout;
	throw error ?? new Error(`${command} ${args[0]}: status ${status}\n${stderr}`);
}

function program(variable: string, name: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return process.env[variable] ?? folders.map((path) => join(path, name)).find((path) => existsSync(path));
}

/** Applications of a Deployment, a Service and a ConfigMap each, a file an application. */
function generate(): string {
	const folder = join(scratch, 'manifests.d');
	mkdirSync(folder);
	for (let index = 0; index < generatedFiles; index++)
		writeFileSync(join(folder, `app-${index}.yaml`), application(index));
	return folder;
}

function application(index: number): string {
	const settings = Array.from({ length: 60 }, (_, line) => `    key${line} = value ${line} of app-${index}`);
	return `apiVersion: apps/v1
kind: Deployment
metadata: {name: app-${index}, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: app-${index}}}
  template:
    metadata: {labels: {app: app-${index}}}
    spec:
      containers:
        - name: app
          image: registry.example/app:${index}
          env:
            - {name: NEXT, value: "http://app-${(index + 1) % generatedFiles}.shop.svc:80"}
          ports:
            - {name: http, containerPort: 8080}
---
apiVersion: v1
kind: Service
metadata: {name: app-${index}, namespace: shop}
spec:
  selector: {app: app-${index}}
  ports:
    - {name: http, port: 80, targetPort: http}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: app-${index}, namespace: shop}
data:
  settings.ini: |
${settings.join('\n')}
`;
}
