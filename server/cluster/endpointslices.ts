// Invariant: the slices follow from the Service, its Pods and their nodes alone: what the endpointslice controller makes
// of them from nothing, without the history that a running cluster has.
import {
	type Endpoint,
	type EndpointHints,
	type EndpointPort,
	type EndpointSlice,
	managedByLabel,
	serviceNameLabel,
} from '../kubernetes/objects/endpointslice.ts';
import type { StringMap } from '../kubernetes/objects/json.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import { isHeadless, type Service } from '../kubernetes/objects/service.ts';
import { resolveTargetPort } from '../kubernetes/target-port.ts';
import { canonicalAddress, familyOf } from './address-range.ts';
import { generatedName } from './hash.ts';
import { PodIndex } from './pod-index.ts';

/** What the controller reads of a node. */
export interface NodeTopology {
	readonly name: string;
	readonly zone?: string;
}

/** Source: endpointslice controller's flag --max-endpoints-per-slice. */
const maximumEndpoints = 100;

export const endpointSliceController = 'endpointslice-controller.k8s.io';
export const headlessLabel = 'service.kubernetes.io/headless';

/** True for a Service that the endpointslice controller looks after. The API stores an empty selector as none. */
export function hasManagedSlices({ spec }: Service): boolean {
	return spec.type !== 'ExternalName' && Object.keys(spec.selector ?? {}).length > 0;
}

/**
 * The EndpointSlices of one Service: for each of its families one slice (and another for every 100 endpoints) for each
 * set of ports that its Pods resolve to, or a placeholder without endpoints and ports.
 * `pods` are those that the selector selects, in any phase. `nodeOf` is undefined for a node that does not exist; such a
 * Pod is left out unless the Service publishes not-ready addresses.
 * Source: k8s.io/endpointslice reconciler.go reconcileByAddressType, utils.go podToEndpoint, getEndpointPorts.
 */
export function slicesOfService(
	service: Service,
	pods: readonly Pod[],
	nodeOf: (name: string) => NodeTopology | undefined,
): readonly EndpointSlice[] {
	if (!hasManagedSlices(service)) return [];
	const live = pods.filter(isInEndpoints);
	const labels = sliceLabels(service);
	return addressTypesOf(service).flatMap((addressType) => {
		const groups = new Map<string, { ports: readonly EndpointPort[]; endpoints: Endpoint[] }>();
		for (const pod of live) {
			const endpoint = endpointOf(pod, service, addressType, nodeOf);
			if (endpoint === undefined) continue;
			const ports = portsFor(service, pod);
			const key = ports.map(({ name, protocol, port }) => `${name} ${protocol} ${port}`).join();
			const group = groups.get(key);
			if (group === undefined) groups.set(key, { ports, endpoints: [endpoint] });
			else group.endpoints.push(endpoint);
		}
		if (groups.size === 0) return [newSlice(service, labels, addressType, 0, [], [])];
		let count = 0;
		return [...groups.values()].flatMap(({ ports, endpoints }) =>
			chunks(endpoints, maximumEndpoints).map((chunk) =>
				newSlice(service, labels, addressType, count++, ports, chunk),
			),
		);
	});
}

/**
 * The EndpointSlices that the controller makes of Services and Pods as they are stored: the second step of
 * simulateCluster alone. Hand-written slices and mirrored Endpoints are not among them.
 */
export function endpointSlicesFor(
	services: readonly Service[],
	pods: readonly Pod[],
	nodes: Iterable<NodeTopology>,
): readonly EndpointSlice[] {
	const nodeByName = new Map([...nodes].map((node) => [node.name, node]));
	const indexes = new Map<string, PodIndex>();
	for (const pod of pods) {
		const { namespace, name } = pod.metadata;
		const index = indexes.get(namespace) ?? new PodIndex();
		indexes.set(namespace, index);
		index.add({ key: name, pods: [pod] });
	}
	return services.flatMap((service) => {
		const selected = indexes.get(service.metadata.namespace)?.select(service.spec.selector ?? {});
		return slicesOfService(service, selected ?? [], (name) => nodeByName.get(name));
	});
}

/** Ended Pods and those without an address are no endpoints; terminating ones are. Source: util ShouldPodBeInEndpoints. */
function isInEndpoints({ status }: Pod): boolean {
	return status.phase !== 'Failed' && status.phase !== 'Succeeded' && status.podIPs.length > 0;
}

