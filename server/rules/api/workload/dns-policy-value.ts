import { removeFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';
import { examplePod } from './example-pod.ts';

const policies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];

export const dnsPolicyValue = apiRule({
	id: 'dns-policy-value',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'dnsPolicy that does not exist',
		what: 'The `dnsPolicy` of a Pod is misspelled.',
		why: 'The API server takes `ClusterFirst`, `ClusterFirstWithHostNet`, `Default` and `None`, letter by letter.',
		whatToDo: 'Write one of the four, or remove the field: `ClusterFirst` is the default.',
		invalid: examplePod('dnsPolicy: clusterFirst'),
		valid: examplePod('dnsPolicy: ClusterFirst'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy'],
	},
	claims: ({ shape, reason }) => shape === 'pod.spec.dnsPolicy' && reason === 'FieldValueNotSupported',
	judge: (subject) => ({
		message: mustBeOneOf(subject, 'dnsPolicy', policies),
		fixes: [...nearestFixes(subject, policies), removeFix(subject, subject.statement.path)],
	}),
});
