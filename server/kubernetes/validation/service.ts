// Source: pkg/apis/core/validation/validation.go (ValidateServiceCreate, validateService).

import type { ServiceObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { isExternallyAccessible, needsHealthCheck } from '../defaulting/service.ts';
import { type Cause, forbidden, invalid, invalidEach, notSupported, required, typed } from './cause.ts';
import { legacyNetworkErrors } from './cidr.ts';
import { type AdmissionContext, has } from './context.ts';
import { endpointIPErrors, legacyIPErrors } from './ip-address.ts';
import { labelErrors } from './labels.ts';
import {
	dnsSubdomainErrors,
	nameIs1035Label,
	nameIsLabel,
	portNumberErrors,
	qualifiedNameErrors,
} from './names.ts';
import { metadataErrors } from './object-meta.ts';
import { clusterIPErrors, isHeadlessSpec } from './service-cluster-ips.ts';
import { portErrors } from './service-ports.ts';

/** Why a new Service, defaulted and with its addresses, is rejected. */
export function serviceCreateErrors(service: ServiceObject, context: AdmissionContext): Cause[] {
	const nameRule = has(context, 'relaxedServiceNames') ? nameIsLabel : nameIs1035Label;
	return [
		...metadataErrors(service.metadata, nameRule, context),
		...serviceErrors(service, undefined, context),
	];
}

/** What create and update have in common. `before` is the running Service of an update: its values stay acceptable. */
export function serviceErrors(
	service: ServiceObject,
	before: ServiceObject | undefined,
	context: AdmissionContext,
): Cause[] {
	const { spec } = service;
	return [
		...topologyErrors(service),
		...typeErrors(spec),
		...portErrors(spec),
		...labelErrors('spec.selector', spec.selector),
		...affinityErrors(spec),
		...clusterIPErrors(spec, before?.spec, context),
		...externalIPErrors(spec, before?.spec, context),
		...supportedTypeErrors(spec),
		...sourceRangeErrors(service, before, context),
		...loadBalancerErrors(spec),
		...externalPolicyErrors(spec),
		...internalPolicyErrors(spec),
		...distributionErrors(spec, context),
	];
}

const hintsAnnotation = 'service.kubernetes.io/topology-aware-hints';
const modeAnnotation = 'service.kubernetes.io/topology-mode';

function topologyErrors({ metadata }: ServiceObject): Cause[] {
	const hints = metadata.annotations?.[hintsAnnotation];
	const mode = metadata.annotations?.[modeAnnotation];
	if (hints === undefined || mode === undefined || hints === mode) return [];
	const detail = `must match annotations[${hintsAnnotation}] when both are specified`;
	return [invalid(`metadata.annotations[${modeAnnotation}]`, mode, detail)];
}

/** Rules that hang on the type: ports, None, ExternalName. */
function typeErrors(spec: ServiceSpecObject): Cause[] {
	const { type = '' } = spec;
	const headless = isHeadlessSpec(spec);
	const causes: Cause[] = [];
	if ((spec.ports ?? []).length === 0 && !headless && type !== 'ExternalName') {
		causes.push(required('spec.ports'));
	}
	if ((type === 'LoadBalancer' || type === 'NodePort') && headless) {
		const detail = `may not be set to 'None' for ${type} services`;
		causes.push(invalid('spec.clusterIPs[0]', 'None', detail));
	}
	if (type === 'ExternalName') causes.push(...externalNameErrors(spec));
	return causes;
}

function externalNameErrors(spec: ServiceSpecObject): Cause[] {
	const detail = 'may not be set for ExternalName services';
	const causes: Cause[] = [];
	if ((spec.clusterIPs ?? []).length > 0) causes.push(forbidden('spec.clusterIPs', detail));
	if ((spec.ipFamilies ?? []).length > 0) causes.push(forbidden('spec.ipFamilies', detail));
	if (spec.ipFamilyPolicy !== undefined) causes.push(forbidden('spec.ipFamilyPolicy', detail));
	// A trailing dot marks a name as fully qualified.
	const name = (spec.externalName ?? '').replace(/\.$/, '');
	if (name === '') causes.push(required('spec.externalName'));
	else causes.push(...invalidEach('spec.externalName', name, dnsSubdomainErrors(name)));
	return causes;
}

const affinities = ['ClientIP', 'None'];

function affinityErrors(spec: ServiceSpecObject): Cause[] {
	const { sessionAffinity = '' } = spec;
	if (!affinities.includes(sessionAffinity)) {
		return [notSupported('spec.sessionAffinity', typed(sessionAffinity), affinities)];
	}
	if (sessionAffinity === 'None') return [];
	const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 0;
	if (seconds > 0 && seconds <= 86400) return [];
	const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
	return [invalid(field, seconds, 'must be greater than 0 and less than 86400')];
}

function externalIPErrors(
	spec: ServiceSpecObject,
	before: ServiceSpecObject | undefined,
	context: AdmissionContext,
): Cause[] {
	return (spec.externalIPs ?? []).flatMap((ip, index) => {
		const field = `spec.externalIPs[${index}]`;
		const errors = legacyIPErrors(field, ip, has(context, 'strictAddresses'), before?.externalIPs ?? []);
		return errors.length > 0 ? errors : endpointIPErrors(field, ip);
	});
}

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

function supportedTypeErrors({ type = '' }: ServiceSpecObject): Cause[] {
	return types.includes(type) ? [] : [notSupported('spec.type', typed(type), types)];
}

const rangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

/** loadBalancerSourceRanges, or its annotation if the field is empty. The capital L of the path is the API server's. */
function sourceRangeErrors(
	service: ServiceObject,
	before: ServiceObject | undefined,
	context: AdmissionContext,
): Cause[] {
	const { spec, metadata } = service;
	const strict = has(context, 'strictAddresses');
	const ranges = spec.loadBalancerSourceRanges ?? [];
	const elsewhere = spec.type !== 'LoadBalancer';
	if (ranges.length > 0) {
		const field = 'spec.LoadBalancerSourceRanges';
		const known = (before?.spec.loadBalancerSourceRanges ?? []).map((range) => range.trim());
		return [
			...(elsewhere ? [forbidden(field, onlyLoadBalancer)] : []),
			...ranges.flatMap((range, index) =>
				legacyNetworkErrors(`${field}[${index}]`, range.trim(), strict, known),
			),
		];
	}
	const annotation = metadata.annotations?.[rangesAnnotation];
	if (annotation === undefined) return [];
	const field = `metadata.annotations[${rangesAnnotation}]`;
	const unchanged = before?.metadata.annotations?.[rangesAnnotation] === annotation;
	const values = unchanged || annotation.trim() === '' ? [] : annotation.trim().split(',');
	return [
		...(elsewhere ? [forbidden(field, onlyLoadBalancer)] : []),
		...values.flatMap((value) => legacyNetworkErrors(field, value.trim(), strict)),
	];
}

function loadBalancerErrors(spec: ServiceSpecObject): Cause[] {
	const { loadBalancerClass } = spec;
	if (spec.type === 'LoadBalancer') {
		if (loadBalancerClass === undefined) return [];
		return invalidEach('spec.loadBalancerClass', loadBalancerClass, qualifiedNameErrors(loadBalancerClass));
	}
	return [
		...(spec.allocateLoadBalancerNodePorts === undefined
			? []
			: [forbidden('spec.allocateLoadBalancerNodePorts', onlyLoadBalancer)]),
		...(loadBalancerClass === undefined ? [] : [forbidden('spec.loadBalancerClass', onlyLoadBalancer)]),
	];
}

const policies = ['Cluster', 'Local'];

/** validateServiceExternalTrafficPolicy: externalTrafficPolicy and healthCheckNodePort. */
function externalPolicyErrors(spec: ServiceSpecObject): Cause[] {
	const { externalTrafficPolicy: policy = '', healthCheckNodePort: port = 0 } = spec;
	const causes: Cause[] = [];
	const field = 'spec.externalTrafficPolicy';
	if (!isExternallyAccessible(spec)) {
		if (policy !== '') {
			causes.push(invalid(field, typed(policy), 'may only be set for externally-accessible services'));
		}
	} else if (policy === '') causes.push(required(field));
	else if (!policies.includes(policy)) causes.push(notSupported(field, typed(policy), policies));
	const portField = 'spec.healthCheckNodePort';
	if (!needsHealthCheck(spec)) {
		if (port !== 0) {
			const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
			causes.push(invalid(portField, port, detail));
		}
	} else if (port === 0) causes.push(required(portField));
	else for (const detail of portNumberErrors(port)) causes.push(invalid(portField, port, detail));
	return causes;
}

function internalPolicyErrors({ internalTrafficPolicy: policy }: ServiceSpecObject): Cause[] {
	if (policy === undefined || policies.includes(policy)) return [];
	return [notSupported('spec.internalTrafficPolicy', typed(policy), policies)];
}

function distributionErrors(
	{ trafficDistribution: value }: ServiceSpecObject,
	context: AdmissionContext,
): Cause[] {
	const supported = has(context, 'sameTrafficDistribution')
		? ['PreferClose', 'PreferSameZone', 'PreferSameNode']
		: ['PreferClose'];
	if (value === undefined || supported.includes(value)) return [];
	return [notSupported('spec.trafficDistribution', value, supported)];
}
