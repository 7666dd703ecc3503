import { exampleFiles, exampleService, exampleWorkload } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { asLabel, labelFault } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

const files = (name: string) =>
	exampleFiles(exampleWorkload({ kind: 'StatefulSet', name: 'pg', spec: `serviceName: ${name}` }), {
		'service.yaml': exampleService({
			name: 'pg',
			spec: 'clusterIP: None',
			ports: '- name: http\n  port: 8080',
		}),
	});

export const serviceNameFormat = apiRule({
	id: 'service-name-format',
	kinds: ['StatefulSet.apps'],
	fixable: true,
	docs: {
		title: 'serviceName that can be the name of no Service',
		what: 'The `serviceName` of a StatefulSet has dots (a whole DNS name), capitals or underscores.',
		why: 'It is the bare name of a headless Service in the same namespace. The API server refuses the StatefulSet.',
		whatToDo: 'Write the Service’s `metadata.name`.',
		invalid: files('pg.data.svc'),
		valid: files('pg'),
		links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id'],
	},
	claims: ({ shape, reason }) => shape === 'spec.serviceName' && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const written = writtenText(subject);
		const valid = asLabel(written.split('.')[0] ?? '');
		return {
			message: `${shown(written)} can be the name of no Service: ${labelFault(written)}.`,
			fixes: valid === undefined ? [] : [setFix(subject, subject.statement.path, valid)],
		};
	},
});
