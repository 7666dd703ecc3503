import { integerAt, objectsAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { portNameFault } from '../ports/target-port-format.ts';
import { isQuotedNumber } from '../ports/target-port-quoted.ts';
import { shown, valueAt } from '../written-value.ts';

const workload = (port: string) =>
	exampleWorkload({
		name: 'web',
		container: `ports:\n  - name: http\n    containerPort: 8080\nreadinessProbe:\n  tcpSocket:\n    port: ${port}`,
	});

export const probePort = apiRule({
	id: 'probe-port',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Probe or hook whose port is none',
		what: 'A probe or a lifecycle hook has no `port`, or a name that no container port can have.',
		why: 'The check needs a number, or the name of a port of the container: at most 15 of a-z, 0-9 and hyphens. The API server refuses the object.',
		whatToDo: 'Write the number, or the name of the container’s port.',
		invalid: workload('HTTP_PORT'),
		valid: workload('http'),
		links: [
			'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
		],
	},
	claims: (statement, indexed) => {
		const { shape, reason, path } = statement;
		if (!/ontainers\[\*\]\.(?:\w+Probe|lifecycle\.\w+)\.\w+\.port$/.test(shape)) return false;
		const written = valueAt(indexed.object.value, path);
		return (
			reason === 'FieldValueInvalid' && typeof written !== 'number' && !isQuotedNumber(statement, indexed)
		);
	},
	judge: (subject) => {
		const { path } = subject.statement;
		const written = valueAt(subject.value, path);
		if (typeof written !== 'string') {
			const port = declaredPort(subject);
			return {
				message: 'This check has no port.',
				fixes: port === undefined ? [] : [setFix(subject, path, port)],
			};
		}
		const name = declaredPort(subject);
		return {
			message: `No container port can be called ${shown(written)}: ${portNameFault(written)}.`,
			fixes: name === undefined ? [] : [setFix(subject, path, name)],
		};
	},
});

function declaredPort({ value, statement }: ApiSubject): string | number | undefined {
	const container = statement.path.findLastIndex((step) => typeof step === 'number');
	const [port] = objectsAt(valueAt(value, statement.path.slice(0, container + 1)), 'ports');
	return stringAt(port, 'name') ?? integerAt(port, 'containerPort');
}
