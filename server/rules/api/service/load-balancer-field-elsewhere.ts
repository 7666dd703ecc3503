import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { nameOfField, removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { hasKnownType, writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';
import { valueAt } from '../written-value.ts';

const ranges = 'loadBalancerSourceRanges:\n  - 203.0.113.0/24';
const annotation = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
const shapes = [
	annotation,
	'spec.loadBalancerSourceRanges',
	'spec.loadBalancerClass',
	'spec.allocateLoadBalancerNodePorts',
];

export const loadBalancerFieldElsewhere = apiRule({
	id: 'load-balancer-field-elsewhere',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Field of a load balancer on another type of Service',
		what: '`loadBalancerSourceRanges`, `loadBalancerClass` or `allocateLoadBalancerNodePorts` stands on a Service that is not of type LoadBalancer.',
		why: 'No load balancer reads it there: who believes that the ranges keep somebody out is wrong. The API server refuses the Service.',
		whatToDo:
			'Remove the field, or set `type: LoadBalancer`. Inside the cluster a NetworkPolicy says who may connect.',
		invalid: exampleService({ name: 'web', spec: ranges }),
		valid: exampleService({ name: 'web', spec: `type: LoadBalancer\n${ranges}` }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer'],
	},
	claims: ({ shape, reason }) => shapes.includes(shape) && reason === 'FieldValueForbidden',
	dependsOn: [at('spec.type')],
	judge: (subject) => {
		if (!hasKnownType(subject)) return [];
		const { path } = subject.statement;
		const name = nameOfField(path);
		return {
			on: 'key',
			message: `${name} is only for type LoadBalancer, and this Service has type ${writtenType(subject)}.`,
			fixes: fixesFor(subject, name),
		};
	},
});

function fixesFor(subject: ApiSubject, name: string): readonly Fix[] {
	const remove = removeFix(subject, subject.statement.path);
	const headless = valueAt(subject.value, ['spec', 'clusterIP']) === 'None';
	if (writtenType(subject) === 'ExternalName' || headless) return [remove];
	const balance = setFix(subject, ['spec', 'type'], 'LoadBalancer', { title: 'Set type: LoadBalancer' });
	return name === 'loadBalancerClass' ? [balance, remove] : [remove, balance];
}
