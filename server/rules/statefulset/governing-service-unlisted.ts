import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';
import { governingServiceFixes, missingGoverningService } from './missing-governing-service.ts';

const pg = exampleWorkload({
	kind: 'StatefulSet',
	name: 'pg',
	spec: 'serviceName: pg\nreplicas: 3',
	container: 'ports:\n  - name: postgres\n    containerPort: 5432',
});

export const governingServiceUnlisted: Rule = {
	id: 'governing-service-unlisted',
	severity: 'info',
	kinds: ['StatefulSet.apps'],
	fixable: true,
	docs: {
		title: 'StatefulSet whose Service no manifest here shows',
		what: 'The StatefulSet’s `serviceName` names a Service that no manifest here holds.',
		why: 'A StatefulSet does not create its Service. Without it everything runs, but the Pods have no names in DNS.',
		whatToDo: 'Add a headless Service of that name, unless it is created elsewhere.',
		invalid: pg,
		valid: exampleFiles(pg, {
			'service.yaml': exampleService({
				name: 'pg',
				spec: 'clusterIP: None',
				ports: '- name: postgres\n  port: 5432',
			}),
		}),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	*check(object, context) {
		const missing = missingGoverningService(object, context);
		if (missing === undefined || missing.certain) return;
		// A name that no Service can have is the API server's to refuse.
		if (!context.verdict(object).accepted) return;
		const { serviceName } = missing;
		yield {
			path: ['spec', 'serviceName'],
			message: `No manifest here holds Service ${serviceName} of namespace ${object.namespace}. Without it the Pods of ${nameOf(object)} have no names in DNS (${object.name}-0.${serviceName}).`,
			fixes: governingServiceFixes(missing, context),
		};
	},
};
