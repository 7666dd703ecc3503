import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { serviceTypes } from '../service-fields.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';
import { valueAt, writtenText } from '../written-value.ts';

export const serviceTypeValue = apiRule({
	id: 'service-type-value',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service type that does not exist',
		what: 'The `type` of a Service is misspelled, or is `Headless`.',
		why: 'The API server knows `ClusterIP`, `NodePort`, `LoadBalancer` and `ExternalName`, letter by letter. A headless Service is no type of its own: it has type ClusterIP and `clusterIP: None`.',
		whatToDo: 'Write one of the four types, or `clusterIP: None` for a headless Service.',
		invalid: exampleService({ name: 'web', spec: 'type: Clusterip' }),
		valid: exampleService({ name: 'web', spec: 'type: ClusterIP' }),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
		],
	},
	claims: ({ shape, reason }) => shape === 'spec.type' && reason === 'FieldValueNotSupported',
	judge: (subject) => {
		if (/^headless$/i.test(writtenText(subject))) {
			return {
				message:
					'There is no type Headless: a headless Service has clusterIP: None, and no type or ClusterIP.',
				fixes: headlessFixes(subject),
			};
		}
		const near = nearestFixes(subject, serviceTypes, { internal: 'ClusterIP', external: 'LoadBalancer' });
		return {
			message: mustBeOneOf(subject, 'type', serviceTypes),
			fixes: [
				...near,
				removeFix(subject, ['spec', 'type'], { title: 'Remove type: ClusterIP is the default' }),
			],
		};
	},
});

function headlessFixes(subject: ApiSubject): readonly Fix[] {
	const written = valueAt(subject.value, ['spec', 'clusterIP']);
	const safe = written === undefined || written === 'None';
	return [
		editFix(
			subject,
			'Replace type: Headless by clusterIP: None',
			safe,
			(editor) =>
				editor.set(['spec', 'clusterIP'], 'None', { after: ['type'] }) && editor.remove(['spec', 'type']),
		),
	];
}
