import { exampleService } from '../../example-manifests.ts';
import { nameOfField, setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { shown, valueAt } from '../written-value.ts';
import { sourceAt, wrongTypeOf } from './wanted-type.ts';

export const textWithoutQuotes = apiRule({
	id: 'text-without-quotes',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Text that YAML reads as a number or a boolean',
		what: 'A field that must be a text holds a bare number or word that YAML reads as a number or a boolean: `version: 2`, `canary: true`, `on: yes`. Mostly it is the value of a label, a selector, an annotation or an environment variable.',
		why: 'Values of labels, selectors, annotations and variables are strings. The API server cannot read anything else there, and refuses the whole object.',
		whatToDo: 'Put the value in quotes.',
		invalid: exampleService({ name: 'web', selector: 'app: web\nversion: 2' }),
		valid: exampleService({ name: 'web', selector: 'app: web\nversion: "2"' }),
		links: [
			'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
		],
	},
	claims: (statement, object) => wrongTypeOf(statement, object) === 'text-without-quotes',
	judge: (subject) => {
		const { statement, object, value } = subject;
		const written = valueAt(value, statement.path);
		const source = sourceAt(object, statement.path);
		const type = typeof written === 'boolean' ? 'a boolean' : 'a number';
		return {
			message: `${nameOfField(statement.path)} must be a text, and YAML reads ${source ?? shown(written)} as ${type}: put it in quotes.`,
			fixes:
				source === undefined
					? []
					: [setFix(subject, statement.path, source, { safe: true, title: `Put ${source} in quotes` })],
		};
	},
});
