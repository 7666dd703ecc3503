import { isObject } from '../../../kubernetes/objects/json.ts';
import { locate } from '../../../manifest/path.ts';
import { exampleService } from '../../example-manifests.ts';
import { nameOfField, staysReadable, textFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, ruledKinds } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';
import { isByName, namedEntries } from './named-entries.ts';
import { wrongTypeOf } from './wanted-type.ts';

export const listExpected = apiRule({
	id: 'list-expected',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'One entry where a list is expected',
		what: 'A field that must be a list, such as `ports`, `ipFamilies` or `command`, holds a single entry without a dash.',
		why: 'The API server cannot read a mapping or a text as a list and refuses the object.',
		whatToDo: 'Put a dash in front of the entry.',
		invalid: exampleService({ name: 'web', ports: 'name: http\nport: 80\ntargetPort: http' }),
		valid: exampleService({ name: 'web' }),
	},
	claims: (statement, object) => wrongTypeOf(statement, object) === 'no-list',
	judge: (subject) => {
		const { path } = subject.statement;
		const field = nameOfField(path);
		if (isByName(field, valueAt(subject.value, path))) {
			return {
				message: `${field} must be a list, and this is a mapping: each entry is written with a dash, and its name as a field.`,
				fixes: [namesFix(subject, field)],
			};
		}
		const entry = isObject(valueAt(subject.value, path)) ? 'a mapping' : 'a single value';
		return {
			message: `${field} must be a list, and this is ${entry}: put a dash in front of it.`,
			fixes: [dashFix(subject)],
		};
	},
});

function namesFix(subject: ApiSubject, field: string) {
	return textFix(subject, 'Make it a list of entries with names', false, (document, base) => {
		const { node } = locate(document.root, [...base, ...subject.statement.path]);
		const edits = node?.kind === 'mapping' ? namedEntries(document, field, node) : undefined;
		return edits !== undefined && staysReadable(document, edits) ? edits : undefined;
	});
}

function dashFix(subject: ApiSubject) {
	return textFix(subject, 'Make it a list of one entry', true, (document, base) => {
		const { node } = locate(document.root, [...base, ...subject.statement.path]);
		const { text } = document;
		if (node === undefined) return undefined;
		if (node.kind !== 'mapping' || node.flow) {
			const end = node.start + text.slice(node.start, node.end).trimEnd().length;
			const edits = [
				{ start: node.start, end: node.start, newText: '[' },
				{ start: end, end, newText: ']' },
			];
			return staysReadable(document, edits) ? edits : undefined;
		}
		const lineStart = text.lastIndexOf('\n', node.start - 1) + 1;
		if (text.slice(lineStart, node.start).trim() !== '') return undefined;
		const first = node.start - lineStart;
		const starts = [...text.slice(lineStart, node.end).matchAll(/^(?=[^\r\n])/gm)].map(
			({ index }) => lineStart + index,
		);
		return starts.map((start, index) => {
			const at = index === 0 ? start + first : start;
			return { start: at, end: at, newText: index === 0 ? '- ' : '  ' };
		});
	});
}
