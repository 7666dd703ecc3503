// Source: pkg/apis/core/validation/validation.go (validateContainers, validateInitContainers, validateContainerCommon).
import type { ContainerObject, VolumeMountObject } from '../decoding/pod-object.ts';
import {
	type Cause,
	duplicate,
	forbidden,
	invalid,
	invalidEach,
	notFound,
	notSupported,
	required,
	typed,
} from './cause.ts';
import { containerPortErrors, hostPortConflicts } from './container-ports.ts';
import { initRestartPolicyErrors, restartPolicyErrors } from './container-restart.ts';
import type { AdmissionContext } from './context.ts';
import { environmentErrors } from './environment.ts';
import { dnsLabelErrors } from './names.ts';
import { lifecycleErrors, probeErrors } from './probes.ts';

/** What containers share with their Pod. */
export interface PodScope {
	readonly context: AdmissionContext;
	readonly gracePeriod: number;
	/** Names of volumes that may be mounted. */
	readonly volumes: ReadonlySet<string>;
	/** A Pod's image must not have blanks around it; a template's may. */
	readonly strictImages: boolean;
}

/** validateContainers. */
export function containerErrors(
	path: string,
	containers: readonly ContainerObject[],
	scope: PodScope,
): Cause[] {
	if (containers.length === 0) return [required(path)];
	const names = new Set<string>();
	const causes = containers.flatMap((container, index) => {
		const own = `${path}[${index}]`;
		const { name = '' } = container;
		const repeated = names.has(name);
		names.add(name);
		return [
			...commonErrors(own, container, scope),
			...(repeated ? [duplicate(`${own}.name`, name)] : []),
			...serviceErrors(own, container, scope),
			...restartPolicyErrors(own, container, scope.context),
		];
	});
	return [...causes, ...hostPortConflicts(path, containers)];
}

/** validateInitContainers: only those that always restart (sidecars) may have probes and a lifecycle. */
export function initContainerErrors(
	path: string,
	containers: readonly ContainerObject[],
	regular: readonly ContainerObject[],
	scope: PodScope,
): Cause[] {
	const names = new Set(regular.map(({ name = '' }) => name));
	return containers.flatMap((container, index) => {
		const own = `${path}[${index}]`;
		const { name = '' } = container;
		const repeated = names.has(name);
		if (name !== '') names.add(name);
		const sidecar = container.restartPolicy === 'Always';
		return [
			...commonErrors(own, container, scope),
			...initRestartPolicyErrors(own, container, scope.context),
			...(repeated ? [duplicate(`${own}.name`, name)] : []),
			// One after the other: conflicts within one container only, and reported at the first of the list.
			...hostPortConflicts(path, [container]),
			...(sidecar ? serviceErrors(own, container, scope) : forbiddenErrors(own, container)),
		];
	});
}

function commonErrors(path: string, container: ContainerObject, scope: PodScope): Cause[] {
	const { name = '', image = '', terminationMessagePolicy = '', imagePullPolicy = '' } = container;
	return [
		...(name === '' ? [required(`${path}.name`)] : invalidEach(`${path}.name`, name, dnsLabelErrors(name))),
		...(image === '' ? [required(`${path}.image`)] : []),
		...(scope.strictImages && image !== image.trim()
			? [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')]
			: []),
		...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, ['File', 'FallbackToLogsOnError']),
		...containerPortErrors(`${path}.ports`, container.ports ?? []),
		...environmentErrors(`${path}.env`, container.env ?? []),
		...mountErrors(`${path}.volumeMounts`, container.volumeMounts ?? [], scope.volumes),
		...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, ['Always', 'IfNotPresent', 'Never']),
	];
}

function oneOf(path: string, value: string, supported: readonly string[]): Cause[] {
	return supported.includes(value) ? [] : [notSupported(path, typed(value), supported)];
}

function mountErrors(
	path: string,
	mounts: readonly VolumeMountObject[],
	volumes: ReadonlySet<string>,
): Cause[] {
	const places = new Set<string>();
	return mounts.flatMap(({ name = '', mountPath = '' }, index) => {
		const own = `${path}[${index}]`;
		const repeated = places.has(mountPath);
		places.add(mountPath);
		return [
			...(name === '' ? [required(`${own}.name`)] : []),
			...(volumes.has(name) ? [] : [notFound(`${own}.name`, name)]),
			...(mountPath === '' ? [required(`${own}.mountPath`)] : []),
			...(repeated ? [invalid(`${own}.mountPath`, mountPath, 'must be unique')] : []),
		];
	});
}

/** Probes and lifecycle of a container that keeps running. */
function serviceErrors(path: string, container: ContainerObject, scope: PodScope): Cause[] {
	const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
	return [
		...(lifecycle === undefined ? [] : lifecycleErrors(`${path}.lifecycle`, lifecycle, scope.gracePeriod)),
		...(livenessProbe === undefined ? [] : probeErrors(`${path}.livenessProbe`, livenessProbe, 'liveness')),
		...(readinessProbe === undefined
			? []
			: probeErrors(`${path}.readinessProbe`, readinessProbe, 'readiness')),
		...(startupProbe === undefined ? [] : probeErrors(`${path}.startupProbe`, startupProbe, 'startup')),
	];
}

function forbiddenErrors(path: string, container: ContainerObject): Cause[] {
	const members = {
		lifecycle: container.lifecycle,
		livenessProbe: container.livenessProbe,
		readinessProbe: container.readinessProbe,
		startupProbe: container.startupProbe,
	};
	return Object.entries(members).flatMap(([name, member]) =>
		member === undefined
			? []
			: [forbidden(`${path}.${name}`, 'may not be set for init containers without restartPolicy=Always')],
	);
}
