// Invariant: CoreDNS's own test tables are only read; a cluster of them becomes objects as its test API held them.
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { ownTests } from './dns-recordings.ts';

interface OwnPort {
	readonly name: string;
	readonly protocol: string;
	readonly port: number;
}

interface OwnService {
	readonly name: string;
	readonly namespace: string;
	readonly type: string;
	readonly clusterIPs: readonly string[];
	readonly externalName?: string;
	readonly ports: readonly OwnPort[];
}

interface OwnEndpoints {
	readonly name: string;
	readonly namespace: string;
	readonly index: string;
	readonly clusterId?: string;
	readonly subsets: readonly {
		readonly addresses: readonly {
			readonly ip: string;
			readonly hostname?: string;
			readonly targetRefName?: string;
			readonly zone?: string;
		}[];
		readonly ports: readonly OwnPort[];
	}[];
}

export interface OwnCluster {
	readonly namespaces: readonly string[];
	readonly services: readonly OwnService[];
	readonly endpoints: readonly OwnEndpoints[];
	readonly serviceImports: readonly OwnService[];
	readonly multiclusterEndpoints: readonly OwnEndpoints[];
	readonly pods: readonly {
		readonly name: string;
		readonly namespace: string;
		readonly podIPs: readonly string[];
		readonly labels?: Readonly<Record<string, string>>;
	}[];
}

export interface OwnRecord {
	readonly name: string;
	readonly ttl: number;
	readonly class: string;
	readonly type: string;
	readonly data: string;
}

export interface OwnQuery {
	readonly source: string;
	readonly name: string;
	readonly type: string;
	readonly localIPs?: readonly string[];
	readonly lookups?: readonly {
		readonly name: string;
		readonly type: string;
		readonly rcode: string;
		readonly tc: boolean;
		readonly answer: readonly OwnRecord[];
	}[];
	readonly rcode: string;
	readonly written: boolean;
	readonly aa?: boolean;
	readonly tc?: boolean;
	readonly answer?: readonly OwnRecord[];
	readonly ns?: readonly OwnRecord[];
	readonly extra?: readonly OwnRecord[];
}

export interface OwnOptions {
	readonly zones: readonly string[];
	readonly primaryZoneIndex: number;
	readonly podMode: string;
	readonly ttl: number;
	readonly endpointNameMode: boolean;
	readonly ignoreEmptyService: boolean;
	readonly noendpoints: boolean;
	readonly zonal: boolean;
	readonly multiclusterZones: readonly string[];
	readonly namespaces: readonly string[];
	readonly fallthroughZones: readonly string[];
	readonly localIPs: readonly string[];
	readonly synced: boolean;
	readonly serial: number;
	readonly serialMulticluster: number;
	readonly next: string;
}

export interface OwnTests {
	readonly clusters: Readonly<Record<string, OwnCluster>>;
	readonly groups: readonly {
		readonly name: string;
		readonly corefile: string;
		readonly options: OwnOptions;
		readonly cluster: string;
		readonly queries: readonly OwnQuery[];
	}[];
	readonly parse: readonly {
		readonly query: string;
		readonly zone: string;
		readonly multicluster: boolean;
		readonly zonal: boolean;
		readonly parsed: Readonly<Record<string, unknown>>;
	}[];
	readonly metadata: readonly {
		readonly query: string;
		readonly zones: readonly string[];
		readonly multiclusterZones: readonly string[];
		readonly metadata: Readonly<Record<string, string>>;
	}[];
	readonly endpointHostname: readonly {
		readonly ip: string;
		readonly hostname: string;
		readonly targetRefName: string;
		readonly endpointNameMode: boolean;
		readonly result: string;
	}[];
	readonly nsAddrs: readonly {
		readonly cluster: string;
		readonly external: boolean;
		readonly localIPs: readonly string[];
		readonly zone: string;
		readonly records: readonly OwnRecord[];
	}[];
	readonly namespaceFunctions: readonly {
		readonly function: string;
		readonly namespace: string;
		readonly existsInCluster: boolean;
		readonly namespacesOption: readonly string[];
		readonly result: boolean;
	}[];
	readonly corefileParse: readonly {
		readonly source: string;
		readonly corefile: string;
		readonly error?: string;
		readonly options?: OwnOptions;
		readonly expected: Readonly<Record<string, unknown>>;
	}[];
}

export function readOwnTests(): OwnTests {
	return ownTests() as OwnTests;
}

/** The objects that the test API stands for. A port -1 is what CoreDNS makes of no ports. */
export function ownObjects(cluster: OwnCluster): JsonObject[] {
	return [
		...cluster.namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
		...cluster.services.map((service) => ({
			apiVersion: 'v1',
			kind: 'Service',
			metadata: { name: service.name, namespace: service.namespace },
			spec: {
				type: service.type,
				clusterIPs: service.clusterIPs,
				ports: portsOf(service.ports),
				...(service.externalName === undefined ? {} : { externalName: service.externalName }),
			},
		})),
		...cluster.endpoints.map((endpoints) =>
			sliceOf(endpoints, { 'kubernetes.io/service-name': serviceOf(endpoints) }),
		),
		...cluster.serviceImports.map(({ name, namespace, type, clusterIPs, ports }) => ({
			apiVersion: 'multicluster.x-k8s.io/v1alpha1',
			kind: 'ServiceImport',
			metadata: { name, namespace },
			spec: { type, ips: clusterIPs, ports: portsOf(ports) },
		})),
		...cluster.multiclusterEndpoints.map((endpoints) =>
			sliceOf(endpoints, {
				'multicluster.kubernetes.io/service-name': serviceOf(endpoints),
				'multicluster.kubernetes.io/source-cluster': endpoints.clusterId ?? '',
			}),
		),
		...cluster.pods.map(({ name, namespace, podIPs, labels = {} }) => ({
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: { name, namespace, labels },
			status: { phase: 'Running', podIPs: podIPs.map((ip) => ({ ip })) },
		})),
	];
}

function serviceOf({ index, namespace }: OwnEndpoints): string {
	return index.slice(0, index.length - namespace.length - 1);
}

function portsOf(ports: readonly OwnPort[]): JsonObject[] {
	return ports.filter(({ port }) => port !== -1).map((port) => ({ ...port }));
}

function sliceOf(endpoints: OwnEndpoints, labels: Readonly<Record<string, string>>): JsonObject {
	const [subset] = endpoints.subsets;
	return {
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: { name: endpoints.name, namespace: endpoints.namespace, labels },
		addressType: 'IPv4',
		ports: portsOf(subset?.ports ?? []),
		endpoints: (subset?.addresses ?? []).map(({ ip, hostname, targetRefName, zone }) => ({
			addresses: [ip],
			...(hostname === undefined ? {} : { hostname }),
			...(targetRefName === undefined ? {} : { targetRef: { kind: 'Pod', name: targetRefName } }),
			...(zone === undefined ? {} : { zone }),
		})),
	};
}
