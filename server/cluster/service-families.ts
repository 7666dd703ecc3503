// Invariant: families and policy are what the API server stores at creation on a cluster with these families.
import { isHeadless, type ServiceSpec } from '../kubernetes/objects/service.ts';
import { familyOf } from './address-range.ts';

export interface ServiceFamilies {
	readonly ipFamilies: readonly string[];
	/** Absent for an ExternalName. */
	readonly ipFamilyPolicy?: string;
}

/**
 * The families of a new Service. `clusterFamilies` are those of the service ranges, the cluster's first family first.
 * What the API server would refuse keeps what is written.
 * Source: pkg/registry/core/service/storage/alloc.go initIPFamilyFields.
 */
export function familiesOf(spec: ServiceSpec, clusterFamilies: readonly string[]): ServiceFamilies {
	if (spec.type === 'ExternalName') {
		const { ipFamilyPolicy } = spec;
		return { ipFamilies: spec.ipFamilies, ...(ipFamilyPolicy === undefined ? {} : { ipFamilyPolicy }) };
	}
	const anyEndpoints = isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0;
	const ipFamilyPolicy = spec.ipFamilyPolicy ?? (anyEndpoints ? 'RequireDualStack' : 'SingleStack');
	const families = [...spec.ipFamilies];
	for (const address of spec.clusterIPs.slice(families.length)) {
		const family = familyOf(address);
		if (family !== undefined) families.push(family);
	}
	if (families.length === 0) families.push(clusterFamilies[0] ?? 'IPv4');
	const wantsBoth = ipFamilyPolicy !== 'SingleStack' && (anyEndpoints || clusterFamilies.length > 1);
	if (families.length === 1 && wantsBoth) families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
	return { ipFamilies: families, ipFamilyPolicy };
}
