import { exampleWorkload } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { asPortName } from '../name-forms.ts';
import { portNameFault } from '../ports/target-port-format.ts';
import { shown, writtenText } from '../written-value.ts';

const workload = (name: string) =>
	exampleWorkload({ name: 'web', container: `ports:\n  - name: ${name}\n    containerPort: 9102` });

export const containerPortName = apiRule({
	id: 'container-port-name',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Name of a container’s port that is none',
		what: 'The name of a container’s port is longer than 15 characters, holds capitals or underscores, or has no letter at all.',
		why: 'These names are IANA service names: at most 15 characters of a-z, 0-9 and single hyphens. The API server refuses the object.',
		whatToDo: 'Shorten the name, and the `targetPort` of the Services that use it.',
		invalid: workload('prometheus-metrics'),
		valid: workload('prom-metrics'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
	},
	claims: ({ shape, reason }) =>
		/ontainers\[\*\]\.ports\[\*\]\.name$/.test(shape) && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const written = writtenText(subject);
		const valid = asPortName(written);
		return {
			message: `No container port can be called ${shown(written)}: ${portNameFault(written)}.`,
			fixes: [
				...(valid === undefined || valid === written ? [] : [setFix(subject, path, valid)]),
				removeFix(subject, path),
			],
		};
	},
});
