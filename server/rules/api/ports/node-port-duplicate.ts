import { integerAt, type JsonObject } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { writtenPort, writtenPorts } from '../pods-behind.ts';
import { at } from '../statement.ts';

const ports = (second: number) =>
	`- name: http\n  port: 80\n  targetPort: http\n  nodePort: 30080\n- name: metrics\n  port: 9102\n  targetPort: metrics\n  nodePort: ${second}`;

export const nodePortDuplicate = apiRule({
	id: 'node-port-duplicate',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'nodePort that stands twice in a Service',
		what: 'Two ports of a Service ask for the same port of the nodes.',
		why: 'A port of the nodes leads to one port of one Service. The API server refuses the second one.',
		whatToDo: 'Give the second port another `nodePort`, or leave it out: then the cluster picks a free one.',
		invalid: exampleService({ name: 'web', spec: 'type: NodePort', ports: ports(30080) }),
		valid: exampleService({ name: 'web', spec: 'type: NodePort', ports: ports(30081) }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
	},
	claims: ({ shape, reason }) =>
		shape === 'spec.ports[*].nodePort' &&
		(reason === 'FieldValueDuplicate' || reason === 'FieldValueInvalid'),
	dependsOn: [at('spec.ports')],
	judge: (subject) => {
		const { path } = subject.statement;
		const number = integerAt(writtenPort(subject, Number(path[2])), 'nodePort');
		// The cluster's own choice is the same only where the port itself stands twice.
		if (number === undefined) return [];
		const { to } = subject.context.settings.nodePortRange;
		const free = freeNodePort(subject.value, number);
		return {
			message: `Node port ${number} stands twice in this Service: each port of the nodes leads to one port.`,
			fixes: [
				...(free <= to ? [setFix(subject, path, free)] : []),
				removeFix(subject, path, { title: 'Remove nodePort: the cluster picks a free one' }),
			],
		};
	},
});

const known = new WeakMap<JsonObject, Set<number | undefined>>();

/** The next number that no port of the Service asks for; read once for all findings. */
function freeNodePort(value: JsonObject, number: number): number {
	const taken =
		known.get(value) ?? new Set(writtenPorts({ value }).map((port) => integerAt(port, 'nodePort')));
	known.set(value, taken);
	let free = number + 1;
	while (taken.has(free)) free++;
	return free;
}
