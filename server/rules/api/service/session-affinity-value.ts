import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';

const affinities = ['ClientIP', 'None'];

export const sessionAffinityValue = apiRule({
	id: 'session-affinity-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'sessionAffinity that is not ClientIP or None',
		what: '`sessionAffinity` is misspelled, or asks for something that Services cannot do, such as cookies.',
		why: 'A Service forwards connections and can only tell clients apart by their address. The API server refuses other values.',
		whatToDo:
			'Write `ClientIP`, or remove the field. Affinity by cookie is the business of an Ingress or Gateway.',
		invalid: exampleService({ name: 'web', spec: 'sessionAffinity: clientIP' }),
		valid: exampleService({ name: 'web', spec: 'sessionAffinity: ClientIP' }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity'],
	},
	claims: ({ shape, reason }) => shape === 'spec.sessionAffinity' && reason === 'FieldValueNotSupported',
	judge: (subject) => ({
		message: mustBeOneOf(subject, 'sessionAffinity', affinities),
		fixes: [
			...nearestFixes(subject, affinities, { ip: 'ClientIP', client: 'ClientIP', source: 'ClientIP' }),
			removeFix(subject, subject.statement.path),
		],
	}),
});
