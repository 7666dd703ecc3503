// Source: pkg/apis/core/validation/validation.go (validateServicePort and the duplicate checks of validateService).
import type { ServicePortObject, ServiceSpecObject } from '../decoding/service-object.ts';
import {
	type Cause,
	duplicate,
	forbidden,
	invalid,
	invalidEach,
	notSupported,
	required,
	typed,
} from './cause.ts';
import { dnsLabelErrors, portNameErrors, portNumberErrors, qualifiedNameErrors } from './names.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

export function portErrors(spec: ServiceSpecObject): Cause[] {
	const ports = spec.ports ?? [];
	const names = new Set<string>();
	const causes = ports.flatMap((port, index) =>
		singlePortErrors(`spec.ports[${index}]`, port, ports.length > 1, names),
	);
	return [...causes, ...nodePortErrors(spec), ...duplicatePortErrors(ports)];
}

function singlePortErrors(
	path: string,
	port: ServicePortObject,
	needsName: boolean,
	names: Set<string>,
): Cause[] {
	const { name = '', port: number = 0, protocol = '', targetPort = 0, appProtocol } = port;
	const causes: Cause[] = [];
	if (name === '') {
		if (needsName) causes.push(required(`${path}.name`));
	} else {
		causes.push(...invalidEach(`${path}.name`, name, dnsLabelErrors(name)));
		if (names.has(name)) causes.push(duplicate(`${path}.name`, name));
		names.add(name);
	}
	for (const detail of portNumberErrors(number)) causes.push(invalid(`${path}.port`, number, detail));
	if (!protocols.includes(protocol))
		causes.push(notSupported(`${path}.protocol`, typed(protocol), protocols));
	causes.push(...portNumberOrNameErrors(`${path}.targetPort`, targetPort));
	if (appProtocol !== undefined) {
		causes.push(...invalidEach(`${path}.appProtocol`, appProtocol, qualifiedNameErrors(appProtocol)));
	}
	return causes;
}

/** ValidatePortNumOrName. */
export function portNumberOrNameErrors(path: string, value: number | string): Cause[] {
	if (typeof value === 'string') return invalidEach(path, value, portNameErrors(value));
	return portNumberErrors(value).map((detail) => invalid(path, value, detail));
}

/** None on a ClusterIP Service; each (protocol, nodePort) once. */
function nodePortErrors(spec: ServiceSpecObject): Cause[] {
	const causes: Cause[] = [];
	const seen = new Set<string>();
	for (const [index, { protocol = '', nodePort = 0 }] of (spec.ports ?? []).entries()) {
		if (nodePort === 0) continue;
		const field = `spec.ports[${index}].nodePort`;
		if (spec.type === 'ClusterIP') {
			causes.push(forbidden(field, "may not be used when `type` is 'ClusterIP'"));
		}
		const key = `${protocol}/${nodePort}`;
		if (seen.has(key)) causes.push(duplicate(field, nodePort));
		seen.add(key);
	}
	return causes;
}

/** Each (protocol, port) once; the value in the message is Go's struct with the other members empty. */
function duplicatePortErrors(ports: readonly ServicePortObject[]): Cause[] {
	const causes: Cause[] = [];
	const seen = new Set<string>();
	for (const [index, { protocol = '', port = 0 }] of ports.entries()) {
		const key = `${protocol}/${port}`;
		if (seen.has(key)) {
			causes.push(
				duplicate(
					`spec.ports[${index}]`,
					typed({
						Name: '',
						Protocol: protocol,
						AppProtocol: null,
						Port: port,
						TargetPort: 0,
						NodePort: 0,
					}),
				),
			);
		}
		seen.add(key);
	}
	return causes;
}
