import { FieldEditor } from '../../workspace/field-editor.ts';
import { namedPodKinds, namedPodsOf } from '../../workspace/named-pods.ts';
import { servicesSelecting } from '../../workspace/service-references.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';

const service = exampleService({
	name: 'workers',
	spec: 'clusterIP: None',
	selector: 'app: worker',
	ports: '- name: rpc\n  port: 7077',
});
const worker = (podSpec?: string) =>
	exampleFiles(
		exampleWorkload({
			name: 'worker',
			spec: 'replicas: 3',
			container: 'ports:\n  - name: rpc\n    containerPort: 7077',
			...(podSpec === undefined ? {} : { podSpec }),
		}),
		{ 'service.yaml': service },
	);

export const hostnameShared: Rule = {
	id: 'hostname-shared',
	severity: 'info',
	kinds: namedPodKinds,
	fixable: true,
	docs: {
		title: 'One hostname for all replicas',
		what: 'The Pod template of a workload with several replicas sets `hostname`, and `subdomain` names a Service that selects the Pods.',
		why: 'Every replica gets the same hostname, so the one name (`worker.workers`) answers with the addresses of all of them: it names no single Pod.',
		whatToDo:
			'Remove `hostname` and `subdomain` and use the Service’s own name; for a name of its own for each Pod, use a StatefulSet.',
		invalid: worker('hostname: worker\nsubdomain: workers'),
		valid: worker(),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
		],
	},
	*check(object, { lookup, workspace }) {
		const pods = namedPodsOf(object);
		const { hostname, subdomain } = pods?.spec ?? {};
		if (pods === undefined || hostname === undefined || subdomain === undefined) return;
		const { specPath, replicas } = pods;
		const path = [...specPath, 'hostname'];
		if (replicas !== undefined && replicas < 2) return;
		if (isTemplated(object, path) || isTemplated(object, [...specPath, 'subdomain'])) return;
		const service = servicesSelecting(lookup, object).find(
			(found) => found.service.metadata.name === subdomain,
		);
		if (service === undefined) return;
		const count = replicas === undefined ? 'All' : `All ${replicas}`;
		yield {
			path,
			message: `${count} Pods of ${nameOf(object)} share the hostname ${hostname}: ${hostname}.${subdomain} answers with the addresses of all of them, and no Pod has a name of its own.`,
			related: [
				{
					object: service.indexed,
					path: ['metadata', 'name'],
					message: `${nameOf(service.indexed)} is their subdomain`,
				},
			],
			fixes: [
				{
					title: `Remove hostname and subdomain: ${subdomain} alone answers with all Pods`,
					safe: false,
					edits: () => {
						const editor = new FieldEditor(workspace, object);
						const done = editor.remove(path) && editor.remove([...specPath, 'subdomain']);
						return done ? editor.edits() : undefined;
					},
				},
			],
		};
	},
};
