import { exampleFiles, exampleService, exampleWorkload } from '../example-manifests.ts';
import { exampleClient, nameRule, statefulSetIdentity } from './name-rule.ts';

const host = (pod: string) =>
	exampleFiles(exampleClient('data', 'PGHOST', `${pod}.postgres`), {
		'postgres.yaml': exampleService({
			name: 'postgres',
			namespace: 'data',
			spec: 'clusterIP: None',
			selector: 'app: pg',
		}),
		'statefulset.yaml': exampleWorkload({
			kind: 'StatefulSet',
			name: 'pg',
			namespace: 'data',
			spec: 'replicas: 2\nserviceName: postgres',
			container: 'ports:\n  - name: http\n    containerPort: 80',
		}),
	});

export const dnsPodMisnamed = nameRule('pod-of-other-name', {
	id: 'dns-pod-misnamed',
	docs: {
		title: 'Pod called after its Service instead of its StatefulSet',
		what: 'A host name asks for a Pod that is called after something else than the StatefulSet which the Service governs.',
		why: 'A StatefulSet’s Pods are called after the StatefulSet, whatever its Service is called. CoreDNS answers NXDOMAIN for the other name.',
		whatToDo: 'Write the StatefulSet’s name with the Pod’s number.',
		invalid: host('postgres-0'),
		valid: host('pg-0'),
		links: [statefulSetIdentity],
	},
});
