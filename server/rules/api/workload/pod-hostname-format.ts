import { nameOfField, removeFix, setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { asLabel, labelFault } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';
import { examplePod } from './example-pod.ts';

export const podHostnameFormat = apiRule({
	id: 'pod-hostname-format',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'hostname or subdomain of a Pod that is no DNS label',
		what: 'The `hostname` or `subdomain` of a Pod holds a dot, a capital letter, an underscore or more than 63 characters.',
		why: 'Both become labels of the Pod’s DNS name: `hostname.subdomain.namespace.svc`. The API server refuses the object.',
		whatToDo: 'Write a name of a-z, 0-9 and hyphens; `subdomain` is the bare name of a headless Service.',
		invalid: examplePod('hostname: Web_1'),
		valid: examplePod('hostname: web-1'),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
		],
	},
	claims: ({ shape, reason }) =>
		(shape === 'pod.spec.hostname' || shape === 'pod.spec.subdomain') && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const name = nameOfField(path);
		const written = writtenText(subject);
		const valid = asLabel(name === 'subdomain' ? (written.split('.')[0] ?? '') : written);
		return {
			message: `${shown(written)} is no ${name}: ${labelFault(written)}.`,
			fixes: [
				...(valid === undefined || valid === written ? [] : [setFix(subject, path, valid)]),
				removeFix(subject, path),
			],
		};
	},
});
