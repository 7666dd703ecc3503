import { fieldNamesAt, ruledKindOf } from '../../../kubernetes/decoding/field-type.ts';
import { defaultKubernetesVersion } from '../../../kubernetes/versions.ts';
import type { NewValue } from '../../../manifest/edit.ts';
import type { ScalarNode } from '../../../manifest/node.ts';
import { formatFieldPath, locate, type PathStep } from '../../../manifest/path.ts';
import type { IndexedObject } from '../../../workspace/object-index.ts';
import { exampleService } from '../../example-manifests.ts';
import { editFix, nameOfField, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import type { ApiStatement } from '../statement.ts';
import { valueAt } from '../written-value.ts';

export const misplacedField = apiRule({
	id: 'misplaced-field',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Field at the wrong level',
		what: 'The object has a field that the kind knows, but at another level: often one that stands one level too far out.',
		why: '`kubectl apply` refuses the file (“unknown field”). With `--validate=false`, and in older clients, the field is dropped in silence.',
		whatToDo: 'Move the field to where it belongs, mostly under `spec`.',
		invalid: `${exampleService({ name: 'db', spec: 'clusterIP: None' })}publishNotReadyAddresses: true\n`,
		valid: exampleService({ name: 'db', spec: 'clusterIP: None\npublishNotReadyAddresses: true' }),
		links: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
	},
	claims: isMisplaced,
	judge: (subject) => {
		const { statement, object } = subject;
		const name = nameOfField(statement.path);
		const home = homeOf(statement, object) ?? [];
		return {
			on: 'key',
			message: `${name} does not belong here but in ${formatFieldPath(home)}: the API server refuses it at this place.`,
			fixes: [moveFix(subject, home), removeFix(subject, statement.path)],
		};
	},
});

/** True if a field of this name exists at another level, and only at one. */
export function isMisplaced(statement: ApiStatement, object: IndexedObject): boolean {
	return statement.kind === 'unknown-field' && homeOf(statement, object) !== undefined;
}

/** The mapping in which the field belongs: one around it, the spec, or the template's spec. */
function homeOf({ path }: ApiStatement, { object }: IndexedObject): readonly PathStep[] | undefined {
	const kind = ruledKindOf(object.value);
	const name = nameOfField(path);
	// A mistyped name is not looked for elsewhere, and neither is what every kind has.
	if (kind === undefined || name === '' || ['name', 'kind', 'apiVersion', 'status'].includes(name))
		return undefined;
	const parent = path.slice(0, -1);
	const around = parent.map((_, index) => parent.slice(0, index));
	const inside = [['spec'], ['metadata'], ['spec', 'template', 'spec'], ['spec', 'template']];
	return [...around.toReversed(), ...inside].find(
		(home) =>
			formatFieldPath(home) !== formatFieldPath(parent) &&
			fieldNamesAt(kind, home, defaultKubernetesVersion).includes(name) &&
			valueAt(object.value, [...home, name]) === undefined,
	);
}

function moveFix(subject: ApiSubject, home: readonly PathStep[]) {
	const { statement } = subject;
	const name = nameOfField(statement.path);
	const title = `Move ${name} to ${formatFieldPath(home) || 'the top level'}`;
	return editFix(subject, title, true, (editor) => {
		const value = asWritten(subject);
		if (value === undefined || home.length === 0) return false;
		const isInside = home.length > statement.path.length - 1;
		// Removed first where it stands inside its new home, so that positions are looked up in what is left.
		return isInside
			? editor.set([...home, name], value) && editor.remove(statement.path)
			: editor.remove(statement.path) && editor.set([...home, name], value);
	});
}

/** The comment on the line of a value that takes no other line. */
function commentBehind(text: string, { start, end }: ScalarNode): string | undefined {
	if (text.slice(start, end).trim().includes('\n')) return undefined;
	const behind = text.slice(start + text.slice(start, end).trimEnd().length);
	return /^[ \t]+(#[^\r\n]*)/.exec(behind)?.[1]?.trimEnd();
}

/** The field's value as text to write elsewhere: a scalar, or its lines relative to the key. */
function asWritten({ object, value, statement }: ApiSubject): NewValue | undefined {
	const decoded = valueAt(value, statement.path);
	const { document, path } = object.object;
	const { pair, node } = locate(document.root, [...path, ...statement.path]);
	if (typeof decoded === 'string' || typeof decoded === 'number' || typeof decoded === 'boolean') {
		const comment = pair?.value === node && node?.kind === 'scalar' && commentBehind(document.text, node);
		return comment ? { block: ` ${document.text.slice(node.start, node.end).trim()} ${comment}` } : decoded;
	}
	if (pair === undefined || node === undefined || (node.kind !== 'mapping' && node.kind !== 'sequence'))
		return undefined;
	const { text } = document;
	if (node.flow) return { block: ` ${text.slice(node.start, node.end)}` };
	const column = pair.start - (text.lastIndexOf('\n', pair.start - 1) + 1);
	const lineStart = text.lastIndexOf('\n', node.start - 1);
	const lines = text.slice(lineStart, node.end).trimEnd().split(/\r?\n/);
	return {
		block: lines
			.map((line) => line.slice(Math.min(column, line.length - line.trimStart().length)))
			.join('\n'),
	};
}
