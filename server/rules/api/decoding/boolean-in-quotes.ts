import { exampleService } from '../../example-manifests.ts';
import { nameOfField, setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';
import { wrongTypeOf } from './wanted-type.ts';

export const booleanInQuotes = apiRule({
	id: 'boolean-in-quotes',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'true or false in quotes',
		what: 'A field that must be `true` or `false`, such as `publishNotReadyAddresses`, holds a text.',
		why: 'YAML makes a string of everything in quotes, and the API server cannot read a string as a boolean: the whole object is refused.',
		whatToDo: 'Remove the quotes.',
		invalid: exampleService({ name: 'db', spec: 'clusterIP: None\npublishNotReadyAddresses: "true"' }),
		valid: exampleService({ name: 'db', spec: 'clusterIP: None\npublishNotReadyAddresses: true' }),
	},
	claims: (statement, object) => wrongTypeOf(statement, object) === 'boolean-in-quotes',
	judge: (subject) => {
		const { path } = subject.statement;
		const text = writtenText(subject);
		const value = /^(?:true|yes|on)$/i.test(text.trim());
		return {
			message: `${nameOfField(path)} must be true or false, and ${shown(text)} is a text: remove the quotes.`,
			fixes: [setFix(subject, path, value, { safe: true, title: `Write ${value} without quotes` })],
		};
	},
});