/** Source: utils.go getAddressTypesForService. */
function addressTypesOf({ spec }: Service): readonly string[] {
	const families = [...new Set(spec.ipFamilies)].filter((family) => family === 'IPv4' || family === 'IPv6');
	if (families.length > 0) return families;
	if (isHeadless(spec)) return ['IPv4', 'IPv6'];
	return [familyOf(spec.clusterIPs[0] ?? '') ?? 'IPv4'];
}

function endpointOf(
	pod: Pod,
	service: Service,
	addressType: string,
	nodeOf: (name: string) => NodeTopology | undefined,
): Endpoint | undefined {
	const { publishNotReadyAddresses, trafficDistribution } = service.spec;
	const { nodeName, hostname, subdomain } = pod.spec;
	const node = nodeOf(nodeName ?? '');
	if (node === undefined && !publishNotReadyAddresses) return undefined;
	const addresses = pod.status.podIPs.flatMap((address) =>
		familyOf(address) === addressType ? (canonicalAddress(address) ?? []) : [],
	);
	if (addresses.length === 0) return undefined;
	const serving = pod.status.ready;
	const terminating = pod.metadata.deletionTimestamp !== undefined;
	const ready = publishNotReadyAddresses || (serving && !terminating);
	const hints = ready ? hintsOf(trafficDistribution, node?.zone, nodeName) : undefined;
	return {
		addresses,
		ready,
		serving,
		terminating,
		...(hostname !== undefined && subdomain === service.metadata.name ? { hostname } : {}),
		targetRef: { kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace },
		...(nodeName === undefined ? {} : { nodeName }),
		...(node?.zone ? { zone: node.zone } : {}),
		...(hints === undefined ? {} : { hints }),
	};
}

/**
 * Source: trafficdist/trafficdist.go preferCloseHeuristic. The older annotation topology-mode needs the nodes' CPUs, which
 * manifests do not tell, and gives no hints here.
 */
function hintsOf(
	trafficDistribution: string | undefined,
	zone: string | undefined,
	nodeName: string | undefined,
): EndpointHints | undefined {
	const close = ['PreferClose', 'PreferSameZone', 'PreferSameNode'].includes(trafficDistribution ?? '');
	if (!close) return undefined;
	const forZones = zone ? [zone] : [];
	const forNodes = trafficDistribution === 'PreferSameNode' && nodeName ? [nodeName] : [];
	return forZones.length + forNodes.length === 0 ? undefined : { forZones, forNodes };
}

/** A port that the Pod does not resolve is left out, the others stay. Source: utils.go getEndpointPorts, FindPort. */
function portsFor(service: Service, pod: Pod): readonly EndpointPort[] {
	return service.spec.ports.flatMap((servicePort) => {
		const port = resolveTargetPort(pod.spec, servicePort);
		if (port === undefined) return [];
		const { name, protocol, appProtocol } = servicePort;
		return [{ name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) }];
	});
}

const reservedLabels: ReadonlySet<string> = new Set([serviceNameLabel, managedByLabel, headlessLabel]);

/** The Service's labels and the controller's own. Source: utils.go setEndpointSliceLabels. */
function sliceLabels(service: Service): StringMap {
	const own = Object.entries(service.metadata.labels).filter(([key]) => !reservedLabels.has(key));
	const clusterIP = service.spec.clusterIPs[0] ?? service.spec.clusterIP ?? '';
	return {
		...Object.fromEntries(own),
		...(clusterIP === '' || clusterIP === 'None' ? { [headlessLabel]: '' } : {}),
		[serviceNameLabel]: service.metadata.name,
		[managedByLabel]: endpointSliceController,
	};
}

function newSlice(
	service: Service,
	labels: StringMap,
	addressType: string,
	index: number,
	ports: readonly EndpointPort[],
	endpoints: readonly Endpoint[],
): EndpointSlice {
	const { namespace, name } = service.metadata;
	return {
		kind: 'EndpointSlice',
		metadata: {
			name: generatedName(`${name}-`, `EndpointSlice/${namespace}/${name}/${addressType}/${index}`),
			namespace,
			labels,
			annotations: {},
			ownerReferences: [{ kind: 'Service', name, controller: true }],
		},
		addressType,
		endpoints,
		ports,
	};
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
	if (items.length <= size) return [items];
	return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
		items.slice(index * size, (index + 1) * size),
	);
}
