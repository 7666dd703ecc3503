import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule, RuleDocs, Severity } from '../rule.ts';
import type { NameProblem } from './name-problem.ts';
import { findingsOfKind } from './name-problems.ts';

/** A rule that reports one kind of name that leads nowhere, in any text of any object. */
export function nameRule(
	kind: NameProblem['kind'],
	rule: {
		readonly id: string;
		readonly severity?: Severity;
		readonly docs: RuleDocs;
		/** True if the right name is the only thing that the wrong one can mean. */
		readonly safe?: boolean;
		readonly fixable?: boolean;
	},
): Rule {
	const { id, severity = 'warning', docs, safe = false, fixable = true } = rule;
	return {
		id,
		severity,
		docs,
		fixable,
		kinds: ['*'],
		check: (object, context) => findingsOfKind(kind, object, context, safe),
	};
}

export const dnsForServices = 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/';
export const statefulSetIdentity =
	'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id';

/** A Deployment whose container has one variable. */
export function exampleClient(
	namespace: string,
	variable: string,
	value: string,
	more: { readonly name?: string; readonly podSpec?: string; readonly kind?: 'DaemonSet' } = {},
): string {
	const { name = 'cart', ...rest } = more;
	return exampleWorkload({
		name,
		namespace,
		...rest,
		container: `env:\n  - name: ${variable}\n    value: ${value}`,
	});
}

/** The client in the first file, and a Service with its Deployment in another. */
export function withService(client: string, name: string, namespace: string, port = 6379): string {
	return exampleFiles(client, { [`${name}.yaml`]: serviceAndDeployment(name, namespace, port) });
}

/** A Service on that port, and the Deployment behind it. */
export function serviceAndDeployment(name: string, namespace: string, port: number, spec?: string): string {
	const service = exampleService({
		name,
		namespace,
		...(spec === undefined ? {} : { spec }),
		ports: `- name: main\n  port: ${port}\n  targetPort: main`,
	});
	return `${service}---\n${exampleWorkload({ name, namespace, container: portNamed('main', port) })}`;
}

/** A StatefulSet with its headless Service, on that port. */
export function serviceAndStatefulSet(
	name: string,
	namespace: string,
	more: {
		readonly replicas?: number;
		readonly spec?: string;
		readonly port?: string;
		readonly number?: number;
	} = {},
): string {
	const { replicas = 3, spec, port = 'main', number = 5432 } = more;
	const service = exampleService({
		name,
		namespace,
		spec: 'clusterIP: None',
		ports: `- name: ${port}\n  port: ${number}\n  targetPort: ${port}`,
	});
	const set = exampleWorkload({
		kind: 'StatefulSet',
		name,
		namespace,
		spec: `replicas: ${replicas}\nserviceName: ${name}${spec === undefined ? '' : `\n${spec}`}`,
		container: portNamed(port, number),
	});
	return `${service}---\n${set}`;
}

function portNamed(name: string, port: number): string {
	return `ports:\n  - name: ${name}\n    containerPort: ${port}`;
}
