import type { ContainerPort, PodSpec } from './objects/pod.ts';
import type { ServicePort } from './objects/service.ts';

/** Every port that a Pod's containers declare: ordinary ones first, then sidecars (init containers that stay). */
export function declaredPorts(spec: PodSpec): readonly ContainerPort[] {
	const sidecars = spec.initContainers.filter((container) => container.restartPolicy === 'Always');
	return [...spec.containers, ...sidecars].flatMap((container) => container.ports);
}

/**
 * The number that a Service port's targetPort means in a Pod. A name wants the same protocol too; undefined where no
 * container declares it. Source: pkg/util/pod (endpointslice util) FindPort.
 */
export function resolveTargetPort(spec: PodSpec, port: ServicePort): number | undefined {
	if (typeof port.targetPort === 'number') return port.targetPort;
	return declaredPorts(spec).find(
		({ name, protocol }) => name === port.targetPort && protocol === port.protocol,
	)?.containerPort;
}
