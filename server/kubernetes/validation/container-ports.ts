// Source: pkg/apis/core/validation/validation.go (validateContainerPorts, AccumulateUniqueHostPorts).
import type { ContainerObject, ContainerPortObject } from '../decoding/pod-object.ts';
import { type Cause, duplicate, invalid, invalidEach, notSupported, required, typed } from './cause.ts';
import { portNameErrors, portNumberErrors } from './names.ts';

const protocols = ['SCTP', 'TCP', 'UDP'];

export function containerPortErrors(path: string, ports: readonly ContainerPortObject[]): Cause[] {
	const names = new Set<string>();
	return ports.flatMap((port, index) => {
		const own = `${path}[${index}]`;
		const { containerPort = 0, hostPort = 0, protocol = '' } = port;
		return [
			...nameErrors(`${own}.name`, port.name ?? '', names),
			...(containerPort === 0
				? [required(`${own}.containerPort`)]
				: numberErrors(`${own}.containerPort`, containerPort)),
			...(hostPort === 0 ? [] : numberErrors(`${own}.hostPort`, hostPort)),
			...(protocols.includes(protocol) ? [] : [notSupported(`${own}.protocol`, typed(protocol), protocols)]),
		];
	});
}

function nameErrors(path: string, name: string, names: Set<string>): Cause[] {
	if (name === '') return [];
	const errors = portNameErrors(name);
	if (errors.length > 0) return invalidEach(path, name, errors);
	if (names.has(name)) return [duplicate(path, name)];
	names.add(name);
	return [];
}

function numberErrors(path: string, port: number): Cause[] {
	return portNumberErrors(port).map((detail) => invalid(path, port, detail));
}

/** Each protocol, host address and host port once among these containers. */
export function hostPortConflicts(path: string, containers: readonly ContainerObject[]): Cause[] {
	const seen = new Set<string>();
	return containers.flatMap(({ ports = [] }, index) =>
		ports.flatMap(({ protocol = '', hostIP = '', hostPort = 0 }, at) => {
			if (hostPort === 0) return [];
			const key = `${protocol}/${hostIP}/${hostPort}`;
			if (seen.has(key)) return [duplicate(`${path}[${index}].ports[${at}].hostPort`, key)];
			seen.add(key);
			return [];
		}),
	);
}
