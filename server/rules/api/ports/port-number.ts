import { integerAt } from '../../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleService } from '../../example-manifests.ts';
import { nameOfField, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import { containerPortOf, portsBehind, writtenPort, writtenPorts } from '../pods-behind.ts';
import type { ApiStatement } from '../statement.ts';
import { shown, valueAt } from '../written-value.ts';

export const portNumber = apiRule({
	id: 'port-number',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Port number outside 1 to 65535',
		what: 'A port of a Service, a container or a probe is 0, negative or above 65535.',
		why: 'TCP, UDP and SCTP have no other ports. The API server refuses the object.',
		whatToDo: 'Write a number from 1 to 65535.',
		invalid: exampleService({ name: 'web', ports: '- name: http\n  port: 70000\n  targetPort: 7000' }),
		valid: exampleService({ name: 'web', ports: '- name: http\n  port: 7000\n  targetPort: 7000' }),
	},
	claims: isPortNumber,
	judge: (subject) => {
		const { path } = subject.statement;
		const written = valueAt(subject.value, path);
		// A targetPort that is not written repeats the port, of which enough is said.
		if (isNotWritten(written)) return [];
		return {
			message: `${nameOfField(path)} must be between 1 and 65535, and this is ${shown(written)}.`,
			fixes: proposalsFor(subject).map((number) => setFix(subject, path, number)),
		};
	},
});

const shapes: readonly string[] = [
	'spec.ports[*].port',
	'spec.ports[*].targetPort',
	'spec.healthCheckNodePort',
];

/** A number that is written, at a port; or a targetPort that only repeats what is wrong with the port. */
function isPortNumber({ shape, reason, path }: ApiStatement, { object }: IndexedObject): boolean {
	if (reason !== 'FieldValueInvalid') return false;
	const isPort =
		shapes.includes(shape) ||
		/^pod\.spec\.(?:initC|c)ontainers\[\*\]\.(?:ports\[\*\]\.(?:containerPort|hostPort)|.*\.port)$/.test(
			shape,
		);
	const written = valueAt(object.value, path);
	if (isNotWritten(written)) return shape === 'spec.ports[*].targetPort';
	return isPort && typeof written === 'number' && (written < 1 || written > 65535);
}

/** The number that the other side of the entry names, and the one that is left without the digits too many. */
function proposalsFor(subject: ApiSubject): readonly number[] {
	const { path, shape } = subject.statement;
	const isTaken = (number: number) =>
		shape === 'spec.ports[*].port' &&
		writtenPorts(subject).some((entry) => integerAt(entry, 'port') === number);
	const numbers = [otherSideOf(subject), withoutLastDigits(valueAt(subject.value, path))];
	const valid = numbers.flatMap((number) =>
		number !== undefined && number >= 1 && number <= 65535 && !isTaken(number) ? [number] : [],
	);
	return [...new Set(valid)];
}

function isNotWritten(value: unknown): boolean {
	return value === undefined || value === null;
}

function otherSideOf(subject: ApiSubject): number | undefined {
	const { path, shape } = subject.statement;
	if (!shape.startsWith('spec.ports')) return undefined;
	const entry = writtenPort(subject, Number(path[2]));
	return shape.endsWith('.port')
		? (integerAt(entry, 'targetPort') ?? containerPortOf(entry, subject)?.containerPort)
		: portsBehind(subject)[0]?.containerPort;
}

function withoutLastDigits(written: unknown): number | undefined {
	if (typeof written !== 'number' || !Number.isInteger(written)) return undefined;
	let number = written;
	while (number > 65535) number = Math.trunc(number / 10);
	return number;
}
