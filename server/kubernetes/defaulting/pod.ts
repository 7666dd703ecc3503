// Source: pkg/apis/core/v1/defaults.go (SetDefaults_Pod). Pod templates get only the fixed defaults.
import type { ContainerObject, PodObject, PodSpecObject } from '../decoding/pod-object.ts';

/** Fills in what a Pod gets beyond the fixed defaults. What admission plugins add (tolerations, a token volume) is left out. */
export function defaultPod(pod: PodObject): PodObject {
	const { spec } = pod;
	const grace = spec.terminationGracePeriodSeconds;
	const hostNetwork = spec.hostNetwork === true;
	const prepare = (containers: readonly ContainerObject[]) =>
		containers.map((container) => requestLimits(hostNetwork ? exposeOnHost(container) : container));
	const defaulted: PodSpecObject = {
		...spec,
		...(grace !== undefined && grace < 0 ? { terminationGracePeriodSeconds: 1 } : {}),
		enableServiceLinks: spec.enableServiceLinks ?? true,
		...(spec.containers === undefined ? {} : { containers: prepare(spec.containers) }),
		...(spec.initContainers === undefined ? {} : { initContainers: prepare(spec.initContainers) }),
	};
	return { ...pod, spec: defaulted };
}

/** On the host's network every container port is a host port. */
function exposeOnHost(container: ContainerObject): ContainerObject {
	if (container.ports === undefined) return container;
	return {
		...container,
		ports: container.ports.map((port) =>
			port.hostPort || port.containerPort === undefined ? port : { ...port, hostPort: port.containerPort },
		),
	};
}

/** A limit without a request is also the request. */
function requestLimits(container: ContainerObject): ContainerObject {
	const { limits, requests } = container.resources ?? {};
	if (limits === undefined) return container;
	return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}
