// Source: pkg/registry/core/service/storage/alloc.go (initIPFamilyFields, isMatchingPreferDualStackClusterIPFields).
import type { ServiceObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { type Cause, invalid, typed } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';
import { isIPv6, parseIP } from '../validation/ip-address.ts';
import { clusterIPErrors } from '../validation/service-cluster-ips.ts';

export type IPFamily = 'IPv4' | 'IPv6';

/** The families that the cluster has service networks for; the first is the default one. */
export function clusterFamilies(context: AdmissionContext): readonly string[] {
	return context.serviceCIDRs.map((cidr) => (cidr.includes(':') ? 'IPv6' : 'IPv4'));
}

export type Initialized =
	| { readonly service: ServiceObject; readonly causes?: undefined }
	| { readonly causes: readonly Cause[] };

/**
 * Fills in ipFamilyPolicy and ipFamilies as the cluster is configured. `before` is the running Service of an update; the
 * errors are reported alone, before all other validation.
 */
export function initIPFamilies(
	service: ServiceObject,
	before: ServiceObject | undefined,
	context: AdmissionContext,
): Initialized {
	if (service.spec.type === 'ExternalName') return { service };
	if (before !== undefined && keepsPreferDualStack(service.spec, before.spec)) return { service };
	const policy = service.spec.ipFamilyPolicy ?? inferPolicy(service.spec, before?.spec);
	const withPolicy: ServiceObject = { ...service, spec: { ...service.spec, ipFamilyPolicy: policy } };
	const early = clusterIPErrors(withPolicy.spec, before?.spec, context);
	if (early.length > 0) return { causes: early };

	const causes: Cause[] = [];
	const spec =
		before === undefined ? withPolicy.spec : reduceForUpdate(withPolicy.spec, before.spec, policy, causes);
	causes.push(...singleStackErrors(spec, policy));
	const families = inferFamilies(spec, clusterFamilies(context), causes);
	if (causes.length > 0) return { causes };
	const done = (ipFamilies: readonly string[]): Initialized => ({
		service: { ...service, spec: { ...spec, ipFamilies } },
	});

	const configured = clusterFamilies(context);
	const primary = configured[0] ?? 'IPv4';
	// Without a selector the endpoints may be of any family, whatever the cluster has.
	if (spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0) {
		const own = families.length === 0 ? [primary] : families;
		return done(policy === 'SingleStack' || own.length > 1 ? own : [...own, other(own[0])]);
	}
	if (policy === 'RequireDualStack' && configured.length < 2) {
		causes.push(
			invalid('spec.ipFamilyPolicy', typed(policy), 'this cluster is not configured for dual-stack services'),
		);
	}
	for (const [index, family] of families.entries()) {
		if (!configured.includes(family)) {
			causes.push(invalid(`spec.ipFamilies[${index}]`, typed(family), 'not configured on this cluster'));
		}
	}
	if (causes.length > 0) return { causes };
	const own = families.length === 0 ? [primary] : families;
	return done(
		policy !== 'SingleStack' && own.length === 1 && configured.length === 2 ? [...own, other(own[0])] : own,
	);
}

function other(family: string | undefined): IPFamily {
	return family === 'IPv4' ? 'IPv6' : 'IPv4';
}

function inferPolicy(spec: ServiceSpecObject, before: ServiceSpecObject | undefined): string {
	if (before?.ipFamilyPolicy !== undefined) return before.ipFamilyPolicy;
	const selectorless = Object.keys(spec.selector ?? {}).length === 0;
	return spec.clusterIP === 'None' && selectorless ? 'RequireDualStack' : 'SingleStack';
}

/** On update a single-stack policy releases what was secondary; any other policy must not lose it. */
function reduceForUpdate(
	spec: ServiceSpecObject,
	before: ServiceSpecObject,
	policy: string,
	causes: Cause[],
): ServiceSpecObject {
	const { clusterIPs = [], ipFamilies = [] } = spec;
	const { clusterIPs: oldIPs = [], ipFamilies: oldFamilies = [] } = before;
	if (policy === 'SingleStack') {
		return {
			...spec,
			...(same(clusterIPs, oldIPs) && clusterIPs.length > 1 ? { clusterIPs: clusterIPs.slice(0, 1) } : {}),
			...(same(ipFamilies, oldFamilies) && ipFamilies.length > 1
				? { ipFamilies: ipFamilies.slice(0, 1) }
				: {}),
		};
	}
	const release = (what: string) =>
		invalid('spec.ipFamilyPolicy', typed(policy), `must be 'SingleStack' to release the secondary ${what}`);
	if (clusterIPs.length > 0 && clusterIPs.length < oldIPs.length) causes.push(release('cluster IP'));
	if (ipFamilies.length > 0 && ipFamilies.length < oldFamilies.length) causes.push(release('IP family'));
	return spec;
}

function singleStackErrors(spec: ServiceSpecObject, policy: string): Cause[] {
	if (policy !== 'SingleStack') return [];
	const needs = (what: string) =>
		invalid(
			'spec.ipFamilyPolicy',
			typed(policy),
			`must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
		);
	return [
		...(spec.clusterIPs?.length === 2 ? [needs('cluster IPs')] : []),
		...(spec.ipFamilies?.length === 2 ? [needs('IP families')] : []),
	];
}

/** The families as written, and those of further written addresses. */
function inferFamilies(
	spec: ServiceSpecObject,
	configured: readonly string[],
	causes: Cause[],
): readonly string[] {
	const families = [...(spec.ipFamilies ?? [])];
	for (const [index, ip] of (spec.clusterIPs ?? []).entries()) {
		if (ip === 'None') break;
		if (index < families.length) continue;
		const family: IPFamily | undefined = parseIP(ip) === undefined ? undefined : isIPv6(ip) ? 'IPv6' : 'IPv4';
		if (family !== undefined && configured.includes(family)) families.push(family);
		else {
			causes.push(
				invalid(
					`spec.clusterIPs[${index}]`,
					typed(spec.clusterIPs),
					`${family ?? 'unknown'} is not configured on this cluster`,
				),
			);
		}
	}
	return families;
}

/** A PreferDualStack Service is neither upgraded nor downgraded while nobody touches these fields. */
export function keepsPreferDualStack(after: ServiceSpecObject, before: ServiceSpecObject): boolean {
	return (
		after.ipFamilyPolicy === 'PreferDualStack' &&
		(before.ipFamilyPolicy === undefined || before.ipFamilyPolicy === 'PreferDualStack') &&
		after.type === before.type &&
		['ClusterIP', 'NodePort', 'LoadBalancer'].includes(after.type ?? '') &&
		same(after.clusterIPs ?? [], before.clusterIPs ?? []) &&
		same(after.ipFamilies ?? [], before.ipFamilies ?? [])
	);
}

function same(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}
