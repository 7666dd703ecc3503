import { type JsonValue, objectAt, objectsAt, stringsAt } from '../kubernetes/objects/json.ts';
import type { Service, ServicePort } from '../kubernetes/objects/service.ts';
import { formatScalar } from '../manifest/edit.ts';
import type { ManifestObject } from './manifest-object.ts';

/** `<name>-headless`, shortened so that it stays a DNS label (63 characters). */
export function siblingName(name: string): string {
	const suffix = '-headless';
	return name.slice(0, 63 - suffix.length).replace(/-+$/, '') + suffix;
}

/**
 * The text of a headless Service beside `object`: same labels, selector and namespace; its ports are the Pods' own,
 * because nothing translates them. Without final line break.
 */
export function headlessSiblingText(
	object: ManifestObject,
	service: Service,
	targetNumber: (port: ServicePort) => number | undefined,
): string {
	const metadata = objectAt(object.value, 'metadata');
	const lines = [
		'apiVersion: v1',
		'kind: Service',
		'metadata:',
		`  name: ${siblingName(service.metadata.name)}`,
	];
	if (object.writtenNamespace !== '') lines.push(`  namespace: ${formatScalar(object.writtenNamespace)}`);
	lines.push(...mapping('labels', objectAt(metadata, 'labels')));
	lines.push('spec:', '  clusterIP: None');
	const spec = objectAt(object.value, 'spec');
	if (typeof spec.ipFamilyPolicy === 'string')
		lines.push(`  ipFamilyPolicy: ${formatScalar(spec.ipFamilyPolicy)}`);
	const families = stringsAt(spec, 'ipFamilies');
	if (families.length > 0)
		lines.push('  ipFamilies:', ...families.map((family) => `    - ${formatScalar(family)}`));
	lines.push(...mapping('selector', service.spec.selector ?? {}));
	const ports = uniquePorts(service, targetNumber);
	if (ports.length > 0) lines.push('  ports:');
	const written = objectsAt(spec, 'ports');
	for (const { port, index } of ports) {
		const number = targetNumber(port) ?? port.port;
		const item: string[] = [];
		if (port.name !== '') item.push(`name: ${formatScalar(port.name)}`);
		item.push(`port: ${number}`);
		if (typeof port.targetPort === 'string') item.push(`targetPort: ${formatScalar(port.targetPort)}`);
		if (written[index]?.protocol !== undefined) item.push(`protocol: ${formatScalar(port.protocol)}`);
		if (port.appProtocol !== undefined) item.push(`appProtocol: ${formatScalar(port.appProtocol)}`);
		lines.push(...item.map((line, at) => `    ${at === 0 ? '- ' : '  '}${line}`));
	}
	return lines.join('\n');
}

/** Two Service ports that lead to one Pod port are one port without translation. */
function uniquePorts(
	service: Service,
	targetNumber: (port: ServicePort) => number | undefined,
): readonly { port: ServicePort; index: number }[] {
	const seen = new Set<string>();
	return service.spec.ports.flatMap((port, index) => {
		const key = `${targetNumber(port) ?? port.port}/${port.protocol}`;
		if (seen.has(key)) return [];
		seen.add(key);
		return [{ port, index }];
	});
}

function mapping(key: string, entries: Readonly<Record<string, JsonValue | undefined>>): readonly string[] {
	const pairs = Object.entries(entries).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	if (pairs.length === 0) return [];
	return [`  ${key}:`, ...pairs.map(([name, value]) => `    ${formatScalar(name)}: ${formatScalar(value)}`)];
}
