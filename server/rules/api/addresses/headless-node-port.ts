import { exampleService } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { nodePortsOf, removeClusterIP, writtenType } from '../service-fields.ts';
import { at } from '../statement.ts';
import { isNoneWithType } from './cluster-ip-complaint.ts';

export const headlessNodePort = apiRule({
	id: 'headless-node-port',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Headless Service of type NodePort',
		what: 'A Service has `clusterIP: None` and `type: NodePort`.',
		why: 'A node port forwards to the Service’s virtual IP, and a headless Service has none. The API server refuses the pair.',
		whatToDo:
			'Remove the type for a headless Service, or `clusterIP: None` for one that is reached from outside; where both are needed, make two Services.',
		invalid: exampleService({ name: 'web', spec: 'type: NodePort\nclusterIP: None' }),
		valid: exampleService({ name: 'web', spec: 'clusterIP: None' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	claims: (statement, object) =>
		isNoneWithType(statement, object) && writtenType({ value: object.object.value }) === 'NodePort',
	dependsOn: [at('spec.type')],
	judge: (subject) => ({
		path: ['spec', 'type'],
		message: 'clusterIP None makes this Service headless, and a headless Service has no node ports.',
		fixes: [
			editFix(subject, 'Remove type: NodePort, the Service stays headless', false, (editor) =>
				[
					...nodePortsOf(subject).map((index) => ['spec', 'ports', index, 'nodePort']),
					['spec', 'type'],
				].every((path) => editor.remove(path)),
			),
			editFix(subject, 'Remove clusterIP: None, the Service gets a virtual IP', false, (editor) =>
				removeClusterIP(editor, subject),
			),
		],
	}),
});
