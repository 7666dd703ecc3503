// Invariant: the text is a headless Service that the API server accepts and that selects the StatefulSet's Pods.
import { formatScalar } from '../manifest/edit.ts';
import { portDeclarationsOf } from './port-declarations.ts';
import type { StatefulSetObject } from './service-backing.ts';

/** A headless Service that gives a StatefulSet's Pods their names; without final line break. */
export function governingServiceText(
	{ indexed, workload }: StatefulSetObject,
	name: string,
	selector: Readonly<Record<string, string>> = selectorOf(workload),
): string {
	const { writtenNamespace } = indexed.object;
	const ports = [
		...new Map(
			portDeclarationsOf(indexed)
				.filter(({ port }) => port.containerPort > 0)
				.map(({ port }) => [`${port.containerPort}/${port.protocol}`, port]),
		).values(),
	];
	const lines = [
		'apiVersion: v1',
		'kind: Service',
		'metadata:',
		`  name: ${formatScalar(name)}`,
		...(writtenNamespace === '' ? [] : [`  namespace: ${formatScalar(writtenNamespace)}`]),
		'spec:',
		'  clusterIP: None',
		'  selector:',
		...Object.entries(selector).map(([key, value]) => `    ${formatScalar(key)}: ${formatScalar(value)}`),
	];
	if (ports.length > 0) lines.push('  ports:');
	for (const port of ports) {
		const portName = port.name || `${port.protocol.toLowerCase()}-${port.containerPort}`;
		lines.push(`    - name: ${formatScalar(portName)}`, `      port: ${port.containerPort}`);
		if (port.protocol !== 'TCP') lines.push(`      protocol: ${formatScalar(port.protocol)}`);
	}
	return lines.join('\n');
}

function selectorOf({ selector, template }: StatefulSetObject['workload']): Readonly<Record<string, string>> {
	return Object.keys(selector.matchLabels).length > 0 ? selector.matchLabels : template.metadata.labels;
}
