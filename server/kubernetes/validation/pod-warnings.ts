// Source: pkg/api/pod/warnings.go (warningsForPodSpecAndMeta), for the fields that validation reads.
import type { ContainerObject, ContainerPortObject, PodObject } from '../decoding/pod-object.ts';
import { type AdmissionContext, has } from './context.ts';
import { ipWarnings } from './ip-address.ts';
import { dnsLabelErrors } from './names.ts';
import { quote } from './quote.ts';
import { type Warning, warning } from './warning.ts';

/** What the API server says to an accepted Pod (path '') or Pod template, in its order. */
export function podWarnings(path: string, pod: PodObject, context: AdmissionContext): Warning[] {
	const { spec, metadata } = pod;
	const at = (field: string) => (path === '' ? field : `${path}.${field}`);
	const containers = placed(at('spec'), pod);
	const strict = has(context, 'strictAddresses');
	const grace = spec.terminationGracePeriodSeconds ?? 0;
	return [
		...annotationWarnings(at('metadata.annotations'), metadata.annotations ?? {}),
		...duplicateWarnings(
			at('spec.hostAliases'),
			'ip',
			(spec.hostAliases ?? []).map(({ ip = '' }) => ip),
		),
		...duplicateWarnings(
			at('spec.imagePullSecrets'),
			'name',
			(spec.imagePullSecrets ?? []).map(({ name = '' }) => name),
		),
		...(spec.imagePullSecrets ?? []).flatMap(({ name = '' }, index) =>
			name === ''
				? [warning('value', at(`spec.imagePullSecrets[${index}].name`), 'invalid empty name ""')]
				: [],
		),
		...containers.flatMap(environmentWarnings),
		...portWarnings(containers),
		...portNameWarnings(containers),
		...(grace < 0
			? [
					warning(
						'value',
						at('spec.terminationGracePeriodSeconds'),
						'must be >= 0; negative values are invalid and will be treated as 1',
					),
				]
			: []),
		...(spec.dnsConfig?.nameservers ?? []).flatMap((server, index) =>
			ipWarnings(at(`spec.dnsConfig.nameservers[${index}]`), server, strict),
		),
		...(spec.hostAliases ?? []).flatMap(({ ip = '' }, index) =>
			ipWarnings(at(`spec.hostAliases[${index}].ip`), ip, strict),
		),
	];
}

/** A name that ends in Pods' names should be a DNS label. */
export function nameWarnings(name: string, use: string): Warning[] {
	const errors = dnsLabelErrors(name);
	if (errors.length === 0) return [];
	const detail = `this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${errors.join(' ')}]`;
	return [warning('name-form', 'metadata.name', detail)];
}

const deprecatedAnnotations: readonly (readonly [string, string])[] = [
	[
		'scheduler.alpha.kubernetes.io/critical-pod',
		'non-functional in v1.16+; use the "priorityClassName" field instead',
	],
	['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
	[
		'security.alpha.kubernetes.io/unsafe-sysctls',
		'non-functional in v1.11+; use the "sysctls" field instead',
	],
];

function annotationWarnings(path: string, annotations: Readonly<Record<string, string>>): Warning[] {
	return deprecatedAnnotations.flatMap(([key, message]) =>
		annotations[key] === undefined ? [] : [warning('deprecated', `${path}[${key}]`, message)],
	);
}

function duplicateWarnings(path: string, member: string, values: readonly string[]): Warning[] {
	return values.flatMap((value, index) =>
		values.indexOf(value) < index
			? [warning('duplicate', `${path}[${index}].${member}`, `duplicate ${member} ${quote(value)}`)]
			: [],
	);
}

interface Placed {
	readonly path: string;
	readonly container: ContainerObject;
}

/** Init containers come first (VisitContainersWithPath). */
function placed(path: string, { spec }: PodObject): readonly Placed[] {
	const place = (list: string, containers: readonly ContainerObject[] = []) =>
		containers.map((container, index) => ({ path: `${path}.${list}[${index}]`, container }));
	return [...place('initContainers', spec.initContainers), ...place('containers', spec.containers)];
}

/** A variable that stands twice is fine only if the later one builds on the earlier one. */
function environmentWarnings({ path, container }: Placed): Warning[] {
	const names = new Set<string>();
	return (container.env ?? []).flatMap(({ name = '', value = '', valueFrom }, index) => {
		if (!names.has(name)) {
			names.add(name);
			return [];
		}
		const reference = `$(${name})`;
		if (valueFrom === undefined && value !== reference && value.includes(reference)) return [];
		const detail = `hides previous definition of ${quote(name)}, which may be dropped when using apply`;
		return [warning('duplicate', `${path}.env[${index}]`, detail)];
	});
}

function portWarnings(containers: readonly Placed[]): Warning[] {
	const seen = new Map<string, { path: string; port: ContainerPortObject }[]>();
	return containers.flatMap(({ path, container }) =>
		(container.ports ?? []).flatMap((port, index) => {
			const own = `${path}.ports[${index}]`;
			const key = `${port.containerPort ?? 0}/${port.protocol ?? ''}`;
			const others = seen.get(key) ?? [];
			seen.set(key, [...others, { path: own, port }]);
			return [
				...hostIPWarnings(own, port),
				...others.flatMap((other) => clashWarnings(own, port, other.path, other.port)),
			];
		}),
	);
}

/** The value is printed as Go prints its struct. */
function hostIPWarnings(path: string, port: ContainerPortObject): Warning[] {
	const { name = '', hostPort = 0, containerPort = 0, protocol = '', hostIP = '' } = port;
	if (hostIP === '' || hostPort !== 0) return [];
	const shown = `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
	return [warning('value', path, `hostIP set without hostPort: ${shown}`)];
}

function clashWarnings(
	path: string,
	port: ContainerPortObject,
	otherPath: string,
	other: ContainerPortObject,
): Warning[] {
	const { hostIP = '', hostPort = 0 } = port;
	const { hostIP: otherIP = '', hostPort: otherPort = 0 } = other;
	if (hostIP === otherIP && hostPort === otherPort) {
		return [warning('duplicate', path, `duplicate port definition with ${otherPath}`)];
	}
	if (hostPort === 0 || otherPort === 0) {
		return [warning('duplicate', path, `overlapping port definition with ${otherPath}`)];
	}
	if (hostPort === otherPort && (hostIP === '') !== (otherIP === '')) {
		return [warning('duplicate', path, `dangerously ambiguous port definition with ${otherPath}`)];
	}
	return [];
}

function portNameWarnings(containers: readonly Placed[]): Warning[] {
	const seen = new Map<string, string>();
	return containers.flatMap(({ path, container }) =>
		(container.ports ?? []).flatMap(({ name = '' }, index) => {
			const own = `${path}.ports[${index}]`;
			if (name === '') return [];
			const other = seen.get(name);
			if (other === undefined) {
				seen.set(name, own);
				return [];
			}
			const detail = `duplicate port name ${quote(name)} with ${other}, services and probes that select ports by name will use ${other}`;
			return [warning('duplicate', own, detail)];
		}),
	);
}
