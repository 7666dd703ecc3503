import { exampleService } from '../../example-manifests.ts';
import { nameOfField, setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';
import { wrongTypeOf } from './wanted-type.ts';

export const numberInQuotes = apiRule({
	id: 'number-in-quotes',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Number in quotes',
		what: 'A field that must be a number, such as `port`, `nodePort` or `replicas`, holds a text with digits.',
		why: 'YAML makes a string of everything in quotes, and the API server cannot read a string as a number: the whole object is refused.',
		whatToDo: 'Remove the quotes.',
		invalid: exampleService({ name: 'web', ports: '- name: http\n  port: "80"\n  targetPort: http' }),
		valid: exampleService({ name: 'web', ports: '- name: http\n  port: 80\n  targetPort: http' }),
	},
	claims: (statement, object) => wrongTypeOf(statement, object) === 'number-in-quotes',
	judge: (subject) => {
		const { path } = subject.statement;
		const text = writtenText(subject);
		return {
			message: `${nameOfField(path)} must be a number, and ${shown(text)} is a text: remove the quotes.`,
			fixes: [
				setFix(subject, path, Number(text), { safe: true, title: `Write ${Number(text)} without quotes` }),
			],
		};
	},
});
