import { exampleWorkload } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { nearestFixes } from '../value-fixes.ts';
import { shown, writtenText } from '../written-value.ts';

const pattern = /^pod\.spec\.(?:(?:c|initC|ephemeralC)ontainers\[\*\]\.)?restartPolicy$/;

export const restartPolicyValue = apiRule({
	id: 'restart-policy-value',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'restartPolicy that the kind does not take',
		what: '`restartPolicy` is misspelled, is missing in a Job, or is one that the kind does not allow.',
		why: 'Pods of Deployments, StatefulSets, DaemonSets and ReplicaSets always restart; those of a Job restart on failure or never. The API server refuses the object.',
		whatToDo: 'Remove the field, or write `OnFailure` or `Never` in a Job.',
		invalid: exampleWorkload({ name: 'web', podSpec: 'restartPolicy: Never' }),
		valid: exampleWorkload({ name: 'web', podSpec: 'restartPolicy: Always' }),
		links: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy'],
	},
	claims: ({ shape, reason }) =>
		pattern.test(shape) &&
		(reason === 'FieldValueNotSupported' ||
			reason === 'FieldValueRequired' ||
			reason === 'FieldValueInvalid'),
	judge: (subject) => {
		const allowed = allowedIn(subject);
		const written = writtenText(subject);
		const { kind } = subject.object.object;
		return {
			message:
				written === ''
					? `The Pods of a ${kind} need a restartPolicy: ${allowed.join(' or ')}.`
					: `restartPolicy ${shown(written)} is not possible here: it must be ${allowed.join(' or ')}.`,
			fixes: fixesFor(subject, allowed),
		};
	},
});

function allowedIn({ object, statement }: ApiSubject): readonly string[] {
	const { kind } = object.object;
	if (statement.shape !== 'pod.spec.restartPolicy') return ['Always', 'OnFailure', 'Never'];
	if (kind === 'Pod') return ['Always', 'OnFailure', 'Never'];
	return kind === 'Job' || kind === 'CronJob' ? ['OnFailure', 'Never'] : ['Always'];
}

function fixesFor(subject: ApiSubject, allowed: readonly string[]): readonly Fix[] {
	const { path } = subject.statement;
	const written = writtenText(subject);
	const near = written === '' ? [] : nearestFixes(subject, allowed);
	const optional = allowed[0] === 'Always' && written !== '';
	const others = near.length > 0 ? [] : allowed.length < 3 ? allowed : [];
	return [
		...near,
		...others.map((policy) => setFix(subject, path, policy)),
		...(optional ? [removeFix(subject, path)] : []),
	];
}
