// Invariant: the text is an EndpointSlice that the API server accepts for its Service, if the addresses are of its type.
import { serviceNameLabel } from '../kubernetes/objects/endpointslice.ts';
import { formatScalar } from '../manifest/edit.ts';

export interface SliceText {
	readonly name: string;
	/** '' leaves it out. */
	readonly namespace: string;
	readonly service: string;
	/** Beside the Service's. */
	readonly labels?: Readonly<Record<string, string>>;
	readonly addressType: 'IPv4' | 'IPv6';
	readonly ports: readonly SlicePortText[];
	readonly endpoints: readonly SliceEndpointText[];
}

export interface SlicePortText {
	/** '' for an unnamed port. */
	readonly name: string;
	readonly port: number;
	readonly protocol: string;
	readonly appProtocol?: string;
}

export interface SliceEndpointText {
	readonly address: string;
	/** Written only where it is false. */
	readonly ready: boolean;
	readonly hostname?: string;
	readonly nodeName?: string;
	readonly targetRef?: { readonly kind: string; readonly name: string; readonly namespace: string };
}

/** An address that documentation may use (RFC 5737, RFC 3849). */
export const exampleAddress = { IPv4: '192.0.2.10', IPv6: '2001:db8::10' } as const;

/** The manifest of a slice, without final line break. */
export function endpointSliceText(slice: SliceText): string {
	const lines = [
		'apiVersion: discovery.k8s.io/v1',
		'kind: EndpointSlice',
		'metadata:',
		`  name: ${formatScalar(slice.name)}`,
		...(slice.namespace === '' ? [] : [`  namespace: ${formatScalar(slice.namespace)}`]),
		'  labels:',
		`    ${serviceNameLabel}: ${formatScalar(slice.service)}`,
		...Object.entries(slice.labels ?? {})
			.filter(([key]) => key !== serviceNameLabel)
			.map(([key, value]) => `    ${formatScalar(key)}: ${formatScalar(value)}`),
		`addressType: ${slice.addressType}`,
	];
	if (slice.ports.length > 0) lines.push('ports:', ...slice.ports.flatMap(portLines));
	lines.push('endpoints:', ...slice.endpoints.flatMap(endpointLines));
	return lines.join('\n');
}

function portLines({ name, port, protocol, appProtocol }: SlicePortText): readonly string[] {
	return item([
		...(name === '' ? [] : [`name: ${formatScalar(name)}`]),
		`port: ${port}`,
		...(protocol === 'TCP' ? [] : [`protocol: ${formatScalar(protocol)}`]),
		...(appProtocol === undefined ? [] : [`appProtocol: ${formatScalar(appProtocol)}`]),
	]);
}

function endpointLines(endpoint: SliceEndpointText): readonly string[] {
	const { address, ready, hostname, nodeName, targetRef } = endpoint;
	const target = Object.entries(targetRef ?? {}).filter(([, value]) => value !== '');
	return item([
		'addresses:',
		`  - ${formatScalar(address)}`,
		...(ready ? [] : ['conditions:', '  ready: false']),
		...(hostname === undefined ? [] : [`hostname: ${formatScalar(hostname)}`]),
		...(nodeName === undefined ? [] : [`nodeName: ${formatScalar(nodeName)}`]),
		...(target.length === 0 ? [] : ['targetRef:']),
		...target.map(([key, value]) => `  ${key}: ${formatScalar(value)}`),
	]);
}

function item(lines: readonly string[]): readonly string[] {
	return lines.map((line, index) => `  ${index === 0 ? '- ' : '  '}${line}`);
}
