import { setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { asLabel, labelFault } from '../name-forms.ts';
import { examplePod } from '../workload/example-pod.ts';
import { writtenText } from '../written-value.ts';

export const nameNotALabel = apiRule({
	id: 'name-not-a-label',
	severity: 'warning',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Name of a Pod or workload that is no DNS label',
		what: 'The name of a Pod, or of a workload that names Pods after itself, has a dot or is longer than 63 characters.',
		why: 'It becomes the Pod’s host name, which is a single label: a dot splits it, and what is too long is cut off. The API server warns.',
		whatToDo: 'Use a name of a-z, 0-9 and hyphens, at most 63.',
		invalid: examplePod('').replace('  name: web\n', '  name: web.shop\n'),
		valid: examplePod(''),
		links: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names'],
	},
	claims: ({ kind, verdict }) => verdict === 'warns' && kind === 'name-form',
	judge: (subject) => {
		const name = writtenText(subject);
		const label = asLabel(name);
		return {
			message: `${name} ends up in the host names of Pods, and a host name is a DNS label: ${labelFault(name)}.`,
			fixes:
				label === undefined || label === name
					? []
					: [setFix(subject, subject.statement.path, label, { title: `Rename to ${label}` })],
		};
	},
});
