import { exampleFiles } from '../example-manifests.ts';
import { exampleClient, nameRule, serviceAndStatefulSet, statefulSetIdentity } from './name-rule.ts';

const host = (name: string) =>
	exampleFiles(exampleClient('data', 'PGHOST', `${name}.pg.data.svc.cluster.local`), {
		'pg.yaml': serviceAndStatefulSet('pg', 'data'),
	});

export const dnsPodOrdinal = nameRule('pod-ordinal', {
	id: 'dns-pod-ordinal',
	docs: {
		title: 'Pod number that the StatefulSet does not make',
		what: 'A host name asks for a Pod whose number is outside what `replicas` and `ordinals.start` of its StatefulSet make.',
		why: 'The Pods are numbered from `ordinals.start` (0 where absent) on, `replicas` of them. CoreDNS answers NXDOMAIN for every other number.',
		whatToDo: 'Ask for a Pod that is there, or raise `replicas`.',
		invalid: host('pg-3'),
		valid: host('pg-2'),
		links: [statefulSetIdentity],
	},
});
