import { suggest } from '../../../kubernetes/decoding/suggestion.ts';
import { portNameErrors } from '../../../kubernetes/validation/names.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { asPortName } from '../name-forms.ts';
import { portsBehind } from '../pods-behind.ts';
import type { ApiStatement } from '../statement.ts';
import { shown, valueAt, writtenText } from '../written-value.ts';
import { isQuotedNumber } from './target-port-quoted.ts';

const ports = (target: string) => `- name: metrics\n  port: 9102\n  targetPort: ${target}`;

export const targetPortFormat = apiRule({
	id: 'target-port-format',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'targetPort that no container port can be called',
		what: 'A named `targetPort` is longer than 15 characters, or holds something else than a-z, 0-9 and single hyphens.',
		why: 'It must be the name of a container’s port, and those are IANA service names of at most 15 characters. The API server refuses the Service.',
		whatToDo: 'Write the name of the container’s port, or its number.',
		invalid: exampleService({ name: 'web', ports: ports('prometheus-metrics') }),
		valid: exampleService({ name: 'web', ports: ports('prom-metrics') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: isBadName,
	judge: (subject) => {
		const name = writtenText(subject);
		return {
			message: `No container port can be called ${shown(name)}: ${portNameFault(name)}.`,
			fixes: proposals(subject, name).map((proposal) => setFix(subject, subject.statement.path, proposal)),
		};
	},
});

function isBadName(statement: ApiStatement, indexed: IndexedObject): boolean {
	const { shape, reason, path } = statement;
	if (shape !== 'spec.ports[*].targetPort' || reason !== 'FieldValueInvalid') return false;
	return typeof valueAt(indexed.object.value, path) === 'string' && !isQuotedNumber(statement, indexed);
}

/** Why a name is no name of a container's port. */
export function portNameFault(name: string): string {
	if (name.length > 15) return `it has ${name.length} characters, and may have at most 15`;
	if (/[A-Z]/.test(name)) return 'it must be in lower case';
	if (!/[a-z]/.test(name)) return 'it must hold at least one letter';
	if (name.includes('--')) return 'it may not hold two hyphens together';
	if (/^-|-$/.test(name)) return 'it must begin and end with a letter or a digit';
	return 'it may hold only a-z, 0-9 and hyphens';
}

/** Names of ports that the Pods have, the likeliest first; else the nearest valid name. */
function proposals(subject: ApiSubject, name: string): readonly (string | number)[] {
	const declared = portsBehind(subject);
	const names = declared.flatMap((port) => (port.name === '' ? [] : [port.name]));
	const near = suggest(name, names) ?? names.find((each) => sharesPart(each, name));
	if (near !== undefined) return [near];
	if (declared.length === 1) return declared.map((port) => port.name || port.containerPort);
	const valid = asPortName(name);
	return valid === undefined || portNameErrors(valid).length > 0 ? [] : [valid];
}

function sharesPart(a: string, b: string): boolean {
	const parts = new Set(b.toLowerCase().split(/[^a-z0-9]+/));
	return a.split('-').some((part) => part.length > 2 && parts.has(part));
}
