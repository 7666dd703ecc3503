import { stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { entryNames } from '../entry-names.ts';
import { nameForPort, writtenPort } from '../pods-behind.ts';
import { at } from '../statement.ts';
import { valueAt } from '../written-value.ts';

const ports = (second: string) =>
	`- name: http\n  port: 80\n  targetPort: http\n- name: ${second}\n  port: 9090\n  targetPort: grpc`;

export const portNameDuplicate = apiRule({
	id: 'port-name-duplicate',
	kinds: ['Service', 'EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'Two ports with one name',
		what: 'Two ports of a Service (or of an EndpointSlice) have the same name.',
		why: 'Names tell the ports apart: EndpointSlices and SRV records are made by name. The API server refuses the object.',
		whatToDo: 'Give the second port a name of its own.',
		invalid: exampleService({ name: 'orders', ports: ports('http') }),
		valid: exampleService({ name: 'orders', ports: ports('grpc') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'spec.ports[*].name' || shape === 'ports[*].name') && reason === 'FieldValueDuplicate',
	dependsOn: [at('spec.ports'), at('ports')],
	judge: (subject) => {
		const { path } = subject.statement;
		const index = Number(path.at(-2));
		const name = stringAt(writtenPort(subject, index), 'name') ?? '';
		const taken = entryNames(valueAt(subject.value, path.slice(0, -2)));
		const numbered = [2, 3, 4, 5, 6, 7, 8, 9]
			.map((count) => `${name}-${count}`)
			.find((each) => !taken.has(each));
		const proposed = subject.object.object.kind === 'Service' ? nameForPort(index, subject).name : undefined;
		const names = [...new Set([proposed, numbered])].flatMap((each) => each ?? []);
		return {
			message:
				name === ''
					? 'Another port of this object has no name either: only one may be without.'
					: `Another port of this object is called ${name} already: each name may stand once.`,
			fixes: names.map((each) => setFix(subject, path, each, { title: `Name this port ${each}` })),
		};
	},
});
