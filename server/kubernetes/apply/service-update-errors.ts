// Source: pkg/apis/core/validation/validation.go (ValidateServiceUpdate, validateUpgradeDowngradeClusterIPs,
// validateUpgradeDowngradeIPFamilies, validateLoadBalancerClassField, validateServiceExternalTrafficFieldsUpdate).
import type { ServiceObject, ServiceSpecObject } from '../decoding/service-object.ts';
import { needsHealthCheck } from '../defaulting/service.ts';
import { type Cause, forbidden, invalid, typed } from '../validation/cause.ts';
import type { AdmissionContext } from '../validation/context.ts';
import { metadataErrors } from '../validation/object-meta.ts';
import { serviceErrors } from '../validation/service.ts';
import { isHeadlessSpec } from '../validation/service-cluster-ips.ts';

const once = 'may not change once set';

/** Why a changed Service, with what was carried over and allocated, is rejected. */
export function serviceUpdateErrors(
	after: ServiceObject,
	before: ServiceObject,
	context: AdmissionContext,
): Cause[] {
	return [
		// A name that is there is not judged again.
		...metadataErrors(after.metadata, () => [], context),
		...clusterIPChangeErrors(after.spec, before.spec),
		...familyChangeErrors(after.spec, before.spec),
		...classChangeErrors(after.spec, before.spec),
		...healthCheckChangeErrors(after.spec, before.spec),
		...serviceErrors(after, before, context),
	];
}

function hasExternalName(after: ServiceSpecObject, before: ServiceSpecObject): boolean {
	return after.type === 'ExternalName' || before.type === 'ExternalName';
}

function clusterIPChangeErrors(after: ServiceSpecObject, before: ServiceSpecObject): Cause[] {
	if (hasExternalName(after, before)) return [];
	if (isHeadlessSpec(after) && isHeadlessSpec(before)) return [];
	const { clusterIPs: newIPs = [] } = after;
	const { clusterIPs: oldIPs = [] } = before;
	const changed = (index: number) => invalid(`spec.clusterIPs[${index}]`, typed(newIPs), once);
	if (newIPs.length === oldIPs.length) {
		return oldIPs.flatMap((ip, index) => (ip === newIPs[index] ? [] : [changed(index)]));
	}
	const causes: Cause[] = [];
	const isPrimaryChanged = oldIPs.length > 0 && newIPs.length > 0 && newIPs[0] !== oldIPs[0];
	if (newIPs.length > oldIPs.length) return isPrimaryChanged ? [changed(0)] : [];
	if (newIPs.length === 0) {
		causes.push(invalid('spec.clusterIPs[0]', typed(newIPs), 'primary clusterIP can not be unset'));
	}
	if (isPrimaryChanged) causes.push(changed(0));
	if (newIPs.length === 1 && after.ipFamilyPolicy !== 'SingleStack') {
		causes.push(releaseError(after, 'clusterIP'));
	}
	return causes;
}

function releaseError({ ipFamilyPolicy }: ServiceSpecObject, what: string): Cause {
	const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
	return invalid('spec.ipFamilyPolicy', typed(ipFamilyPolicy ?? null), detail);
}

function familyChangeErrors(after: ServiceSpecObject, before: ServiceSpecObject): Cause[] {
	if (hasExternalName(after, before)) return [];
	const headless = isHeadlessSpec(after);
	if (headless || headless !== isHeadlessSpec(before)) return [];
	const { ipFamilies: newFamilies = [], clusterIPs = [] } = after;
	const { ipFamilies: oldFamilies = [] } = before;
	const field = 'spec.ipFamilies[0]';
	if (newFamilies.length === oldFamilies.length) {
		return oldFamilies.flatMap((family, index) =>
			family === newFamilies[index] ? [] : [invalid(field, typed(newFamilies), once)],
		);
	}
	const causes: Cause[] = [];
	const isPrimaryChanged =
		oldFamilies.length > 0 && newFamilies.length > 0 && newFamilies[0] !== oldFamilies[0];
	const isReduced = newFamilies.length < oldFamilies.length;
	if (isReduced && clusterIPs.length === 0) {
		causes.push(invalid(field, typed(newFamilies), 'primary ipFamily can not be unset'));
	}
	// The API server shows the addresses here.
	if (isPrimaryChanged) causes.push(invalid(field, typed(clusterIPs), once));
	if (isReduced && newFamilies.length === 1 && after.ipFamilyPolicy !== 'SingleStack') {
		causes.push(releaseError(after, 'ipFamily'));
	}
	return causes;
}

function classChangeErrors(after: ServiceSpecObject, before: ServiceSpecObject): Cause[] {
	if (after.type !== 'LoadBalancer' || before.type !== 'LoadBalancer') return [];
	if (after.loadBalancerClass === before.loadBalancerClass) return [];
	return [invalid('spec.loadBalancerClass', typed(after.loadBalancerClass ?? null), once)];
}

function healthCheckChangeErrors(after: ServiceSpecObject, before: ServiceSpecObject): Cause[] {
	if (!needsHealthCheck(after) || !needsHealthCheck(before)) return [];
	if (after.healthCheckNodePort === before.healthCheckNodePort) return [];
	return [forbidden('spec.healthCheckNodePort', 'field is immutable')];
}
