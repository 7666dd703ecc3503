import { fieldNamesAt, ruledKindOf } from '../../../kubernetes/decoding/field-type.ts';
import { suggest } from '../../../kubernetes/decoding/suggestion.ts';
import { formatFieldPath } from '../../../manifest/path.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { nameOfField, removeFix, renameFix, replaceFieldFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import { nearestValue } from '../nearest-value.ts';
import { valueAt } from '../written-value.ts';
import { isMisplaced } from './misplaced-field.ts';
import { isRemoved } from './removed-field.ts';
import { isBareSelector } from './selector-without-match-labels.ts';

const ports = (key: string) => `- name: http\n  port: 80\n  ${key}: http`;

export const unknownField = apiRule({
	id: 'unknown-field',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Field that the kind does not have',
		what: 'The object has a key that Kubernetes does not know at this place: usually a slip of the pen. Names of fields are case-sensitive.',
		why: '`kubectl apply` refuses the file (“unknown field”). With `--validate=false`, and in older clients, the field is dropped in silence, and a default takes its place.',
		whatToDo: 'Write the field’s name as the API has it, or remove it.',
		invalid: exampleService({ name: 'web', ports: ports('targetport') }),
		valid: exampleService({ name: 'web', ports: ports('targetPort') }),
		links: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
	},
	claims: (statement, object) =>
		statement.kind === 'unknown-field' &&
		!isBareSelector(statement, object) &&
		!isMisplaced(statement, object) &&
		!isRemoved(statement, object),
	judge: (subject) => {
		const { statement } = subject;
		const name = nameOfField(statement.path);
		const parent = statement.path.slice(0, -1);
		const where = parent.length === 0 ? subject.object.object.kind : formatFieldPath(parent);
		const remove = removeFix(subject, statement.path);
		if (isInventedHeadless(subject)) {
			return {
				on: 'key',
				message: `There is no field headless: a Service is headless by clusterIP: None.`,
				fixes: [headlessFix(subject), remove],
			};
		}
		const meant = meantName(subject);
		const message =
			meant === undefined
				? `${where} has no field ${name}: the API server refuses it.`
				: `${where} has no field ${name}: ${meant.value} is probably meant.`;
		const fixes: Fix[] =
			meant === undefined ? [] : [renameFix(subject, statement.path, meant.value, { safe: meant.certain })];
		return { on: 'key', message, fixes: [...fixes, remove] };
	},
});

function meantName({ value, statement, context }: ApiSubject) {
	const kind = ruledKindOf(value);
	if (kind === undefined) return undefined;
	const parent = statement.path.slice(0, -1);
	const names = fieldNamesAt(kind, parent, context.admission.kubernetesVersion).filter(
		(name) => valueAt(value, [...parent, name]) === undefined,
	);
	const written = nameOfField(statement.path);
	const near = nearestValue(written, names);
	// Only real likeness: words in common mean nothing for names of fields.
	return near?.certain ? near : asNear(suggest(written, names) ?? nativeName(written, names));
}

/** Names that the field has in other kinds. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
	selector: ['labelSelector', 'podSelector', 'matchLabels'],
	targetPort: ['containerPort'],
};

function nativeName(written: string, names: readonly string[]): string | undefined {
	return names.find((name) => elsewhere[name]?.includes(written));
}

function asNear(value: string | undefined) {
	return value === undefined ? undefined : { value, certain: false };
}

function isInventedHeadless({ value, statement }: ApiSubject): boolean {
	return (
		value.kind === 'Service' &&
		statement.shape === 'spec.headless' &&
		valueAt(value, statement.path) === true &&
		valueAt(value, ['spec', 'clusterIP']) === undefined
	);
}

function headlessFix(subject: ApiSubject): Fix {
	const type = valueAt(subject.value, ['spec', 'type']);
	const safe = type === undefined || type === 'ClusterIP';
	return replaceFieldFix(subject, ['spec', 'headless'], 'clusterIP', 'None', {
		safe,
		title: 'Replace headless by clusterIP: None',
	});
}
