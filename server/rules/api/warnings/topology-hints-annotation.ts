import { objectAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';

const hints = 'service.kubernetes.io/topology-aware-hints';
const annotated = exampleService({ name: 'web' }).replace(
	'  name: web\n',
	`  name: web\n  annotations:\n    ${hints}: auto\n`,
);

export const topologyHintsAnnotation = apiRule({
	id: 'topology-hints-annotation',
	severity: 'warning',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Annotation topology-aware-hints, which is deprecated',
		what: `A Service has the annotation \`${hints}\`.`,
		why: 'It was replaced by `service.kubernetes.io/topology-mode` and then by the field `trafficDistribution`. The API server warns.',
		whatToDo: 'Set `trafficDistribution: PreferSameZone` and remove the annotation.',
		invalid: annotated,
		valid: exampleService({ name: 'web', spec: 'trafficDistribution: PreferSameZone' }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution'],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'deprecated' && shape === `metadata.annotations[${hints}]`,
	judge: (subject) => ({
		on: 'key',
		tag: 'deprecated',
		message:
			'The annotation topology-aware-hints is deprecated: the field trafficDistribution has taken its place.',
		fixes: [
			...distribution(subject),
			removeFix(subject, subject.statement.path, { title: 'Remove the annotation' }),
		],
	}),
});

/** The annotation means the zone, if it was switched on. */
function distribution(subject: ApiSubject): readonly Fix[] {
	const { path } = subject.statement;
	const value = valueAt(subject.value, path);
	const field = ['spec', 'trafficDistribution'];
	if (typeof value !== 'string' || !/^auto$/i.test(value)) return [];
	if (valueAt(subject.value, field) !== undefined) return [];
	const alone = Object.keys(objectAt(objectAt(subject.value, 'metadata'), 'annotations')).length === 1;
	return [
		editFix(subject, 'Replace it by trafficDistribution: PreferSameZone', false, (editor) => {
			const removed = editor.remove(alone ? ['metadata', 'annotations'] : path);
			return removed && editor.set(field, 'PreferSameZone', { after: ['type', 'clusterIP'], first: true });
		}),
	];
}
