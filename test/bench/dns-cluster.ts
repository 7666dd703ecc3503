// Invariant: the cluster of every DNS benchmark; dns-coredns/servicescope_bench_test.go makes the same one.
import type { Cluster } from '../../server/cluster/cluster.ts';
import { Rcode, RecordType, typeName } from '../../server/dns/codes.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { readObject } from '../../server/kubernetes/objects/read.ts';
import { queryOf } from '../conformance/dns-comparison.ts';

/** So many Services in namespace shop, each with a slice: svc-I has one endpoint, db-0 is headless with ten. */
export function benchmarkCluster(size: number): Cluster {
	const objects = benchmarkObjects(size).flatMap((value) => readObject(value, 'default') ?? []);
	return {
		namespaces: objects.filter((object) => object.kind === 'Namespace'),
		services: objects.filter((object) => object.kind === 'Service'),
		endpointSlices: objects.filter((object) => object.kind === 'EndpointSlice'),
		pods: [],
		serviceImports: [],
	};
}

export function benchmarkObjects(size: number): JsonObject[] {
	const objects: JsonObject[] = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }];
	for (let index = 1; index < size; index++) {
		const clusterIP = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
		objects.push(service(`svc-${index}`, clusterIP), slice(`svc-${index}`, 1));
	}
	objects.push(service('db-0', 'None'), slice('db-0', 10));
	return objects;
}

function service(name: string, clusterIP: string): JsonObject {
	return {
		apiVersion: 'v1',
		kind: 'Service',
		metadata: { name, namespace: 'shop' },
		spec: { clusterIP, clusterIPs: [clusterIP], ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }] },
	};
}

function slice(name: string, count: number): JsonObject {
	return {
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: {
			name: `${name}-1`,
			namespace: 'shop',
			labels: { 'kubernetes.io/service-name': name },
		},
		addressType: 'IPv4',
		ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }],
		endpoints: Array.from({ length: count }, (_, index) => ({
			addresses: [`172.16.0.${index + 1}`],
			hostname: `db-${index}`,
			conditions: { ready: true },
		})),
	};
}

export interface BenchmarkQuestion {
	readonly key: string;
	readonly title: string;
	readonly name: string;
	readonly type: number;
	readonly rcode: number;
	readonly records: number;
	/** Microseconds that CoreDNS's own code took on a machine of this kind. */
	readonly known: number;
}

export const benchmarkQuestions: readonly [BenchmarkQuestion, ...BenchmarkQuestion[]] = [
	{
		key: 'a',
		title: 'ClusterIP A',
		name: 'svc-7.shop.svc.cluster.local.',
		type: RecordType.A,
		rcode: Rcode.NOERROR,
		records: 1,
		known: 8.7,
	},
	{
		key: 'headless',
		title: 'headless A, 10 endpoints',
		name: 'db-0.shop.svc.cluster.local.',
		type: RecordType.A,
		rcode: Rcode.NOERROR,
		records: 10,
		known: 19,
	},
	{
		key: 'srv',
		title: 'SRV, 10 endpoints',
		name: '_pg._tcp.db-0.shop.svc.cluster.local.',
		type: RecordType.SRV,
		rcode: Rcode.NOERROR,
		records: 10,
		known: 47,
	},
	{
		key: 'nxdomain',
		title: 'NXDOMAIN',
		name: 'absent.shop.svc.cluster.local.',
		type: RecordType.A,
		rcode: Rcode.NXDOMAIN,
		records: 0,
		known: 8.2,
	},
];

/** The question as a client with EDNS sends it. */
export function benchmarkQuery({ name, type }: BenchmarkQuestion): Uint8Array {
	const recorded = { corefile: '', rcode: '', aa: true, size: 0 };
	return queryOf({ name, type: typeName(type), via: 'udp1232', ...recorded }, 1);
}
