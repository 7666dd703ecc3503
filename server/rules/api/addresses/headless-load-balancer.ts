import { objectAt } from '../../../kubernetes/objects/json.ts';
import type { PathStep } from '../../../manifest/path.ts';
import { exampleService } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { nodePortsOf, removeClusterIP, writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';
import { isNoneWithType } from './cluster-ip-complaint.ts';

export const headlessLoadBalancer = apiRule({
	id: 'headless-load-balancer',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Headless Service of type LoadBalancer',
		what: 'A Service has `clusterIP: None` and `type: LoadBalancer`.',
		why: 'A load balancer leads to a virtual IP or to node ports, and a headless Service has neither. The API server refuses the pair.',
		whatToDo:
			'Remove `clusterIP: None`. If clients also need the names of single Pods, add a second Service that is headless.',
		invalid: exampleService({ name: 'web', spec: 'type: LoadBalancer\nclusterIP: None' }),
		valid: exampleService({ name: 'web', spec: 'type: LoadBalancer' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	claims: (statement, object) =>
		isNoneWithType(statement, object) && writtenType({ value: object.object.value }) !== 'NodePort',
	dependsOn: [at('spec.type')],
	judge: (subject) => ({
		message:
			'clusterIP None makes this Service headless, and a load balancer needs a virtual IP or node ports to lead to.',
		fixes: [
			editFix(subject, 'Remove clusterIP: None', false, (editor) => removeClusterIP(editor, subject)),
			editFix(subject, 'Remove type: LoadBalancer, the Service stays headless', false, (editor) =>
				fieldsOf(subject).every((path) => editor.remove(path)),
			),
		],
	}),
});

/** What only a load balancer, or a Service with node ports, may have. */
const external: readonly string[] = [
	'type',
	'externalTrafficPolicy',
	'healthCheckNodePort',
	'allocateLoadBalancerNodePorts',
	'loadBalancerClass',
	'loadBalancerIP',
	'loadBalancerSourceRanges',
];

function fieldsOf(subject: ApiSubject): readonly PathStep[][] {
	const spec = objectAt(subject.value, 'spec');
	return [
		...nodePortsOf(subject).map((index) => ['spec', 'ports', index, 'nodePort']),
		...external.filter((field) => spec[field] !== undefined).map((field) => ['spec', field]),
	];
}
