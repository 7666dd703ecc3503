// Invariant: recorded data is only read, and turned into what the product takes; nothing is corrected on the way.
import { readFileSync } from 'node:fs';
import type { Cluster } from '../../server/cluster/cluster.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { readObject } from '../../server/kubernetes/objects/read.ts';

export type RecordTuple = readonly [owner: string, ttl: number, type: string, rdata: string];

export interface RecordedQuestion {
	readonly name: string;
	readonly type: string;
	readonly corefile: string;
	readonly via: 'tcp' | 'udp512' | 'udp1232' | 'udp4096';
	readonly rcode: string;
	readonly aa: boolean;
	readonly tc?: boolean;
	readonly answer?: readonly RecordTuple[];
	readonly authority?: readonly RecordTuple[];
	readonly additional?: readonly RecordTuple[];
	readonly size: number;
	readonly noReply?: boolean;
}

interface RecordedPod {
	readonly name: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly phase: string;
	readonly ips: readonly string[];
	readonly terminating?: boolean;
}

interface RecordedSlice {
	readonly name: string;
	readonly labels: Readonly<Record<string, string>>;
}

export interface RecordedCluster {
	readonly id: string;
	readonly cluster: {
		readonly namespace: string;
		readonly services: readonly { readonly name: string; readonly spec: JsonObject }[];
		readonly pods: readonly RecordedPod[];
		readonly endpointSlices: readonly (RecordedSlice & JsonObject)[];
	};
	readonly questions: readonly RecordedQuestion[];
}

const folder = new URL('./data/', import.meta.url);

export function recordedClusters(): RecordedCluster[] {
	const lines = readFileSync(new URL('clusters.jsonl', folder), 'utf8').trim().split('\n');
	return lines.map((line) => JSON.parse(line) as RecordedCluster);
}

export function ownTests(): unknown {
	return JSON.parse(readFileSync(new URL('coredns-own-tests.json', folder), 'utf8'));
}

/** The objects of a recorded cluster, as `kubectl get -o json` would print them. */
export function clusterObjects({ cluster }: RecordedCluster): JsonObject[] {
	const { namespace } = cluster;
	return [
		{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
		...cluster.services.map(({ name, spec }) => ({
			apiVersion: 'v1',
			kind: 'Service',
			metadata: { name, namespace },
			spec,
		})),
		...cluster.pods.map((pod) => ({
			apiVersion: 'v1',
			kind: 'Pod',
			metadata: {
				name: pod.name,
				namespace,
				labels: pod.labels,
				...(pod.terminating === true ? { deletionTimestamp: '2026-11-23T12:00:00Z' } : {}),
			},
			status: { phase: pod.phase, podIPs: pod.ips.map((ip) => ({ ip })) },
		})),
		...cluster.endpointSlices.map(({ name, labels, ...slice }) => ({
			...slice,
			apiVersion: 'discovery.k8s.io/v1',
			kind: 'EndpointSlice',
			metadata: { name, namespace, labels },
		})),
	];
}

/** What stood beside every recorded namespace. */
export const systemObjects: readonly JsonObject[] = [
	...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
		apiVersion: 'v1',
		kind: 'Namespace',
		metadata: { name },
	})),
	{
		apiVersion: 'v1',
		kind: 'Service',
		metadata: { name: 'kubernetes', namespace: 'default' },
		spec: {
			type: 'ClusterIP',
			clusterIP: '10.96.0.1',
			clusterIPs: ['10.96.0.1'],
			ports: [{ name: 'https', port: 443, protocol: 'TCP' }],
		},
	},
];

/** A cluster of exactly these objects. */
export function clusterOf(objects: readonly JsonObject[]): Cluster {
	const read = objects.flatMap((object) => readObject(object, '') ?? []);
	return {
		namespaces: read.filter((object) => object.kind === 'Namespace'),
		services: read.filter((object) => object.kind === 'Service'),
		endpointSlices: read.filter((object) => object.kind === 'EndpointSlice'),
		pods: read.filter((object) => object.kind === 'Pod'),
		serviceImports: read.filter((object) => object.kind === 'ServiceImport'),
	};
}

/** The recordings' Corefiles, by name. */
export const recordedCorefiles: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries({
		'plugin-defaults': 'cluster.local',
		kubeadm:
			'cluster.local in-addr.arpa ip6.arpa {\npods insecure\nfallthrough in-addr.arpa ip6.arpa\nttl 30\n}',
		'pods-verified': 'cluster.local in-addr.arpa ip6.arpa {\npods verified\nendpoint_pod_names\nttl 10\n}',
		zonal: 'cluster.local in-addr.arpa ip6.arpa {\npods insecure\nzonal\nttl 30\n}',
		noendpoints: 'cluster.local in-addr.arpa ip6.arpa {\nnoendpoints\n}',
		'ignore-empty':
			'k8s.example.org cluster.local in-addr.arpa ip6.arpa {\nignore empty_service\npods disabled\n}',
	}).map(([name, stanza]) => [name, `.:53 {\nbind 127.0.0.1\nkubernetes ${stanza}\n}\n`]),
);
