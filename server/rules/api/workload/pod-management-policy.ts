import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';

const policies = ['OrderedReady', 'Parallel'];
const workload = (policy: string) =>
	exampleWorkload({ kind: 'StatefulSet', name: 'db', spec: `podManagementPolicy: ${policy}` });

export const podManagementPolicy = apiRule({
	id: 'pod-management-policy',
	kinds: ['StatefulSet.apps'],
	fixable: true,
	docs: {
		title: 'podManagementPolicy that does not exist',
		what: 'The `podManagementPolicy` of a StatefulSet is misspelled.',
		why: 'The API server takes `OrderedReady` and `Parallel`, letter by letter.',
		whatToDo: 'Write one of the two, or remove the field: `OrderedReady` is the default.',
		invalid: workload('parallel'),
		valid: workload('Parallel'),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies'],
	},
	claims: ({ shape, reason }) => shape === 'spec.podManagementPolicy' && reason === 'FieldValueInvalid',
	judge: (subject) => ({
		message: mustBeOneOf(subject, 'podManagementPolicy', policies),
		fixes: [...nearestFixes(subject, policies), removeFix(subject, subject.statement.path)],
	}),
});
