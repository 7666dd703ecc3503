import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';
import { governingServiceFixes, missingGoverningService } from './missing-governing-service.ts';

const service = exampleService({
	name: 'pg',
	spec: 'clusterIP: None',
	ports: '- name: postgres\n  port: 5432',
});
const pg = (serviceName: string) =>
	exampleWorkload({
		kind: 'StatefulSet',
		name: 'pg',
		spec: `serviceName: ${serviceName}\nreplicas: 3`,
		container: 'ports:\n  - name: postgres\n    containerPort: 5432',
	});

export const governingServiceMissing: Rule = {
	id: 'governing-service-missing',
	severity: 'warning',
	kinds: ['StatefulSet.apps'],
	fixable: true,
	docs: {
		title: 'StatefulSet that names a Service which is not there',
		what: 'The StatefulSet’s `serviceName` names no Service of its namespace, while another Service selects its Pods.',
		why: 'The Pods get `serviceName` as their subdomain, and DNS names them only under a Service of that name: `pg-0.pg` does not resolve, under neither name.',
		whatToDo:
			'Set `serviceName` to the Service that selects the Pods, or add a headless Service of that name. `serviceName` of a StatefulSet that runs cannot be changed: delete it with `--cascade=orphan` and create it again, or add the Service.',
		invalid: exampleFiles(pg('pg-hl'), { 'service.yaml': service }),
		valid: exampleFiles(pg('pg'), { 'service.yaml': service }),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	*check(object, context) {
		const missing = missingGoverningService(object, context);
		const [candidate] = missing?.candidates ?? [];
		if (missing === undefined || candidate === undefined || !missing.certain) return;
		const { serviceName } = missing;
		yield {
			path: ['spec', 'serviceName'],
			message: `There is no Service ${serviceName} in namespace ${object.namespace}, so the Pods of ${nameOf(object)} have no names: ${object.name}-0.${serviceName} does not resolve. Service ${candidate.indexed.name} selects them.`,
			related: [
				{
					object: candidate.indexed,
					path: ['metadata', 'name'],
					message: `${nameOf(candidate.indexed)} selects the Pods of ${nameOf(object)}`,
				},
			],
			fixes: governingServiceFixes(missing, context),
		};
	},
};
