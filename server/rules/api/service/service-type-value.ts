import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, removeFix, replaceFieldFix } from '../api-fixes.ts';
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
		what: 'The `type` of a Service is misspelled, or is `Headless` or `None`.',
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
		const type = writtenText(subject);
		if (/^(?:headless|none)$/i.test(type)) {
			return {
				message: `There is no type ${type}: a headless Service has clusterIP: None, and no type or ClusterIP.`,
				fixes: headlessFixes(subject, type),
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

function headlessFixes(subject: ApiSubject, type: string): readonly Fix[] {
	const written = valueAt(subject.value, ['spec', 'clusterIP']);
	if (written === 'None')
		return [
			removeFix(subject, ['spec', 'type'], {
				safe: true,
				title: 'Remove type: clusterIP: None makes it headless',
			}),
		];
	const title = `Replace type: ${type} by clusterIP: None`;
	if (written === undefined)
		return [replaceFieldFix(subject, ['spec', 'type'], 'clusterIP', 'None', { safe: true, title })];
	return [
		editFix(
			subject,
			title,
			false,
			(editor) => editor.set(['spec', 'clusterIP'], 'None') && editor.remove(['spec', 'type']),
		),
	];
}
