import { objectAt, objectsAt, stringAt } from '../../../kubernetes/objects/json.ts';
import { exampleWorkload } from '../../example-manifests.ts';
import { editFix, nameOfField, removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';

const workload = (probe: string) =>
	exampleWorkload({
		name: 'web',
		container: `ports:\n  - name: http\n    containerPort: 8080\nreadinessProbe:\n  ${probe}`,
	});

export const probeHandler = apiRule({
	id: 'probe-handler',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Probe that does not say what to ask',
		what: 'A probe has neither `httpGet` nor `tcpSocket`, `grpc` or `exec`.',
		why: 'Times and thresholds say when to ask, not what. The API server refuses the object.',
		whatToDo: 'Add one of the four.',
		invalid: workload('periodSeconds: 5'),
		valid: workload('tcpSocket: {port: http}'),
		links: [
			'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
		],
	},
	claims: ({ shape, reason }) =>
		/ontainers\[\*\]\.(?:readiness|liveness|startup)Probe$/.test(shape) && reason === 'FieldValueRequired',
	judge: (subject) => {
		const { path } = subject.statement;
		const name = nameOfField(path);
		const port = firstPort(subject);
		const filled = Object.keys(objectAt(valueAt(subject.value, path.slice(0, -1)), name)).length > 0;
		return {
			on: 'key',
			message: `${name} does not say what to ask: it needs httpGet, tcpSocket, grpc or exec.`,
			fixes: [
				...(port === undefined || !filled
					? []
					: [
							editFix(subject, `Ask whether port ${port} accepts connections`, false, (editor) =>
								editor.set([...path, 'tcpSocket'], { block: `\n  port: ${port}` }, { first: true }),
							),
						]),
				removeFix(subject, path),
			],
		};
	},
});

function firstPort({ value, statement }: ApiSubject): string | number | undefined {
	const [port] = objectsAt(valueAt(value, statement.path.slice(0, -1)), 'ports');
	const number = port?.containerPort;
	return stringAt(port, 'name') ?? (typeof number === 'number' ? number : undefined);
}
