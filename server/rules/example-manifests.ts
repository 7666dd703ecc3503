// Invariant: what these functions print are complete manifests that the API server accepts; a rule's example differs from
// them only in what the rule is about.

export interface ExampleWorkload {
	readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
	readonly name: string;
	readonly namespace?: string;
	/** Labels of the Pods and pairs of the workload's own selector; `app: NAME` where absent. */
	readonly labels?: Readonly<Record<string, string>>;
	/** Lines of `spec`, of the Pods' `spec` and of the container, without indentation. */
	readonly spec?: string;
	readonly podSpec?: string;
	readonly container?: string;
}

/** A workload with one container; it listens on 8080 under the name `http` unless `container` says otherwise. */
export function exampleWorkload(workload: ExampleWorkload): string {
	const { kind = 'Deployment', name, namespace } = workload;
	const labels = Object.entries(workload.labels ?? { app: name }).map(([key, value]) => `${key}: ${value}`);
	const container = workload.container ?? 'ports:\n  - name: http\n    containerPort: 8080';
	return [
		'apiVersion: apps/v1',
		`kind: ${kind}`,
		'metadata:',
		`  name: ${name}`,
		...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
		'spec:',
		...indented(workload.spec, 2),
		'  selector:',
		'    matchLabels:',
		...labels.map((pair) => `      ${pair}`),
		'  template:',
		'    metadata:',
		'      labels:',
		...labels.map((pair) => `        ${pair}`),
		'    spec:',
		...indented(workload.podSpec, 6),
		'      containers:',
		`        - name: ${name}`,
		`          image: registry.example/${name}:1`,
		...indented(container, 10),
		'',
	].join('\n');
}

export interface ExampleService {
	readonly name: string;
	readonly namespace?: string;
	/** Lines of `spec` before the selector. */
	readonly spec?: string;
	/** `app: NAME` where absent; '' for none. */
	readonly selector?: string;
	/** Lines of `ports`; port 80 to the Pods' `http` where absent, '' for none. */
	readonly ports?: string;
}

export function exampleService({ name, namespace, spec, selector, ports }: ExampleService): string {
	const pairs = indented(selector ?? `app: ${name}`, 4);
	const entries = indented(ports ?? '- name: http\n  port: 80\n  targetPort: http', 4);
	return [
		'apiVersion: v1',
		'kind: Service',
		'metadata:',
		`  name: ${name}`,
		...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
		'spec:',
		...indented(spec, 2),
		...(pairs.length === 0 ? [] : ['  selector:', ...pairs]),
		...(entries.length === 0 ? [] : ['  ports:', ...entries]),
		'',
	].join('\n');
}

/** Several manifests as one example: the first as it is, the others in files of their own. */
export function exampleFiles(first: string, others: Readonly<Record<string, string>>): string {
	return [first, ...Object.entries(others).map(([name, text]) => `#- ${name}\n${text}`)].join('');
}

function indented(text: string | undefined, by: number): readonly string[] {
	if (text === undefined || text === '') return [];
	return text.split('\n').map((line) => ' '.repeat(by) + line);
}
