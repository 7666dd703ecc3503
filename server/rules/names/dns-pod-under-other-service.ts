import { exampleFiles, exampleService } from '../example-manifests.ts';
import { exampleClient, nameRule, serviceAndStatefulSet, statefulSetIdentity } from './name-rule.ts';

const host = (service: string) =>
	exampleFiles(exampleClient('data', 'PGHOST', `pg-0.${service}.data.svc.cluster.local`), {
		'pg.yaml': serviceAndStatefulSet('pg', 'data'),
		'pg-read.yaml': exampleService({
			name: 'pg-read',
			namespace: 'data',
			spec: 'clusterIP: None',
			selector: 'app: pg',
			ports: '- name: main\n  port: 5432\n  targetPort: main',
		}),
	});

export const dnsPodUnderOtherService = nameRule('pod-under-other-service', {
	id: 'dns-pod-under-other-service',
	docs: {
		title: 'Pod name under a Service that does not govern it',
		what: 'A host name asks for a StatefulSet’s Pod under another Service than the one in its `serviceName`.',
		why: 'A Pod has its name only under the Service that its subdomain names, which is the StatefulSet’s `serviceName`. Under other headless Services its name is made of its address.',
		whatToDo: 'Write the governing Service behind the Pod’s name.',
		invalid: host('pg-read'),
		valid: host('pg'),
		links: [statefulSetIdentity],
	},
});
