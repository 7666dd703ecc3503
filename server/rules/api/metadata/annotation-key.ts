import { isObject } from '../../../kubernetes/objects/json.ts';
import { qualifiedNameErrors } from '../../../kubernetes/validation/names.ts';
import { exampleService } from '../../example-manifests.ts';
import { nameOf } from '../../wording.ts';
import { removeFix } from '../api-fixes.ts';
import { type ApiFinding, apiRule, ruledKinds } from '../api-rule.ts';
import { shown, valueAt } from '../written-value.ts';

const shapes = ['metadata.annotations', 'template.metadata.annotations'];
const service = (key: string) =>
	exampleService({ name: 'web' }).replace('  name: web\n', `  name: web\n  annotations:\n    ${key}: shop\n`);

export const annotationKey = apiRule({
	id: 'annotation-key',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Key of an annotation that is no qualified name',
		what: 'The key of an annotation holds blanks, several slashes or other signs, or the annotations are larger than 256 KiB together.',
		why: 'Keys are names of letters, digits, “-”, “_” and “.”, at most 63, with a domain and a slash in front if need be. The API server refuses the object.',
		whatToDo: 'Rename the key.',
		invalid: service('owner team'),
		valid: service('owner-team'),
		links: [
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
		],
	},
	claims: ({ shape, reason }) =>
		shapes.includes(shape) && (reason === 'FieldValueInvalid' || reason === 'FieldValueTooLong'),
	wholeField: true,
	judge: (subject) => {
		const { path, reason } = subject.statement;
		const map = valueAt(subject.value, path);
		const keys = isObject(map) ? Object.keys(map) : [];
		const bad = keys.filter((key) => qualifiedNameErrors(key.toLowerCase()).length > 0);
		if (reason === 'FieldValueTooLong' || bad.length === 0) {
			return { on: 'key', message: `The annotations of ${nameOf(subject.object)} are larger than 256 KiB.` };
		}
		return bad.map(
			(key): ApiFinding => ({
				path: [...path, key],
				on: 'key',
				message: `${shown(key)} cannot be the key of an annotation: a key is a name, with a domain and a slash in front if need be.`,
				fixes: [removeFix(subject, [...path, key])],
			}),
		);
	},
});
