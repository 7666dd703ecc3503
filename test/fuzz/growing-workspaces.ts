// Manifests of any number in shapes that tempt a rule to look at every other object for each of them.

const service = (name: string, app: string, more = '') =>
	`apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop}\nspec:\n${more}  selector: {app: ${app}}\n  ports: [{name: http, port: 80, targetPort: http}]\n---\n`;
const workload = (name: string, app: string, kind = 'Deployment', container = '', spec = '') =>
	`apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec:\n${spec}  selector: {matchLabels: {app: ${app}}}\n  template:\n    metadata: {labels: {app: ${app}}}\n    spec:\n      containers:\n      - name: a\n        image: a\n        ports: [{name: http, containerPort: 8080}]\n${container}---\n`;
const each = (count: number, text: (index: number) => string) =>
	Array.from({ length: Math.max(1, Math.floor(count)) }, (_, index) => text(index)).join('');
const variables = (lines: string) => `        env:\n${lines}`;

/** The shape's file, `count` lines or so long. */
export const growingWorkspaces: Readonly<Record<string, (count: number) => string>> = {
	'Services with Pods': (count) =>
		each(count / 20, (i) => service(`s${i}`, `a${i}`) + workload(`w${i}`, `a${i}`)),
	'Services without Pods': (count) =>
		workload('other', 'other') + each(count / 8, (i) => service(`s${i}`, `a${i}`)),
	'Services with the same Pods': (count) =>
		workload('w', 'a') + each(count / 8, (i) => service(`s${i}`, 'a')),
	'Services of one name': (count) => each(count / 8, () => service('s', 'a')),
	'workloads with the same labels': (count) =>
		service('s', 'a') + each(count / 14, (i) => workload(`w${i}`, 'a')),
	'headless Services and StatefulSets': (count) =>
		each(
			count / 24,
			(i) =>
				service(`s${i}`, `a${i}`, '  clusterIP: None\n') +
				workload(`w${i}`, `a${i}`, 'StatefulSet', '', `  serviceName: s${i}\n`),
		),
	'StatefulSets of one Service': (count) =>
		service('s', 'a', '  clusterIP: None\n') +
		each(count / 15, (i) => workload(`w${i}`, 'a', 'StatefulSet', '', '  serviceName: s\n')),
	'names that resolve': (count) =>
		service('s', 'a') +
		workload('w', 'a') +
		workload(
			'c',
			'c',
			'Deployment',
			variables(
				each(count, (i) => `        - {name: V${i}, value: "http://s.shop.svc.cluster.local:80/${i}"}\n`),
			),
		),
	'names that do not resolve': (count) =>
		service('s', 'a') +
		workload('w', 'a') +
		workload(
			'c',
			'c',
			'Deployment',
			variables(each(count, (i) => `        - {name: V${i}, value: "s${i}.shop.svc.cluster.local:81"}\n`)),
		),
	'backends of an Ingress': (count) =>
		`${service('s', 'a') + workload('w', 'a')}apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, namespace: shop}\nspec:\n  rules:\n  - http:\n      paths:\n${each(count, (i) => `      - {path: /${i}, pathType: Prefix, backend: {service: {name: t${i}, port: {number: 80}}}}\n`)}`,
	EndpointSlices: (count) =>
		service('s', 'a') +
		each(
			count / 9,
			(i) =>
				`apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: e${i}\n  namespace: shop\n  labels: {kubernetes.io/service-name: s${i}}\naddressType: IPv4\nendpoints: [{addresses: [10.1.2.3]}]\nports: [{name: http, port: 80}]\n---\n`,
		),
	'endpoints that are wrong': (count) =>
		`apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: e}\naddressType: IPv4\nendpoints:\n${each(count / 8, () => '- {addresses: [a], hostname: A_b, nodeName: A_b}\n')}`,
	'ports without names': (count) =>
		`apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  ports:\n${each(count / 4, (i) => `  - port: ${(i % 60_000) + 1}\n`)}`,
};
