// Invariant: the text is a headless Service that the API server accepts and that selects the object's Pods.
import { formatScalar } from '../manifest/edit.ts';
import { type IndexedObject, isWorkload, podLabelsOf } from './object-index.ts';
import { portDeclarationsOf } from './port-declarations.ts';

/** A headless Service that gives an object's Pods their names; without final line break. */
export function governingServiceText(
	indexed: IndexedObject,
	name: string,
	selector: Readonly<Record<string, string>> = selectorOf(indexed),
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

function selectorOf(indexed: IndexedObject): Readonly<Record<string, string>> {
	const { typed } = indexed;
	const own = isWorkload(typed) ? typed.selector.matchLabels : {};
	return Object.keys(own).length > 0 ? own : (podLabelsOf(indexed) ?? {});
}
