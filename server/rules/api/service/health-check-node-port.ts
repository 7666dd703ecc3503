import { exampleService } from '../../example-manifests.ts';
import { editFix, removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { hasKnownType, writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';
import { shown, valueAt } from '../written-value.ts';

const spec = (policy: string) =>
	`type: LoadBalancer\nexternalTrafficPolicy: ${policy}\nhealthCheckNodePort: 30099`;

export const healthCheckNodePort = apiRule({
	id: 'health-check-node-port',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'healthCheckNodePort that nothing would ask',
		what: '`healthCheckNodePort` is set, and the Service is not of type LoadBalancer with `externalTrafficPolicy: Local`.',
		why: 'Only then do nodes differ in whether they have an endpoint, which is what the load balancer asks this port for. The API server refuses the Service.',
		whatToDo: 'Set `externalTrafficPolicy: Local`, or remove the port.',
		invalid: exampleService({ name: 'web', spec: spec('Cluster') }),
		valid: exampleService({ name: 'web', spec: spec('Local') }),
		links: [
			'https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip',
		],
	},
	claims: ({ shape, reason, path }, { object }) => {
		const written = valueAt(object.value, path);
		return (
			shape === 'spec.healthCheckNodePort' &&
			reason === 'FieldValueInvalid' &&
			!(typeof written === 'number' && (written < 1 || written > 65535))
		);
	},
	dependsOn: [at('spec.type'), at('spec.externalTrafficPolicy')],
	judge: (subject) => {
		if (!hasKnownType(subject)) return [];
		const { path } = subject.statement;
		const type = writtenType(subject);
		const local = setFix(subject, ['spec', 'externalTrafficPolicy'], 'Local', {
			title: 'Set externalTrafficPolicy: Local',
		});
		const balanced = editFix(
			subject,
			'Set type: LoadBalancer and externalTrafficPolicy: Local',
			false,
			(editor) =>
				editor.set(['spec', 'type'], 'LoadBalancer') &&
				editor.set(['spec', 'externalTrafficPolicy'], 'Local'),
		);
		return {
			message: `healthCheckNodePort ${shown(valueAt(subject.value, path))} is only for type LoadBalancer with externalTrafficPolicy: Local${type === 'LoadBalancer' ? ', and the policy here is Cluster' : `, and the type here is ${type}`}.`,
			fixes: [
				...(type === 'LoadBalancer' ? [local] : type === 'NodePort' ? [balanced] : []),
				removeFix(subject, path),
			],
		};
	},
});
