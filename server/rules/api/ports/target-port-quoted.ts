import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleService } from '../../example-manifests.ts';
import { nameOfField, setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt, writtenText } from '../written-value.ts';

export const targetPortQuoted = apiRule({
	id: 'target-port-quoted',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Port number in quotes, read as a name',
		what: 'A `targetPort` (or the port of a probe) holds a number in quotes.',
		why: 'The field takes a number or a name. In quotes it is a name, and the name of a port must hold at least one letter: the API server refuses it.',
		whatToDo: 'Remove the quotes.',
		invalid: exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: "8080"' }),
		valid: exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: 8080' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: isQuotedNumber,
	judge: (subject) => {
		const { path } = subject.statement;
		const number = Number(writtenText(subject));
		const isPort = number >= 1 && number <= 65535;
		return {
			message: `In quotes "${writtenText(subject)}" is the name of a port, and names hold at least one letter: write the number without quotes.`,
			fixes: isPort
				? [
						setFix(subject, path, number, {
							safe: true,
							title: `Set ${nameOfField(path)} to the number ${number}`,
						}),
					]
				: [],
		};
	},
});

/** A text of digits where a number or a name may stand. */
export function isQuotedNumber({ shape, reason, path }: ApiStatement, { object }: IndexedObject): boolean {
	if (reason !== 'FieldValueInvalid') return false;
	const isEither = shape === 'spec.ports[*].targetPort' || /^pod\.spec\..*\.port$/.test(shape);
	const written = valueAt(object.value, path);
	return isEither && typeof written === 'string' && /^\d+$/.test(written);
}
