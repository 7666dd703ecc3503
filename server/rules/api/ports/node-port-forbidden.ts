import { isHeadless } from '../../../kubernetes/objects/service.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { at } from '../statement.ts';
import { shown, valueAt } from '../written-value.ts';

const ports = '- name: http\n  port: 80\n  targetPort: http\n  nodePort: 30080';

export const nodePortForbidden = apiRule({
	id: 'node-port-forbidden',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'nodePort on a Service that opens no node ports',
		what: 'A port has a `nodePort`, and the Service’s type is ClusterIP (which it is where nothing is written).',
		why: 'Only Services of type NodePort and LoadBalancer open ports on the nodes. The API server refuses the Service.',
		whatToDo: 'Remove `nodePort`, or set `type: NodePort`.',
		invalid: exampleService({ name: 'web', ports }),
		valid: exampleService({ name: 'web', spec: 'type: NodePort', ports }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ports[*].nodePort' && reason === 'FieldValueForbidden',
	dependsOn: [at('spec.type')],
	judge: (subject) => {
		const { path } = subject.statement;
		const { typed } = subject.object;
		const headless = typed?.kind === 'Service' && isHeadless(typed.spec);
		return {
			message: `A Service of type ClusterIP opens no port on the nodes, so it cannot have nodePort ${shown(valueAt(subject.value, path))}.`,
			fixes: [
				removeFix(subject, path),
				...(headless
					? []
					: [setFix(subject, ['spec', 'type'], 'NodePort', { title: 'Set type: NodePort', after: [] })]),
			],
		};
	},
});
