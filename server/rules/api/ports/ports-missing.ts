import { exampleFiles, exampleService, exampleWorkload } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { editFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { portsBehind } from '../pods-behind.ts';
import { at, isMissing } from '../statement.ts';

const workload = exampleWorkload({ name: 'web' });

export const portsMissing = apiRule({
	id: 'ports-missing',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'Service without ports',
		what: 'A Service with a virtual IP lists no ports.',
		why: 'A virtual IP forwards ports, so it needs at least one. Only headless and ExternalName Services may do without, and the API server refuses others.',
		whatToDo: 'List the ports that clients connect to, or make the Service headless (`clusterIP: None`).',
		invalid: exampleFiles(exampleService({ name: 'web', ports: '' }), { 'deployment.yaml': workload }),
		valid: exampleFiles(exampleService({ name: 'web' }), { 'deployment.yaml': workload }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
	},
	claims: ({ shape, reason }) => shape === 'spec.ports' && reason === 'FieldValueRequired',
	dependsOn: [at('spec.type'), at('spec.clusterIP')],
	judge: (subject) => ({
		...(isMissing(subject.object, subject.statement.path) ? {} : { on: 'key' as const }),
		message: `Service ${subject.object.object.name} lists no ports: with a virtual IP it needs at least one.`,
		fixes: fixesFor(subject),
	}),
});

function fixesFor(subject: ApiSubject): readonly Fix[] {
	const ports = portsBehind(subject);
	const path = ['spec', 'ports'];
	const headless = editFix(subject, 'Make it headless: clusterIP: None', false, (editor) =>
		editor.set(['spec', 'clusterIP'], 'None', { after: ['type'], first: true }),
	);
	if (ports.length === 0) return isPlain(subject) ? [headless] : [];
	const block = ports
		.map(({ name, containerPort, protocol }) => {
			const lines = [
				`name: ${name || `${protocol.toLowerCase()}-${containerPort}`}`,
				`port: ${containerPort}`,
				`targetPort: ${name || containerPort}`,
				...(protocol === 'TCP' ? [] : [`protocol: ${protocol}`]),
			];
			return `\n  - ${lines.join('\n    ')}`;
		})
		.join('');
	const listed = ports.map(({ containerPort }) => containerPort).join(', ');
	const add = editFix(subject, `List the Pods' ports: ${listed}`, false, (editor) =>
		editor.set(path, { block }),
	);
	return isPlain(subject) ? [add, headless] : [add];
}

/** True if only ports stand between the Service and being headless. */
function isPlain({ value }: ApiSubject): boolean {
	const spec = value.spec;
	if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return false;
	const { type = 'ClusterIP', clusterIP } = spec as Record<string, unknown>;
	return type === 'ClusterIP' && clusterIP === undefined;
}
