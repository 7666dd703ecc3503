import { exampleService } from '../../example-manifests.ts';
import { editFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { setClusterIP } from '../service-fields.ts';
import { shown, writtenText } from '../written-value.ts';
import { isMisspeltNone } from './cluster-ip-complaint.ts';

export const clusterIPNoneSpelling = apiRule({
	id: 'cluster-ip-none-spelling',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIP None in other letters',
		what: '`clusterIP` is `none`, `NONE`, `headless` or the like.',
		why: 'Only `None`, with a capital N, makes a Service headless. Everything else is read as an IP address, and the API server refuses it.',
		whatToDo: 'Write `None`.',
		invalid: exampleService({ name: 'web', spec: 'clusterIP: none' }),
		valid: exampleService({ name: 'web', spec: 'clusterIP: None' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#headless-services'],
	},
	claims: isMisspeltNone,
	judge: (subject) => {
		const written = writtenText(subject);
		return {
			message: `Only None, in these letters, makes a Service headless: the API server reads ${shown(written)} as an address.`,
			fixes: [
				editFix(subject, 'Write None', /^none$/i.test(written), (editor) =>
					setClusterIP(editor, subject, 'None'),
				),
			],
		};
	},
});
