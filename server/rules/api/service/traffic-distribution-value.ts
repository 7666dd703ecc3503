import { has } from '../../../kubernetes/validation/context.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';

export const trafficDistributionValue = apiRule({
	id: 'traffic-distribution-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'trafficDistribution that does not exist',
		what: '`trafficDistribution` holds a value that the cluster’s version does not know.',
		why: 'The API server takes `PreferSameZone` and `PreferSameNode` (from Kubernetes 1.34 on) and `PreferClose`, letter by letter, and refuses the Service.',
		whatToDo: 'Write one of these values, or remove the field.',
		invalid: exampleService({ name: 'web', spec: 'trafficDistribution: PreferZone' }),
		valid: exampleService({ name: 'web', spec: 'trafficDistribution: PreferSameZone' }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution'],
	},
	claims: ({ shape, reason }) => shape === 'spec.trafficDistribution' && reason === 'FieldValueNotSupported',
	judge: (subject) => {
		const allowed = allowedIn(subject);
		return {
			message: `${mustBeOneOf(subject, 'trafficDistribution', allowed)} The cluster is Kubernetes ${subject.context.admission.kubernetesVersion}.`,
			fixes: [
				...nearestFixes(subject, allowed.length > 1 ? lasting : allowed, {
					preferclose: 'PreferSameZone',
					prefersamezone: 'PreferClose',
					zone: 'PreferSameZone',
					node: 'PreferSameNode',
					local: 'PreferSameNode',
				}).slice(0, 1),
				removeFix(subject, subject.statement.path),
			],
		};
	},
});

/** Those that are not deprecated; PreferClose is the old name of PreferSameZone. */
const lasting = ['PreferSameZone', 'PreferSameNode'];

function allowedIn({ context }: ApiSubject): readonly string[] {
	return has(context.admission, 'sameTrafficDistribution')
		? ['PreferSameZone', 'PreferSameNode', 'PreferClose']
		: ['PreferClose'];
}
