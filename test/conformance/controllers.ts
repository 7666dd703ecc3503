// Compares the simulated controllers with recorded clusters, one step at a time.
import { readFileSync } from 'node:fs';
import { familyOf } from '../../server/cluster/address-range.ts';
import { endpointSlicesFor } from '../../server/cluster/endpointslices.ts';
import { exampleNodes } from '../../server/cluster/nodes.ts';
import { podsOf, simulateCluster } from '../../server/cluster/simulate.ts';
import { type EndpointSlice, readEndpointSlice } from '../../server/kubernetes/objects/endpointslice.ts';
import type { JsonObject, JsonValue } from '../../server/kubernetes/objects/json.ts';
import type { Pod } from '../../server/kubernetes/objects/pod.ts';
import { readPod } from '../../server/kubernetes/objects/pod.ts';
import { readObject } from '../../server/kubernetes/objects/read.ts';
import { readService, type Service } from '../../server/kubernetes/objects/service.ts';
import { type Comparison, type Tally, tally } from './controllers-tally.ts';

export interface RecordedPod {
	readonly name: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly phase: string;
	readonly ready: boolean;
	readonly node: string;
	readonly ips: readonly string[];
	readonly hostname?: string;
	readonly subdomain?: string;
	readonly hostNetwork?: boolean;
	readonly terminating?: boolean;
	readonly owner?: { readonly kind: string; readonly name: string };
	readonly containers: readonly (JsonObject & { readonly init: boolean })[];
}

export interface RecordedCluster {
	readonly id: string;
	readonly manifests: readonly JsonObject[];
	/** What the API server refused in the end, by kind and name. */
	readonly rejected: readonly { readonly kind: string; readonly name: string }[];
	readonly cluster: {
		readonly namespace: string;
		readonly services: readonly { readonly name: string; readonly spec: JsonObject }[];
		readonly pods: readonly RecordedPod[];
		readonly endpointSlices: readonly JsonObject[];
	};
}

export function tallyPods(): Tally {
	return tally('pods', recordedClusters(), ({ id }) => id, comparePods);
}

export function tallySlices(): Tally {
	return tally('endpointslices', recordedClusters(), ({ id }) => id, compareSlices);
}

export function tallyServices(): Tally {
	return tally('services', recordedClusters(), ({ id }) => id, compareServices);
}

export function recordedClusters(): readonly RecordedCluster[] {
	const text = readFileSync(new URL('data/clusters.jsonl', import.meta.url), 'utf8');
	return text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as RecordedCluster);
}

/** Manifests → Pods. Jobs and DaemonSets are left out: their Pods' ends were staged, and the nodes carried a taint. */
export function comparePods({ manifests, rejected, cluster }: RecordedCluster): Comparison {
	const objects = manifests.flatMap((manifest) => readObject(manifest, cluster.namespace) ?? []);
	const simulated = podsOf(objects).filter(({ metadata }) => metadata.namespace === cluster.namespace);
	const isRejected = (pod: Pod) =>
		rejected.some(({ kind, name }) => kind === 'Pod' && name === pod.metadata.name);
	return {
		actual: byOwner(simulated.filter((pod) => !isRejected(pod)).map(digestOf)),
		expected: byOwner(cluster.pods.map(recordedDigest)),
	};
}

interface PodDigest {
	readonly owner: string;
	/** Empty where the cluster chose it. */
	readonly name: string;
	/** Neither told to end nor ended. */
	readonly active: boolean;
	readonly looks: string;
}

/** Per workload: how many Pods are active and what they look like, for the rest each Pod by name. */
function byOwner(digests: readonly PodDigest[]): unknown {
	const owners: Record<string, { active: number; pods: Set<string> }> = {};
	for (const { owner, name, active, looks } of digests) {
		if (/^(?:Job|DaemonSet)\//.test(owner)) continue;
		owners[owner] ??= { active: 0, pods: new Set() };
		// A Pod with a name of its own counts whatever became of it.
		if (active || name !== '') owners[owner].active++;
		owners[owner].pods.add(`${name} ${looks}`);
	}
	return Object.fromEntries(
		Object.entries(owners)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([owner, { active, pods }]) => [owner, { active, pods: [...pods].sort() }]),
	);
}

const clusterLabels: ReadonlySet<string> = new Set([
	'pod-template-hash',
	'controller-revision-hash',
	'topology.kubernetes.io/zone',
]);

function looksOf(pod: {
	readonly labels: Readonly<Record<string, string>>;
	readonly hostname: string | undefined;
	readonly subdomain: string | undefined;
	readonly hostNetwork: boolean;
	readonly ports: readonly JsonValue[];
}): string {
	const labels = Object.entries(pod.labels).filter(([key]) => !clusterLabels.has(key));
	return JSON.stringify({ ...pod, labels: labels.sort(([a], [b]) => (a < b ? -1 : 1)) });
}

function ownerKey(owner: { readonly kind: string; readonly name: string } | undefined, name: string): string {
	if (owner === undefined) return `Pod/${name}`;
	// A Deployment's ReplicaSet has a hash behind its name, which the cluster chose.
	return `${owner.kind}/${owner.name.replace(/-[bcdf456789]{4,10}$/, '-HASH')}`;
}

function digestOf({ metadata, spec, status }: Pod): PodDigest {
	const [owner] = metadata.ownerReferences;
	const containers = [...spec.initContainers, ...spec.containers];
	return {
		owner: ownerKey(owner, metadata.name),
		name: owner?.kind === 'ReplicaSet' ? '' : metadata.name,
		active:
			metadata.deletionTimestamp === undefined && status.phase !== 'Failed' && status.phase !== 'Succeeded',
		looks: looksOf({
			labels: metadata.labels,
			hostname: spec.hostname,
			subdomain: spec.subdomain,
			hostNetwork: spec.hostNetwork,
			ports: containers.map(({ name, ports }) => [name, ...ports.map(portText).sort()]).sort(),
		}),
	};
}

