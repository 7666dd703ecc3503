import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { shown, valueAt } from '../written-value.ts';

const day = 86400;
const affinity = (seconds: number) =>
	`sessionAffinity: ClientIP\nsessionAffinityConfig:\n  clientIP:\n    timeoutSeconds: ${seconds}`;

export const sessionAffinityTimeout = apiRule({
	id: 'session-affinity-timeout',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Session affinity that lasts longer than a day',
		what: '`timeoutSeconds` of the session affinity is above 86400 (one day), 0 or negative.',
		why: 'The API server takes 1 to 86400 seconds. Without the field it is 10800, three hours.',
		whatToDo: 'Write at most 86400, or remove the field.',
		invalid: exampleService({ name: 'web', spec: affinity(172800) }),
		valid: exampleService({ name: 'web', spec: affinity(day) }),
		links: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-stickiness-timeout'],
	},
	claims: ({ shape, reason }) =>
		shape === 'spec.sessionAffinityConfig.clientIP.timeoutSeconds' && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const written = valueAt(subject.value, path);
		const longest = typeof written === 'number' && written > day;
		return {
			message: `timeoutSeconds must be between 1 and ${day} (a day), and this is ${shown(written)}.`,
			fixes: [
				...(longest ? [setFix(subject, path, day, { title: `Set timeoutSeconds to ${day}, one day` })] : []),
				removeFix(subject, ['spec', 'sessionAffinityConfig'], {
					title: 'Remove sessionAffinityConfig: 10800 seconds is the default',
				}),
			],
		};
	},
});
