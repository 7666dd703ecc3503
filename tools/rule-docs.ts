// What is generated from the rules, as texts by file. Groups are the folders of server/rules that rules stand in.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { markdownOf } from '../server/features/rule-page.ts';
import { type DocumentedRule, documentedRules } from '../server/features/text-rules.ts';
import { root } from './paths.ts';

interface Group {
	readonly title: string;
	readonly rules: readonly DocumentedRule[];
}

/** Titles by folder, in the order of the index. A folder without one gets its own name. */
const titles: Readonly<Record<string, string>> = {
	'': 'The file itself',
	'api/decoding': 'API server: texts that it cannot read',
	'api/metadata': 'API server: names, labels and annotations',
	'api/addresses': 'API server: addresses and families',
	'api/ports': 'API server: ports of a Service',
	'api/service': 'API server: other fields of a Service',
	'api/workload': 'API server: workloads and Pods',
	'api/endpointslice': 'API server: EndpointSlices',
	'api/warnings': 'API server: what it accepts with a warning',
	'api/fallback': 'API server: everything else',
	apply: 'What kubectl apply does to a running object',
	selector: 'Selectors and Pods',
	ports: 'Ports',
	headless: 'Headless Services',
	statefulset: 'StatefulSets',
	hostname: 'Hostnames of Pods',
	names: 'DNS names in values',
	'pod-dns': 'DNS settings of Pods',
	env: 'Service variables',
	clients: 'What clients do with the answer',
	endpointslice: 'EndpointSlices',
	externalname: 'ExternalName',
	ingress: 'Ingress',
	gateway: 'Gateway routes',
	'network-policy': 'NetworkPolicies',
	traffic: 'Traffic policies',
};

const severities = ['off', 'hint', 'info', 'warning', 'error'];
const tableStart = '<!-- rules: written by npm run docs -->';
const tableEnd = '<!-- rules end -->';

/** Every generated file with its text; `read` gives the present text of those that are only partly generated. */
export function generatedFiles(read: (file: string) => string): ReadonlyMap<string, string> {
	const groups = groupsOf();
	return new Map([
		...documentedRules.map((rule) => [`docs/rules/${rule.id}.md`, markdownOf(rule)] as const),
		['docs/rules/README.md', indexPage(groups)],
		['README.md', readmeWith(read('README.md'), groups)],
		['package.json', manifestWith(read('package.json'))],
	]);
}

function groupsOf(): readonly Group[] {
	const folders = new Map<string, string>();
	for (const file of globSync('server/rules/*/**/*.ts', { cwd: root })) {
		const folder = dirname(relative('server/rules', file)).replaceAll('\\', '/');
		const text = readFileSync(join(root, file), 'utf8');
		for (const [, id = ''] of text.matchAll(/^\s*id: '([a-z0-9-]+)'/gm)) folders.set(id, folder);
	}
	const used = new Set(documentedRules.map(({ id }) => folders.get(id) ?? ''));
	const order = [...Object.keys(titles), ...[...used].filter((folder) => !(folder in titles)).sort()];
	return order
		.filter((folder) => used.has(folder))
		.map((folder) => ({
			title: titles[folder] ?? folder,
			rules: documentedRules.filter(({ id }) => (folders.get(id) ?? '') === folder),
		}));
}

function indexPage(groups: readonly Group[]): string {
	const sections = groups.map(({ title, rules }) => {
		const rows = rules.map(
			({ id, severity, fixable, docs }) =>
				`| [${id}](${id}.md) | ${docs.title.replaceAll('|', '\\|')} | ${severity} | ${fixable ? 'yes' : ''} |`,
		);
		return `## ${title}\n\n| rule | what is wrong | severity | fix |\n|---|---|---|---|\n${rows.join('\n')}\n`;
	});
	const intro = `# Rules

Severity is what a rule has where nothing is set: \`error\` for what the API server rejects, \`warning\` for what can be proved to go
wrong, \`info\` and \`hint\` for what is worth knowing. Settings and comments change it
([README](../../README.md#settings)). \`servicescope explain RULE\` prints these pages.
`;
	return [intro, ...sections].join('\n');
}

function readmeWith(text: string, groups: readonly Group[]): string {
	const normal = text.replaceAll('\r\n', '\n');
	const start = normal.indexOf(tableStart);
	const end = normal.indexOf(tableEnd);
	if (start === -1 || end === -1) throw new Error(`README.md lacks the lines ${tableStart} and ${tableEnd}`);
	const rows = groups.map(({ title, rules }) => {
		const links = rules.map(({ id }) => `[${id}](docs/rules/${id}.md)`).join(', ');
		return `| ${title} | ${links} |`;
	});
	const table = `${tableStart}\n| about | rules |\n|---|---|\n${rows.join('\n')}\n`;
	return normal.slice(0, start) + table + normal.slice(end);
}

interface ExtensionManifest {
	contributes: { configuration: { properties: Record<string, object> } };
}

function manifestWith(text: string): string {
	const manifest = JSON.parse(text) as ExtensionManifest;
	const properties = documentedRules.map(({ id, docs }) => [
		id,
		{ enum: severities, markdownDescription: docs.title },
	]);
	manifest.contributes.configuration.properties['servicescope.rules'] = {
		type: 'object',
		default: {},
		scope: 'resource',
		markdownDescription: '%setting.rules%',
		additionalProperties: false,
		properties: Object.fromEntries(properties),
	};
	return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
