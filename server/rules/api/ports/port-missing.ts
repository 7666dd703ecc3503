import { integerAt, stringAt } from '../../../kubernetes/objects/json.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleService } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { containerPortOf, portsBehind, writtenPort } from '../pods-behind.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt } from '../written-value.ts';

export const portMissing = apiRule({
	id: 'port-missing',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Entry of ports without port',
		what: 'An entry of `ports` has a `targetPort` or a name, but no `port`.',
		why: '`port` is what clients connect to, and nothing is put in its place: the API server reads 0 and refuses it.',
		whatToDo: 'Add `port`; where in doubt, the number that the Pods listen on.',
		invalid: exampleService({ name: 'web', ports: '- targetPort: 8080' }),
		valid: exampleService({ name: 'web', ports: '- port: 8080\n  targetPort: 8080' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: isPortMissing,
	judge: (subject) => {
		const { path } = subject.statement;
		const entry = writtenPort(subject, Number(path[2]));
		const target = integerAt(entry, 'targetPort') ?? containerPortOf(entry, subject)?.containerPort;
		const name = stringAt(entry, 'name');
		const only = portsBehind(subject).length === 1 ? portsBehind(subject)[0]?.containerPort : undefined;
		const number = target ?? only;
		return {
			message: `This entry of ports has no port${name === undefined ? '' : ` (${name})`}: clients would have no number to connect to.`,
			fixes:
				number === undefined
					? []
					: [
							editFix(subject, `Add port: ${number}, the Pods' port`, false, (editor) =>
								editor.set(path, number, { after: ['name'], first: true }),
							),
						],
		};
	},
});

/** True if the statement is about a port that is not written at all. */
export function isPortMissing({ shape, reason, path }: ApiStatement, { object }: IndexedObject): boolean {
	if (shape !== 'spec.ports[*].port' || reason !== 'FieldValueInvalid') return false;
	const written = valueAt(object.value, path);
	return written === undefined || written === null;
}
