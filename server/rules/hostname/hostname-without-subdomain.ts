import { FieldEditor } from '../../workspace/field-editor.ts';
import { namedPodKinds, namedPodsOf, useOfPodName } from '../../workspace/named-pods.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

const others = {
	'service.yaml': exampleService({
		name: 'spark',
		spec: 'clusterIP: None',
		selector: 'app: spark-driver',
		ports: '- name: rpc\n  port: 7078',
	}),
	'executor.yaml': exampleWorkload({
		name: 'spark-executor',
		container: 'env:\n  - name: SPARK_DRIVER_HOST\n    value: driver.spark',
	}),
};
const driver = (spec: string) =>
	exampleFiles(
		`apiVersion: v1
kind: Pod
metadata:
  name: spark-driver
  labels:
    app: spark-driver
spec:
${spec}  containers:
    - name: driver
      image: registry.example/spark:3
      ports:
        - name: rpc
          containerPort: 7078
`,
		others,
	);

export const hostnameWithoutSubdomain: Rule = {
	id: 'hostname-without-subdomain',
	severity: 'warning',
	kinds: namedPodKinds,
	fixable: true,
	docs: {
		title: 'hostname without subdomain, though the Pod is called by name',
		what: 'The Pod has a `hostname` and no `subdomain`, and some program is told `hostname.SERVICE` for a Service that selects it.',
		why: 'DNS names a Pod under a Service only if the Pod’s `subdomain` is the Service’s name. `hostname` alone sets nothing but what the Pod calls itself.',
		whatToDo: 'Add `subdomain` with the Service’s name.',
		invalid: driver('  hostname: driver\n'),
		valid: driver('  hostname: driver\n  subdomain: spark\n'),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
		],
	},
	*check(object, context) {
		const pods = namedPodsOf(object);
		const hostname = pods?.spec.hostname;
		if (pods === undefined || hostname === undefined || pods.spec.subdomain !== undefined) return;
		if (!isWrittenOut(object) || context.isPatched(object)) return;
		const use = useOfPodName(context.lookup, object, hostname);
		if (use === undefined) return;
		const { by, mention, service } = use;
		const subdomain = service.indexed.name;
		yield {
			path: [...pods.specPath, 'hostname'],
			message: `Without subdomain: ${subdomain} the hostname ${hostname} is not in DNS: ${mention.host}, which ${nameOf(by)} is told, does not resolve.`,
			related: [
				{ object: by, path: mention.field.path, message: `${mention.host} is used here` },
				{ object: service.indexed, path: ['metadata', 'name'], message: nameOf(service.indexed) },
			],
			fixes: [
				{
					title: `Add subdomain: ${subdomain}`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(context.workspace, object);
						return editor.set([...pods.specPath, 'subdomain'], subdomain, { after: ['hostname'] })
							? editor.edits()
							: undefined;
					},
				},
			],
		};
	},
};
