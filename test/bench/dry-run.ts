// Measures `dry-run` of 3,000 Services in one file, start included, beside kubeconform on the same file if it is there:
// `npm run bench:dry-run`; KUBECONFORM=path (or in PATH) and SWAGGER=path of Kubernetes' swagger.json add the comparison.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { writeServiceSchema } from './service-schema.ts';

const count = 3000;
const runs = 5;
const allowedSeconds = 1.5;

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-dry-run-'));
try {
	const file = join(folder, 'services.yaml');
	writeFileSync(file, Array.from({ length: count }, (_, index) => service(index)).join('---\n'));
	run(process.execPath, [join(root, 'tools', 'build.ts')]);
	// npm names the Node that users have; its own scripts run under the project's.
	const node = process.env.npm_node_execpath ?? process.execPath;
	const version = run(node, ['--version']).trim();
	console.log(
		`${count} Services in one file, ${availableParallelism()} cores; best and median of ${runs} runs`,
	);
	for (const format of ['text', 'jsonl']) {
		const args = [join(root, 'dist', 'cli.js'), 'dry-run', file, '-o', format];
		const best = measure(`dry-run -o ${format} (Node ${version})`, node, args);
		if (best > allowedSeconds) process.exitCode = 1;
	}
	measureKubeconform(file);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function measureKubeconform(file: string): void {
	const path = process.env.KUBECONFORM ?? findInPath('kubeconform');
	const swagger = process.env.SWAGGER;
	if (path === undefined || swagger === undefined) {
		const missing = path === undefined ? 'KUBECONFORM is not set and none is in PATH' : 'SWAGGER is not set';
		console.log(`kubeconform is not measured: ${missing}`);
		return;
	}
	const location = writeServiceSchema(swagger, folder);
	const name = `kubeconform ${run(path, ['-v']).trim()}`;
	measure(name, path, ['-strict', '-summary', '-schema-location', location, file]);
}

/** Prints and returns the best time in seconds. */
function measure(name: string, command: string, args: readonly string[]): number {
	const seconds = Array.from({ length: runs }, () => {
		const started = performance.now();
		run(command, args);
		return (performance.now() - started) / 1000;
	}).sort((a, b) => a - b);
	const [best = 0] = seconds;
	const median = seconds[Math.floor(runs / 2)] ?? 0;
	console.log(`${name}: ${best.toFixed(2)} s, median ${median.toFixed(2)} s`);
	return best;
}

function run(command: string, args: readonly string[]): string {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		encoding: 'utf8',
		maxBuffer: 1_000_000_000,
	});
	if (status === 0) return stdout;
	throw error ?? new Error(`${command} ${args.join(' ')}: status ${status}\n${stderr}`);
}

function findInPath(name: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((path) => join(path, name)).find((path) => existsSync(path));
}

function service(index: number): string {
	return `apiVersion: v1
kind: Service
metadata:
  name: svc-${index}
  namespace: shop
  labels:
    app.kubernetes.io/name: svc-${index}
    app.kubernetes.io/part-of: shop
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: svc-${index}
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: metrics
      port: 9090
      targetPort: metrics
`;
}
