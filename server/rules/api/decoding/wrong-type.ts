import { fieldTypeAt, ruledKindOf } from '../../../kubernetes/decoding/field-type.ts';
import type { FieldType } from '../../../kubernetes/decoding/schema.ts';
import { exampleService } from '../../example-manifests.ts';
import { nameOfField } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import { shown, valueAt } from '../written-value.ts';
import { shortPortFixes } from './short-port.ts';
import { wrongTypeOf } from './wanted-type.ts';

export const wrongType = apiRule({
	id: 'wrong-type',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Value of the wrong type',
		what: 'A field holds a value that the API server cannot read: a word where a number belongs, a list where a mapping belongs, a fraction where a whole number belongs.',
		why: 'The object cannot be decoded, so `kubectl apply` is refused with “cannot be handled as …” before any field is looked at.',
		whatToDo: 'Write a value of the type that the field has.',
		invalid: exampleService({ name: 'web', ports: '- name: http\n  port: http\n  targetPort: http' }),
		valid: exampleService({ name: 'web' }),
		links: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/'],
	},
	claims: (statement, object) => wrongTypeOf(statement, object) === 'other',
	judge: (subject) => ({
		message: `${nameOfField(subject.statement.path)} must be ${wantedType(subject)}, not ${shown(valueAt(subject.value, subject.statement.path))}.`,
		fixes: shortPortFixes(subject),
	}),
});

const words: Readonly<Record<FieldType['kind'], string>> = {
	string: 'a text',
	boolean: 'true or false',
	int32: 'a whole number',
	int64: 'a whole number',
	float: 'a number',
	bytes: 'base64 text',
	time: 'a time (2006-01-02T15:04:05Z)',
	'int-or-string': 'a whole number or a text',
	quantity: 'a quantity (500m, 1Gi)',
	any: 'a value',
	list: 'a list',
	map: 'a mapping',
	object: 'a mapping',
};

function wantedType({ value, statement, context }: ApiSubject): string {
	const kind = ruledKindOf(value);
	const type =
		kind === undefined ? undefined : fieldTypeAt(kind, statement.path, context.admission.kubernetesVersion);
	return type === undefined ? 'of another type' : words[type.kind];
}
