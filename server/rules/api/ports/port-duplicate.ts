import { integerAt, type JsonObject, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleFiles, exampleService, exampleWorkload } from '../../example-manifests.ts';
import { nameOfField, removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { containerPortOf, writtenPort, writtenPorts } from '../pods-behind.ts';
import { at } from '../statement.ts';

const ports = (second: number) =>
	`- name: http\n  port: 8080\n  targetPort: http\n- name: https\n  port: ${second}\n  targetPort: https`;
const workload = exampleWorkload({
	name: 'web',
	container: 'ports:\n  - name: http\n    containerPort: 8080\n  - name: https\n    containerPort: 8443',
});

export const portDuplicate = apiRule({
	id: 'port-duplicate',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Port number that stands twice',
		what: 'Two ports of a Service have the same number and protocol.',
		why: 'Whoever connects to that number could mean either of them, so the API server refuses the Service.',
		whatToDo: 'Give the second port a number of its own.',
		invalid: exampleFiles(exampleService({ name: 'web', ports: ports(8080) }), {
			'deployment.yaml': workload,
		}),
		valid: exampleFiles(exampleService({ name: 'web', ports: ports(8443) }), { 'deployment.yaml': workload }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ports[*]' && reason === 'FieldValueDuplicate',
	dependsOn: [at('spec.ports')],
	judge: (subject) => {
		const entryPath = subject.statement.path;
		const path = [...entryPath, 'port'];
		const entry = writtenPort(subject, Number(entryPath[2]));
		const number = integerAt(entry, 'port') ?? 0;
		const protocol = stringAt(entry, 'protocol') || 'TCP';
		return {
			path,
			message: `Port ${number}/${protocol} stands twice in this Service: each number may stand once for a protocol.`,
			fixes: [
				...proposals(subject, Number(entryPath[2])).map((port) => setFix(subject, path, port)),
				removeFix(subject, entryPath, {
					title: `Remove this entry of ${nameOfField(entryPath.slice(0, -1))}`,
				}),
			],
		};
	},
});

/** Numbers that no other port of the Service has: the Pods' own, then the next ones. */
function proposals(subject: ApiSubject, index: number): readonly number[] {
	const entry = writtenPort(subject, index);
	const protocol = stringAt(entry, 'protocol') || 'TCP';
	const taken = takenPorts(subject.value).get(protocol);
	const number = integerAt(entry, 'port') ?? 0;
	const own = [integerAt(entry, 'targetPort'), containerPortOf(entry, subject)?.containerPort];
	const next = [1, 2, 3, 4, 5].map((step) => number + step);
	const free = [...own, ...next].filter(
		(port): port is number => port !== undefined && port >= 1 && port <= 65535 && taken?.has(port) !== true,
	);
	return [...new Set(free)].slice(0, 1);
}

const known = new WeakMap<JsonObject, ReadonlyMap<string, ReadonlySet<number>>>();

/** The numbers that are written, by protocol; read once for all of a Service's findings. */
function takenPorts(value: JsonObject): ReadonlyMap<string, ReadonlySet<number>> {
	const before = known.get(value);
	if (before !== undefined) return before;
	const taken = new Map<string, Set<number>>();
	for (const port of writtenPorts({ value })) {
		const protocol = stringAt(port, 'protocol') || 'TCP';
		const numbers = taken.get(protocol) ?? new Set<number>();
		taken.set(protocol, numbers.add(integerAt(port, 'port') ?? 0));
	}
	known.set(value, taken);
	return taken;
}
