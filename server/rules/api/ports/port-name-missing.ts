import { stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { nameForPort, namesForPorts, writtenPorts } from '../pods-behind.ts';
import { at } from '../statement.ts';

const ports = (second: string) =>
	`- name: http\n  port: 80\n  targetPort: http\n- ${second}port: 9102\n  targetPort: metrics`;

export const portNameMissing = apiRule({
	id: 'port-name-missing',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Port without a name beside other ports',
		what: 'A Service has several ports, and one of them has no `name`.',
		why: 'With two ports or more, names tell them apart: EndpointSlices and SRV records are made by name. The API server refuses the Service.',
		whatToDo: 'Give each port a name, for example that of the container’s port.',
		invalid: exampleService({ name: 'web', ports: ports('') }),
		valid: exampleService({ name: 'web', ports: ports('name: metrics\n  ') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ports[*].name' && reason === 'FieldValueRequired',
	dependsOn: [at('spec.ports')],
	judge: (subject) => {
		const { path } = subject.statement;
		const index = Number(path[2]);
		const { name, own } = nameForPort(index, subject);
		const count = namesForPorts(subject).length;
		return {
			message: `This Service has ${count} ports, so each of them needs a name: this one has none.`,
			fixes: [
				...allFix(subject),
				setFix(subject, path, name, { safe: own, title: `Name this port ${name}`, after: [] }),
			],
		};
	},
});

/** All at once, where several are missing: naming one alone leaves the Service refused. */
function allFix(subject: ApiSubject): readonly Fix[] {
	const names = namesForPorts(subject);
	if (names.length > 20) return [];
	const nameless = writtenPorts(subject).flatMap((port, index) => (stringAt(port, 'name') ? [] : [index]));
	if (nameless.length < 2) return [];
	const title = `Name the ports ${nameless.map((index) => names[index]?.name).join(', ')}`;
	const safe = nameless.every((index) => names[index]?.own === true);
	return [
		editFix(subject, title, safe, (editor) =>
			nameless.every((index) =>
				editor.set(['spec', 'ports', index, 'name'], names[index]?.name ?? '', { first: true }),
			),
		),
	];
}
