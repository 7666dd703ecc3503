import { type JsonValue, objectAt, objectsAt, stringsAt } from '../kubernetes/objects/json.ts';
import type { Service, ServicePort } from '../kubernetes/objects/service.ts';
import { formatScalar } from '../manifest/edit.ts';
import type { PathStep } from '../manifest/path.ts';
import type { ManifestObject } from './manifest-object.ts';
import { templatedText } from './template-text.ts';

/** `<name>-headless`, shortened so that it stays a DNS label (63 characters). */
export function siblingName(name: string): string {
	const suffix = '-headless';
	return name.slice(0, 63 - suffix.length).replace(/-+$/, '') + suffix;
}

/** The name as it is to be written: what a template makes of it is not known, so it is not shortened. */
export function writtenSiblingName(object: ManifestObject, name: string): string {
	const templated = templatedText(object, ['metadata', 'name']);
	return templated === undefined
		? formatScalar(siblingName(name))
		: templated.replace(/(["']?)$/, '-headless$1');
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
		`  name: ${writtenSiblingName(object, service.metadata.name)}`,
	];
	const written = (path: readonly PathStep[], value: string) =>
		templatedText(object, path) ?? formatScalar(value);
	const mapping = (key: string, parent: string, entries: Readonly<Record<string, JsonValue | undefined>>) =>
		mappingLines(key, entries, (name, value) => written([parent, key, name], value));
	if (object.writtenNamespace !== '')
		lines.push(`  namespace: ${written(['metadata', 'namespace'], object.writtenNamespace)}`);
	lines.push(...mapping('labels', 'metadata', objectAt(metadata, 'labels')));
	lines.push('spec:', '  clusterIP: None');
	const spec = objectAt(object.value, 'spec');
	if (typeof spec.ipFamilyPolicy === 'string')
		lines.push(`  ipFamilyPolicy: ${written(['spec', 'ipFamilyPolicy'], spec.ipFamilyPolicy)}`);
	const families = stringsAt(spec, 'ipFamilies');
	if (families.length > 0)
		lines.push(
			'  ipFamilies:',
			...families.map((family, index) => `    - ${written(['spec', 'ipFamilies', index], family)}`),
		);
	lines.push(...mapping('selector', 'spec', service.spec.selector ?? {}));
	const ports = uniquePorts(service, targetNumber);
	if (ports.length > 0) lines.push('  ports:');
	const writtenPorts = objectsAt(spec, 'ports');
	for (const { port, index } of ports) {
		const field = (name: string) => ['spec', 'ports', index, name];
		const number = targetNumber(port) ?? templatedText(object, field('port')) ?? port.port;
		const item: string[] = [];
		if (port.name !== '') item.push(`name: ${written(field('name'), port.name)}`);
		item.push(`port: ${number}`);
		if (typeof port.targetPort === 'string')
			item.push(`targetPort: ${written(field('targetPort'), port.targetPort)}`);
		if (writtenPorts[index]?.protocol !== undefined)
			item.push(`protocol: ${written(field('protocol'), port.protocol)}`);
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

function mappingLines(
	key: string,
	entries: Readonly<Record<string, JsonValue | undefined>>,
	written: (name: string, value: string) => string,
): readonly string[] {
	const pairs = Object.entries(entries).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	if (pairs.length === 0) return [];
	return [`  ${key}:`, ...pairs.map(([name, value]) => `    ${formatScalar(name)}: ${written(name, value)}`)];
}
