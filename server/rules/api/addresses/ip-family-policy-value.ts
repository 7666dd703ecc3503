import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';

const policies = ['SingleStack', 'PreferDualStack', 'RequireDualStack'];

export const ipFamilyPolicyValue = apiRule({
	id: 'ip-family-policy-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'ipFamilyPolicy that does not exist',
		what: '`ipFamilyPolicy` is misspelled, or is `DualStack`.',
		why: 'The API server takes `SingleStack`, `PreferDualStack` (both families where the cluster has them) and `RequireDualStack` (both or nothing), and refuses the Service.',
		whatToDo: 'Write one of the three.',
		invalid: exampleService({ name: 'web', spec: 'ipFamilyPolicy: DualStack' }),
		valid: exampleService({ name: 'web', spec: 'ipFamilyPolicy: PreferDualStack' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ipFamilyPolicy' && reason === 'FieldValueNotSupported',
	judge: (subject) => ({
		message: mustBeOneOf(subject, 'ipFamilyPolicy', policies),
		fixes: [
			...nearestFixes(subject, policies, {
				dual: 'PreferDualStack',
				prefer: 'PreferDualStack',
				require: 'RequireDualStack',
				single: 'SingleStack',
			}),
			removeFix(subject, subject.statement.path),
		],
	}),
});
