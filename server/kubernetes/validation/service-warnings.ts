// Source: pkg/api/service/warnings.go (GetWarningsForService).
import type { ServiceObject } from '../decoding/service-object.ts';
import { networkWarnings } from './cidr.ts';
import { type AdmissionContext, has } from './context.ts';
import { ipWarnings } from './ip-address.ts';
import type { Warning } from './warning.ts';

const hintsAnnotation = 'service.kubernetes.io/topology-aware-hints';

/** What the API server says to an accepted Service, in its order. */
export function serviceWarnings({ metadata, spec }: ServiceObject, context: AdmissionContext): Warning[] {
	const strict = has(context, 'strictAddresses');
	const { type = '', clusterIPs = [], externalIPs = [], loadBalancerIP = '' } = spec;
	const headless = type === 'ClusterIP' && spec.clusterIP === 'None';
	const warnings: Warning[] = [];
	if (metadata.annotations?.[hintsAnnotation] !== undefined) {
		warnings.push({
			kind: 'deprecated',
			field: `metadata.annotations[${hintsAnnotation}]`,
			message: `annotation ${hintsAnnotation} is deprecated, please use service.kubernetes.io/topology-mode instead`,
		});
	}
	if (type !== 'ExternalName' && spec.clusterIP !== 'None') {
		for (const [index, ip] of clusterIPs.entries()) {
			warnings.push(...ipWarnings(`spec.clusterIPs[${index}]`, ip, strict));
		}
	}
	if (headless && has(context, 'headlessWarnings')) {
		const ignored: readonly [boolean, field: string, named: string][] = [
			[loadBalancerIP !== '', 'spec.loadBalancerIP', 'spec.loadBalancerIP'],
			[externalIPs.length > 0, 'spec.externalIPs', 'spec.externalIPs'],
			[spec.sessionAffinity !== 'None', 'spec.sessionAffinity', 'spec.SessionAffinity'],
		];
		for (const [set, field, named] of ignored) {
			if (set)
				warnings.push({ kind: 'ignored', field, message: `${named} is ignored for headless services` });
		}
	}
	for (const [index, ip] of externalIPs.entries()) {
		warnings.push(...ipWarnings(`spec.externalIPs[${index}]`, ip, strict));
	}
	if (has(context, 'externalIPsWarning') && externalIPs.length > 0 && !headless && type !== 'ExternalName') {
		warnings.push({
			kind: 'deprecated',
			field: 'spec.externalIPs',
			message: 'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
		});
	}
	if (loadBalancerIP !== '') warnings.push(...ipWarnings('spec.loadBalancerIP', loadBalancerIP, strict));
	for (const [index, range] of (spec.loadBalancerSourceRanges ?? []).entries()) {
		warnings.push(...networkWarnings(`spec.loadBalancerSourceRanges[${index}]`, range, strict));
	}
	if (type === 'ExternalName' && externalIPs.length > 0) {
		warnings.push({
			kind: 'ignored',
			field: 'spec.externalIPs',
			message: 'spec.externalIPs is ignored when spec.type is "ExternalName"',
		});
	}
	if (type !== 'ExternalName' && (spec.externalName ?? '') !== '') {
		warnings.push({
			kind: 'ignored',
			field: 'spec.externalName',
			message: 'spec.externalName is ignored when spec.type is not "ExternalName"',
		});
	}
	if (spec.trafficDistribution === 'PreferClose' && has(context, 'preferCloseWarning')) {
		warnings.push({
			kind: 'deprecated',
			field: 'spec.trafficDistribution',
			message: 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
		});
	}
	return warnings;
}
