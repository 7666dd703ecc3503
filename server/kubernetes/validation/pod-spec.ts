// Source: pkg/apis/core/validation/validation.go (ValidatePodSpec, ValidatePodTemplateSpec, ValidatePodCreate).
import type { PodObject, PodSpecObject } from '../decoding/pod-object.ts';
import { hasChange } from '../versions.ts';
import { type Cause, forbidden, invalid, invalidEach, notSupported, tooLong, typed } from './cause.ts';
import { containerErrors, initContainerErrors, type PodScope } from './containers.ts';
import type { AdmissionContext } from './context.ts';
import { legacyIPErrors } from './ip-address.ts';
import { annotationErrors, labelErrors } from './labels.ts';
import { byteLength, dnsLabelErrors, dnsSubdomainErrors, qualifiedNameErrors } from './names.ts';
import { dnsConfigErrors, dnsPolicies } from './pod-dns.ts';
import { volumeErrors, volumeNames } from './volumes.ts';

/** ValidatePodTemplateSpec. */
export function podTemplateErrors(path: string, template: PodObject, context: AdmissionContext): Cause[] {
	const { metadata, spec } = template;
	return [
		...labelErrors(`${path}.labels`, metadata.labels),
		...annotationErrors(`${path}.annotations`, metadata.annotations),
		...podSpecErrors(`${path}.spec`, spec, false, context),
		...((spec.ephemeralContainers ?? []).length > 0
			? [forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]
			: []),
	];
}

/** ValidatePodSpec; `isPod` is false for a template. */
export function podSpecErrors(
	path: string,
	spec: PodSpecObject,
	isPod: boolean,
	context: AdmissionContext,
): Cause[] {
	const scope: PodScope = {
		context,
		gracePeriod: spec.terminationGracePeriodSeconds ?? 0,
		strictImages: isPod,
		volumes: volumeNames(spec.volumes),
	};
	const { containers = [], initContainers = [] } = spec;
	return [
		...volumeErrors(`${path}.volumes`, spec.volumes ?? []),
		...containerErrors(`${path}.containers`, containers, scope),
		...initContainerErrors(`${path}.initContainers`, initContainers, containers, scope),
		...hostNetworkErrors(path, spec, isPod),
		...restartPolicyErrors(`${path}.restartPolicy`, spec.restartPolicy ?? ''),
		...dnsPolicyErrors(`${path}.dnsPolicy`, spec.dnsPolicy ?? ''),
		...labelErrors(`${path}.nodeSelector`, spec.nodeSelector),
		...dnsConfigErrors(`${path}.dnsConfig`, spec, context),
		...gateErrors(path, spec),
		...hostUsersErrors(path, spec),
		...hostNameErrors(path, spec, context),
		...referenceErrors(path, spec),
		...deadlineErrors(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds),
		...hostAliasErrors(`${path}.hostAliases`, spec, context),
	];
}

/** On the host's network a host port must be the container's; in a template it may be absent. */
function hostNetworkErrors(path: string, spec: PodSpecObject, isPod: boolean): Cause[] {
	if (spec.hostNetwork !== true) return [];
	return (spec.containers ?? []).flatMap(({ ports = [] }, index) =>
		ports.flatMap(({ hostPort = 0, containerPort = 0 }, at) =>
			(isPod || hostPort !== 0) && hostPort !== containerPort
				? [
						invalid(
							`${path}.containers[${index}].ports[${at}].hostPort`,
							hostPort,
							'must match `containerPort` when `hostNetwork` is true',
						),
					]
				: [],
		),
	);
}

const restartPolicies = ['Always', 'OnFailure', 'Never'];

function restartPolicyErrors(path: string, policy: string): Cause[] {
	return restartPolicies.includes(policy) ? [] : [notSupported(path, typed(policy), restartPolicies)];
}

function dnsPolicyErrors(path: string, policy: string): Cause[] {
	return dnsPolicies.includes(policy) ? [] : [notSupported(path, typed(policy), dnsPolicies)];
}

function gateErrors(path: string, { readinessGates = [], schedulingGates = [] }: PodSpecObject): Cause[] {
	return [
		...readinessGates.flatMap(({ conditionType = '' }, index) =>
			invalidEach(
				`${path}.readinessGates[${index}].conditionType`,
				conditionType,
				qualifiedNameErrors(conditionType),
			),
		),
		...schedulingGates.flatMap(({ name = '' }, index) =>
			invalidEach(`${path}.schedulingGates[${index}]`, name, qualifiedNameErrors(name)),
		),
	];
}

/** A Pod with users of its own cannot share the host's namespaces. */
function hostUsersErrors(path: string, spec: PodSpecObject): Cause[] {
	if (spec.hostUsers !== false) return [];
	const shared: readonly [boolean | undefined, string][] = [
		[spec.hostNetwork, 'hostNetwork'],
		[spec.hostPID, 'HostPID'],
		[spec.hostIPC, 'HostIPC'],
	];
	return shared.flatMap(([set, name]) =>
		set === true ? [forbidden(`${path}.${name}`, 'when `hostUsers` is false')] : [],
	);
}

/** hostname, subdomain and hostnameOverride. */
function hostNameErrors(path: string, spec: PodSpecObject, context: AdmissionContext): Cause[] {
	const { hostname = '', subdomain = '' } = spec;
	return [
		...overrideErrors(path, spec, context),
		...(hostname === '' ? [] : invalidEach(`${path}.hostname`, hostname, dnsLabelErrors(hostname))),
		...(subdomain === '' ? [] : invalidEach(`${path}.subdomain`, subdomain, dnsLabelErrors(subdomain))),
	];
}

/** validatePodHostName. */
function overrideErrors(path: string, spec: PodSpecObject, context: AdmissionContext): Cause[] {
	const { hostnameOverride: name } = spec;
	if (name === undefined || !hasChange(context.kubernetesVersion, 'hostnameOverride')) return [];
	const field = `${path}.hostnameOverride`;
	return [
		...(spec.setHostnameAsFQDN === true
			? [forbidden(field, 'may not be specified when setHostnameAsFQDN is true')]
			: []),
		...(spec.hostNetwork === true ? [forbidden(field, 'may not be specified when hostNetwork is true')] : []),
		...(byteLength(name) > 64 ? [tooLong(field, 64)] : []),
		...invalidEach(field, name, dnsSubdomainErrors(name)),
	];
}

/** Names of other objects. */
function referenceErrors(path: string, spec: PodSpecObject): Cause[] {
	const names = { serviceAccountName: spec.serviceAccountName, nodeName: spec.nodeName };
	return [
		...Object.entries({ ...names, priorityClassName: spec.priorityClassName }).flatMap(
			([field, name = '']) =>
				name === '' ? [] : invalidEach(`${path}.${field}`, name, dnsSubdomainErrors(name)),
		),
	];
}

function deadlineErrors(path: string, seconds: number | undefined): Cause[] {
	if (seconds === undefined || (seconds >= 1 && seconds <= 2147483647)) return [];
	return [invalid(path, seconds, 'must be between 1 and 2147483647, inclusive')];
}

function hostAliasErrors(path: string, spec: PodSpecObject, context: AdmissionContext): Cause[] {
	const strict = hasChange(context.kubernetesVersion, 'strictAddresses');
	return (spec.hostAliases ?? []).flatMap(({ ip = '', hostnames = [] }, index) => [
		...legacyIPErrors(`${path}[${index}].ip`, ip, strict),
		...hostnames.flatMap((name, at) =>
			invalidEach(`${path}[${index}].hostnames[${at}]`, name, dnsSubdomainErrors(name)),
		),
	]);
}
