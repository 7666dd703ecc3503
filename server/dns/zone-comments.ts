// Invariant: a Service is described by what decides its records.
import { isHeadless, type Service } from '../kubernetes/objects/service.ts';

/** What the Service is for DNS, in one line. */
export function describeService(service: Service, endpoints: number): string {
	const { name, namespace } = service.metadata;
	const { spec } = service;
	const title = `Service ${namespace}/${name}`;
	if (spec.type === 'ExternalName') return `${title}: ExternalName, an alias`;
	const ready = `${endpoints} ready ${endpoints === 1 ? 'address' : 'addresses'}`;
	if (isHeadless(spec)) return `${title}: headless, ${ready}`;
	return `${title}: ${spec.type}, a virtual IP in front of ${ready}`;
}

/** Why a Service makes no record at all. */
export function whyNoRecord(service: Service, endpoints: number, hasNamespace: boolean): string {
	if (!hasNamespace) return `its namespace ${service.metadata.namespace} does not exist`;
	if (service.spec.type === 'ExternalName') return 'an address as externalName makes none';
	if (isHeadless(service.spec) && endpoints === 0) {
		return 'a headless Service without ready endpoints does not exist for DNS (NXDOMAIN)';
	}
	if (!isHeadless(service.spec) && service.spec.clusterIPs.length === 0) return 'it has no clusterIP';
	return 'the Corefile does not expose it';
}