function recordedDigest(pod: RecordedPod): PodDigest {
	return {
		owner: ownerKey(pod.owner, pod.name),
		name: pod.owner?.kind === 'ReplicaSet' ? '' : pod.name,
		active: pod.terminating !== true && pod.phase !== 'Failed' && pod.phase !== 'Succeeded',
		looks: looksOf({
			labels: pod.labels,
			hostname: pod.hostname,
			subdomain: pod.subdomain,
			hostNetwork: pod.hostNetwork ?? false,
			ports: pod.containers.map(({ name, ports }) => [String(name), ...recordedPorts(ports).sort()]).sort(),
		}),
	};
}

function portText(port: {
	name: string;
	containerPort: number;
	protocol: string;
	hostPort?: number;
}): string {
	return `${port.name} ${port.containerPort} ${port.protocol} ${port.hostPort ?? ''}`;
}

function recordedPorts(ports: JsonValue | undefined): string[] {
	const items = Array.isArray(ports) ? (ports as readonly JsonObject[]) : [];
	return items.map((port) =>
		portText({
			name: typeof port.name === 'string' ? port.name : '',
			containerPort: Number(port.containerPort),
			protocol: String(port.protocol),
			...(port.hostPort === undefined ? {} : { hostPort: Number(port.hostPort) }),
		}),
	);
}

/** Manifests → Services: families, ports, and for what addresses and node ports are allocated. */
export function compareServices({ manifests, cluster }: RecordedCluster): Comparison {
	const { namespace } = cluster;
	const { services } = simulateCluster(
		manifests.flatMap((manifest) => readObject(manifest, namespace) ?? []),
	);
	const own = services.filter(({ metadata }) => metadata.namespace === namespace);
	const recorded = cluster.services.map(({ name, spec }) =>
		readService({ metadata: { name, namespace }, spec }, namespace),
	);
	return { actual: serviceDigests(own), expected: serviceDigests(recorded) };
}

/** An address that the cluster picked counts by its family, a node port by its being there. */
function serviceDigests(services: readonly Service[]): unknown {
	const digests = services.map(({ metadata, spec }) => [
		metadata.name,
		{
			...spec,
			clusterIP: undefined,
			clusterIPs: spec.clusterIPs.map((address) => (address === 'None' ? address : familyOf(address))),
			ports: spec.ports.map(({ nodePort, ...port }) => ({ ...port, hasNodePort: nodePort !== undefined })),
		},
	]);
	return Object.fromEntries(digests);
}

/** Services + Pods → EndpointSlices: the recorded Services and Pods go in, the controller's slices come out. */
export function compareSlices({ cluster }: RecordedCluster): Comparison {
	const { namespace } = cluster;
	const services = cluster.services.map(({ name, spec }) =>
		readService({ metadata: { name, namespace }, spec }, namespace),
	);
	const pods = cluster.pods.map((pod) => readPod(toManifest(pod, namespace), namespace));
	const slices = endpointSlicesFor(services, pods, exampleNodes);
	const recorded = cluster.endpointSlices
		.map((slice) =>
			readEndpointSlice({ ...slice, metadata: { name: slice.name ?? '', labels: slice.labels } }, namespace),
		)
		.filter(({ metadata }) => metadata.labels['endpointslice.kubernetes.io/managed-by'] !== undefined);
	return { actual: byServiceAndFamily(slices), expected: byServiceAndFamily(recorded) };
}

/** The Pod whose digest was recorded. */
export function toManifest(pod: RecordedPod, namespace: string): JsonObject {
	const containers = (init: boolean) =>
		pod.containers
			.filter((container) => container.init === init)
			.map(({ init: _, ...container }) => container);
	return {
		metadata: {
			name: pod.name,
			namespace,
			labels: pod.labels,
			...(pod.terminating === true ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
		},
		spec: {
			nodeName: pod.node,
			hostNetwork: pod.hostNetwork ?? false,
			...(pod.hostname === undefined ? {} : { hostname: pod.hostname }),
			...(pod.subdomain === undefined ? {} : { subdomain: pod.subdomain }),
			containers: containers(false),
			initContainers: containers(true),
		},
		status: {
			phase: pod.phase,
			podIPs: pod.ips.map((ip) => ({ ip })),
			conditions: [{ type: 'Ready', status: pod.ready ? 'True' : 'False' }],
		},
	};
}

/** Per Service, family and set of ports: the set of endpoints. Names, order and the cut into slices are the cluster's. */
function byServiceAndFamily(slices: readonly EndpointSlice[]): unknown {
	const sets: Record<string, string[]> = {};
	for (const { metadata, addressType, endpoints, ports } of slices) {
		const sortedPorts = ports.map((port) => canonical(port)).sort();
		const headless = metadata.labels['service.kubernetes.io/headless'] !== undefined;
		const name = metadata.labels['kubernetes.io/service-name'];
		const key = `${name} ${addressType} ${headless ? 'headless ' : ''}${sortedPorts.join(' ')}`;
		sets[key] = [...(sets[key] ?? []), ...endpoints.map(canonical)].sort();
	}
	return Object.fromEntries(Object.entries(sets).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function canonical(value: object): string {
	return JSON.stringify(value, (_, item: unknown) =>
		item !== null && typeof item === 'object' && !Array.isArray(item)
			? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
			: item,
	);
}
