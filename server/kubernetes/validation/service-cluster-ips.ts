// Source: pkg/apis/core/validation/validation.go (ValidateServiceClusterIPsRelatedFields).
import type { ServiceSpecObject } from '../decoding/service-object.ts';
import { type Cause, duplicate, invalid, invalidList, notSupported, required, typed } from './cause.ts';
import { type AdmissionContext, has } from './context.ts';
import { isIPv6, legacyIPErrors } from './ip-address.ts';

const families = ['IPv4', 'IPv6'];
const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const path = 'spec.clusterIPs';

/** True if DNS answers with the Pods' own addresses (isHeadlessService). */
export function isHeadlessSpec(spec: ServiceSpecObject): boolean {
	return spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';
}

/** clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy. `before` is the running spec of an update. */
export function clusterIPErrors(
	spec: ServiceSpecObject,
	before: ServiceSpecObject | undefined,
	context: AdmissionContext,
): Cause[] {
	if (spec.type === 'ExternalName') return [];
	const { clusterIPs = [], ipFamilies = [] } = spec;
	const causes: Cause[] = [...syncErrors(spec), ...familyErrors(ipFamilies)];
	if (spec.ipFamilyPolicy !== undefined && !policies.includes(spec.ipFamilyPolicy)) {
		causes.push(notSupported('spec.ipFamilyPolicy', typed(spec.ipFamilyPolicy), policies));
	}
	let malformed = false;
	for (const [index, ip] of clusterIPs.entries()) {
		if (index === 0 && ip === 'None') {
			if (clusterIPs.length > 1) {
				malformed = true;
				const detail = "'None' must be the first and only value";
				causes.push(invalidList(path, clusterIPs, detail, 'cluster-ips-none'));
			}
			continue;
		}
		const errors = legacyIPErrors(
			`${path}[${index}]`,
			ip,
			has(context, 'strictAddresses'),
			before?.clusterIPs ?? [],
		);
		malformed ||= errors.length > 0;
		causes.push(...errors);
	}
	if (clusterIPs.length > 2) {
		causes.push(invalidList(path, clusterIPs, 'may only hold up to 2 values', 'cluster-ips-too-many'));
	}
	if (malformed) return causes;
	if (clusterIPs.length > 1 && !isDualStack(clusterIPs)) {
		const detail = 'may specify no more than one IP for each IP family';
		causes.push(invalidList(path, clusterIPs, detail, 'cluster-ips-one-family'));
	}
	if (!isHeadlessSpec(spec)) causes.push(...familyMismatches(clusterIPs, ipFamilies));
	return causes;
}

function syncErrors({ clusterIP = '', clusterIPs = [] }: ServiceSpecObject): Cause[] {
	if (clusterIP === '') {
		return clusterIPs.length === 0
			? []
			: [
					invalidList(
						path,
						clusterIPs,
						'must be empty when `clusterIP` is not specified',
						'cluster-ips-differ',
					),
				];
	}
	if (clusterIPs.length === 0) return [required(path)];
	return clusterIPs[0] === clusterIP
		? []
		: [invalidList(path, clusterIPs, 'first value must match `clusterIP`', 'cluster-ips-differ')];
}

function familyErrors(ipFamilies: readonly string[]): Cause[] {
	const causes: Cause[] = [];
	for (const [index, family] of ipFamilies.entries()) {
		const field = `spec.ipFamilies[${index}]`;
		if (!families.includes(family)) causes.push(notSupported(field, typed(family), families));
		if (ipFamilies.indexOf(family) < index) causes.push(duplicate(field, typed(family)));
	}
	return causes;
}

/** IsDualStackIPs: both families occur. */
function isDualStack(ips: readonly string[]): boolean {
	return ips.some(isIPv6) && ips.some((ip) => !isIPv6(ip));
}

function familyMismatches(ips: readonly string[], ipFamilies: readonly string[]): Cause[] {
	const causes: Cause[] = [];
	for (const [index, ip] of ips.entries()) {
		const family = ipFamilies[index];
		const found = isIPv6(ip) ? 'IPv6' : 'IPv4';
		if ((family === 'IPv4' || family === 'IPv6') && family !== found) {
			causes.push(
				invalid(
					`${path}[${index}]`,
					ip,
					`expected an ${family} value as indicated by \`ipFamilies[${index}]\``,
				),
			);
		}
	}
	return causes;
}
