import { exampleFiles } from '../example-manifests.ts';
import { exampleClient, nameRule, serviceAndStatefulSet, statefulSetIdentity } from './name-rule.ts';

const host = (name: string) =>
	exampleFiles(exampleClient('data', 'MYSQL_HOST', name), {
		'mysql.yaml': serviceAndStatefulSet('mysql', 'data', { number: 3306 }),
	});

export const dnsBarePodName = nameRule('bare-pod', {
	id: 'dns-bare-pod-name',
	docs: {
		title: 'Name of a StatefulSet’s Pod without its Service',
		what: 'A host name is the name of a StatefulSet’s Pod alone.',
		why: 'Pods are no Services: their names exist only under the governing Service, as `mysql-0.mysql`. The bare name is NXDOMAIN.',
		whatToDo: 'Write the governing Service behind the Pod’s name.',
		invalid: host('mysql-0'),
		valid: host('mysql-0.mysql'),
		links: [statefulSetIdentity],
	},
});
