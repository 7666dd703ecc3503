// Invariant: a target is what the manifests show behind a name; a name without target may still exist in the cluster.
import { isHeadless } from '../../kubernetes/objects/service.ts';
import type { IndexedObject } from '../object-index.ts';
import type { IndexedService } from '../service-backing.ts';
import { type ClusterName, readingsOf } from './cluster-name.ts';
import { isNamespaceWritten, type NameLookup } from './name-lookup.ts';

/** The Services that a host name means to a client. */
export interface NameTarget {
	readonly reading: ClusterName;
	/** Where the Service is: the one that the name says, or the client's. */
	readonly namespace: string;
	/** At least one; several where files repeat it. */
	readonly services: readonly [IndexedService, ...IndexedService[]];
	/** False if a namespace is guessed: nothing written says that client and Service meet. */
	readonly certain: boolean;
}

/** What a name means to a program of `client`'s namespace; undefined if no manifest shows it (a Pod's name included). */
export function targetOf(
	names: NameLookup,
	host: string,
	client: IndexedObject,
	clusterDomain: string,
): NameTarget | undefined {
	const readings = readingsOf(host, clusterDomain);
	return (
		firstTarget(readings, (reading) => {
			const namespace = reading.namespace ?? client.namespace;
			return toTarget(names, reading, namespace, names.services(namespace, reading.service), true);
		}) ??
		firstTarget(readings, (reading) => {
			const namespace = reading.namespace ?? client.namespace;
			const adrift = names.adrift(namespace, reading.service);
			const found =
				reading.namespace === undefined && !isNamespaceWritten(client)
					? [...adrift, ...names.elsewhere(reading.service, namespace)]
					: adrift;
			return toTarget(names, reading, found[0]?.indexed.namespace ?? namespace, found, false);
		})
	);
}

function firstTarget(
	readings: readonly ClusterName[],
	find: (reading: ClusterName) => NameTarget | undefined,
): NameTarget | undefined {
	for (const reading of readings) {
		const target = find(reading);
		if (target !== undefined) return target;
	}
	return undefined;
}

function toTarget(
	names: NameLookup,
	reading: ClusterName,
	namespace: string,
	[first, ...others]: readonly IndexedService[],
	certain: boolean,
): NameTarget | undefined {
	if (first === undefined) return undefined;
	if (reading.pod !== undefined && !names.hasPod(namespace, reading.service, reading.pod)) return undefined;
	const services = [first, ...others] as const;
	if (reading.record !== undefined && !services.some((service) => hasRecord(service, reading)))
		return undefined;
	return { reading, namespace, services, certain };
}

/** SRV records exist for named ports only; a Service without selector may get its ports from hand-written slices. */
function hasRecord({ service }: IndexedService, { record }: ClusterName): boolean {
	const { spec } = service;
	if (isHeadless(spec) && spec.selector === undefined) return true;
	return spec.ports.some(
		({ name, protocol }) =>
			name.toLowerCase() === record?.port && protocol.toLowerCase() === record?.protocol,
	);
}

/** The reading of a host name, as a client has it, that means this Service; its Pods and SRV names count too. */
export function readingOfService(
	host: string,
	client: IndexedObject,
	clusterDomain: string,
	{ indexed, service }: IndexedService,
): ClusterName | undefined {
	return readingsOf(host, clusterDomain).find(
		(reading) =>
			reading.service === service.metadata.name &&
			(reading.namespace ?? client.namespace) === indexed.namespace,
	);
}
