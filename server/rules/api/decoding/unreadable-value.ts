import { exampleService } from '../../example-manifests.ts';
import { allKinds, apiRule } from '../api-rule.ts';

export const unreadableValue = apiRule({
	id: 'unreadable-value',
	kinds: allKinds,
	fixable: false,
	docs: {
		title: 'YAML that the API server’s reader refuses',
		what: 'The text is YAML, but a value cannot be read: an alias without its anchor, a merge of something that is no mapping, a tag that does not fit, a key that is a list.',
		why: 'kubectl turns the file into JSON before it sends anything. What cannot become JSON ends the command.',
		whatToDo: 'Write the value out, or define the anchor before its alias.',
		invalid: exampleService({ name: 'web', selector: 'app: *name' }),
		valid: exampleService({ name: 'web' }),
	},
	claims: ({ kind }) => kind === 'text',
	judge: ({ statement }) => ({ message: `This value cannot be read: ${statement.message}.` }),
});
