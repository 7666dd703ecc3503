import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';

const families = ['IPv4', 'IPv6'];

export const ipFamilyValue = apiRule({
	id: 'ip-family-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'IP family that is not IPv4 or IPv6',
		what: 'An entry of `ipFamilies` is misspelled, mostly in lower case.',
		why: 'The API server takes `IPv4` and `IPv6`, letter by letter, and refuses the Service.',
		whatToDo: 'Write `IPv4` or `IPv6`.',
		invalid: exampleService({ name: 'web', spec: 'ipFamilies: [ipv4]' }),
		valid: exampleService({ name: 'web', spec: 'ipFamilies: [IPv4]' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ipFamilies[*]' && reason === 'FieldValueNotSupported',
	judge: (subject) => {
		const near = nearestFixes(subject, families, { v4: 'IPv4', v6: 'IPv6', '4': 'IPv4', '6': 'IPv6' });
		return {
			message: mustBeOneOf(subject, 'An IP family', families),
			fixes: near.length > 0 ? near : [removeFix(subject, ['spec', 'ipFamilies'])],
		};
	},
});
