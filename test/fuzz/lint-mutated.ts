// Invariant: the same seed gives the same workspaces on every machine.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintFiles } from './lint-files.ts';
import { mutatedText, recordedTexts, seededRandom } from './manifest-mutations.ts';

export interface Linted {
	findings: number;
	/** Processor time of the slowest workspace, in milliseconds. */
	slowest: number;
}

const catalogue = join(import.meta.dirname, '../conformance/data/bugs');

/** The catalogue's manifests: objects that belong together, of all kinds that rules look at. */
function catalogueTexts(): readonly string[] {
	return readdirSync(catalogue, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
		.map(({ parentPath, name }) => join(parentPath, name))
		.sort()
		.map((name) => readFileSync(name, 'utf8'));
}

/** Enough for any workspace of this size, however busy the machine. */
const allowedMilliseconds = 2000;

/** Lints `count` workspaces with mutated texts; throws with the seed and the texts if one makes trouble. */
export function lintMutated(seed: number, count: number): Linted {
	const together = catalogueTexts();
	const recorded = recordedTexts();
	const all = [...together, ...together, ...recorded];
	const random = seededRandom(seed);
	const linted: Linted = { findings: 0, slowest: 0 };
	for (let index = 0; index < count; index++) {
		const files = someFiles(all, together, random);
		const started = process.cpuUsage();
		try {
			linted.findings += lintFiles(files);
		} catch (error) {
			throw new Error(`seed ${seed}, workspace ${index}: ${JSON.stringify([...files])}`, { cause: error });
		}
		const milliseconds = process.cpuUsage(started).user / 1000;
		linted.slowest = Math.max(linted.slowest, milliseconds);
		if (milliseconds > allowedMilliseconds)
			throw new Error(
				`seed ${seed}, workspace ${index} took ${milliseconds} ms: ${JSON.stringify([...files])}`,
			);
	}
	return linted;
}

/** One file of one to four documents of which most are mutated, at times beside a kustomization or in a chart. */
function someFiles(
	all: readonly string[],
	together: readonly string[],
	random: () => number,
): ReadonlyMap<string, string> {
	const documents = [mutatedText(random() < 0.5 ? together : all, random)];
	while (random() < 0.55 && documents.length < 4) {
		const near = together[Math.floor(random() * together.length)] ?? '';
		documents.push(random() < 0.5 ? near : mutatedText(all, random));
	}
	const text = documents.join('\n---\n');
	const place = random();
	if (place < 0.08)
		return new Map([
			['Chart.yaml', 'name: a\n'],
			['templates/a.yaml', text],
		]);
	if (place > 0.16) return new Map([['a.yaml', text]]);
	const kustomization = mutatedText([kustomizationText], random);
	return new Map([
		['kustomization.yaml', kustomization],
		['a.yaml', text],
		['b.yaml', documents[0] ?? ''],
	]);
}

const kustomizationText = `namespace: shop
namePrefix: prod-
resources:
  - a.yaml
patches:
  - path: b.yaml
  - target:
      kind: Service
    patch: |-
      - op: replace
        path: /spec/type
        value: NodePort
configMapGenerator:
  - name: env
    literals:
      - HOST=db.shop.svc.cluster.local
`;
