import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, nameOfField, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';
import { valueAt, writtenText } from '../written-value.ts';

const policies = ['Cluster', 'Local'];

export const trafficPolicyValue = apiRule({
	id: 'traffic-policy-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Traffic policy that is not Cluster or Local',
		what: '`internalTrafficPolicy` or `externalTrafficPolicy` is misspelled, or holds a value of `trafficDistribution`.',
		why: 'The API server takes `Cluster` and `Local`, letter by letter, and refuses the Service.',
		whatToDo: 'Write `Cluster` or `Local`. Preferences for a zone belong in `trafficDistribution`.',
		invalid: exampleService({ name: 'web', spec: 'type: NodePort\nexternalTrafficPolicy: OnlyLocal' }),
		valid: exampleService({ name: 'web', spec: 'type: NodePort\nexternalTrafficPolicy: Local' }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'spec.internalTrafficPolicy' || shape === 'spec.externalTrafficPolicy') &&
		reason === 'FieldValueNotSupported',
	judge: (subject) => {
		const { path } = subject.statement;
		return {
			message: mustBeOneOf(subject, nameOfField(path), policies),
			fixes: [
				...distributionFix(subject),
				...nearestFixes(subject, policies, { node: 'Local', global: 'Cluster' }),
				removeFix(subject, path, { title: `Remove ${nameOfField(path)}: Cluster is the default` }),
			],
		};
	},
});

/** A preference for near endpoints has a field of its own. */
function distributionFix(subject: ApiSubject): readonly Fix[] {
	const written = writtenText(subject);
	const field = ['spec', 'trafficDistribution'];
	if (!/^Prefer(?:Close|SameZone|SameNode)$/.test(written) || valueAt(subject.value, field) !== undefined)
		return [];
	const value = written === 'PreferSameNode' ? written : 'PreferSameZone';
	const { path } = subject.statement;
	return [
		editFix(
			subject,
			`Move it to trafficDistribution: ${value}`,
			false,
			(editor) => editor.set(field, value, { after: [nameOfField(path)] }) && editor.remove(path),
		),
	];
}
