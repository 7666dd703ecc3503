import { exampleFiles } from '../example-manifests.ts';
import { exampleClient, nameRule, serviceAndDeployment, statefulSetIdentity } from './name-rule.ts';

const host = (name: string) =>
	exampleFiles(exampleClient('shop', 'API_URL', `http://${name}.shop.svc.cluster.local:8080`), {
		'api.yaml': serviceAndDeployment('api', 'shop', 8080, 'clusterIP: None'),
	});

export const dnsPodOfDeployment = nameRule('pod-of-deployment', {
	id: 'dns-pod-of-deployment',
	docs: {
		title: 'Numbered Pod name for a Deployment',
		what: 'A host name asks for a numbered Pod (`api-0.api`), and the Pods behind that Service are a Deployment’s.',
		why: 'Only a StatefulSet’s Pods have numbers and names of their own in DNS. A Deployment’s get random names that DNS does not know.',
		whatToDo: 'Ask for the Service, or make the workload a StatefulSet.',
		invalid: host('api-0.api'),
		valid: host('api'),
		links: [statefulSetIdentity],
	},
});
