// Texts of any length in shapes that tempt a reader or a rule to look at everything again for each part.

const service = (spec: string) =>
	`apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  selector: {app: db}\n${spec}`;

/** The shape's text, `count` parts long. */
export const growingManifests: Readonly<Record<string, (count: number) => string>> = {
	documents: (count) => `${service('  ports:\n  - port: 80\n')}---\n`.repeat(count / 10),
	'documents without content': (count) => '---\n'.repeat(count),
	'ports of one number': (count) => service(`  ports:\n${'  - port: 80\n'.repeat(count)}`),
	'ports of one name': (count) =>
		service(`  ports:\n${each(count, (i) => `  - {name: a, port: ${(i % 65_535) + 1}}`)}`),
	'different ports': (count) =>
		service(`  ports:\n${each(count, (i) => `  - {name: p${i}, port: ${(i % 65_535) + 1}}`)}`),
	'node ports': (count) =>
		service(
			`  type: NodePort\n  ports:\n${each(count, (i) => `  - {name: p${i}, port: ${(i % 65_535) + 1}}`)}`,
		),
	labels: (count) =>
		`apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n${each(count, (i) => `    l${i}: x`)}`,
	'labels that are wrong': (count) =>
		`apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n${each(count, (i) => `    l-${i}-: -`)}`,
	'keys that stand twice': (count) => service('  type: ClusterIP\n'.repeat(count)),
	'fields that do not exist': (count) => service(each(count, (i) => `  field${i}: x`)),
	'values of a wrong type': (count) => service(`  ports:\n${'  - port: {}\n'.repeat(count)}`),
	addresses: (count) => service(`  externalIPs:\n${each(count, (i) => `  - 1.2.${i % 300}.${i % 200}`)}`),
	'endpoint addresses': (count) =>
		`apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4\nendpoints:\n${each(count, (i) => `- addresses: [10.${i % 256}.0.1, 10.${i % 256}.0.1]`)}`,
	'container ports': (count) =>
		`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: a\n    ports:\n${each(count, (i) => `    - {containerPort: ${(i % 65_535) + 1}, name: a, hostPort: ${(i % 65_535) + 1}}`)}`,
	containers: (count) =>
		`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n${each(count, (i) => `  - {name: a${i % 7}, image: a}`)}`,
	'environment variables': (count) =>
		`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: a\n    env:\n${each(count, (i) => `    - {name: A${i % 9}, value: x}`)}`,
	volumes: (count) =>
		`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  volumes:\n${each(count, (i) => `  - {name: v${i % 9}, emptyDir: {}}`)}`,
	'items of a list': (count) =>
		`apiVersion: v1\nkind: List\nitems:\n${'- {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {}}\n'.repeat(count / 5)}`,
	'open brackets': (count) => '['.repeat(count),
	'open braces': (count) => '{a: '.repeat(count),
	dashes: (count) => '- '.repeat(count),
	'deeper and deeper': (count) => each(Math.sqrt(count) * 4, (i) => `${' '.repeat(i)}a:`),
	anchors: (count) => each(count, (i) => `a${i}: &a${i} x`),
	aliases: (count) => `a: &a {b: c}\n${each(count, (i) => `b${i}: *a`)}`,
	'aliases of aliases': (count) => each(count / 100, (i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`),
	merges: (count) => `a: &a {b: c}\nd:\n${'  <<: *a\n'.repeat(count)}`,
	tags: (count) => `a: ${'!!str '.repeat(count)}`,
	'a plain text': (count) => `a: ${'word '.repeat(count)}`,
	'lines of a plain text': (count) => `a: b\n${'  word\n'.repeat(count)}`,
	'a quoted text': (count) => `a: "${'\\\\ '.repeat(count)}"`,
	'an open quote': (count) => `a: "${'b\n  '.repeat(count)}`,
	'lines of a block text': (count) => `a: |\n${'  word\n'.repeat(count)}`,
	comments: (count) => '# x\n'.repeat(count),
	'blank lines': (count) => `a: b\n${'\n'.repeat(count)}`,
	tabs: (count) => `a: b\n${' \t\n'.repeat(count)}`,
	'tabs in a deeper place': (count) => `a:\n  b: c\n${'    \t\n'.repeat(count)}d: e\n`,
	directives: (count) => '%YAML 1.1\n'.repeat(count),
	expressions: (count) => `a: ${'{{ x }}'.repeat(count)}`,
	'lines of expressions': (count) => '{{ x }}\n'.repeat(count),
	'open expressions': (count) => `a: ${'{{ '.repeat(count)}`,
	'a long key': (count) => `${'k'.repeat(count)}: x`,
	'a long number': (count) => `a: ${'1'.repeat(count)}`,
	'a long name': (count) => service('').replace('name: db', `name: ${'a.'.repeat(count)}`),
	'a long schedule': (count) =>
		`apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: "${'1,'.repeat(count)}2 * * * *", jobTemplate: {}}`,
	'a long command': (count) =>
		`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: a\n    env: [{name: A, value: "${'$(A'.repeat(count)}"}]`,
};

function each(count: number, line: (index: number) => string): string {
	return Array.from({ length: Math.floor(count) }, (_, index) => `${line(index)}\n`).join('');
}
