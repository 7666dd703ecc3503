// Invariant: the slices follow from the Endpoints object alone; whether it is mirrored follows from it and its Service.
import type { EndpointAddress, Endpoints, EndpointsPort } from '../kubernetes/objects/endpoints.ts';
import {
	type Endpoint,
	type EndpointPort,
	type EndpointSlice,
	managedByLabel,
	serviceNameLabel,
} from '../kubernetes/objects/endpointslice.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import { canonicalAddress, familyOf } from './address-range.ts';
import { generatedName } from './hash.ts';

export const mirroringController = 'endpointslicemirroring-controller.k8s.io';

/** The controller's flag --mirroring-max-endpoints-per-subset. */
const maximumEndpoints = 1000;

/**
 * True if a hand-written Endpoints object becomes slices: its Service exists and has no selector, and neither a label nor a
 * leader election says otherwise. Source: endpointslicemirroring_controller.go syncEndpoints, shouldMirror.
 */
export function isMirrored(endpoints: Endpoints, service: Service | undefined): boolean {
	const { labels, annotations } = endpoints.metadata;
	if (service === undefined || Object.keys(service.spec.selector ?? {}).length > 0) return false;
	if (labels['endpointslice.kubernetes.io/skip-mirror'] === 'true') return false;
	return annotations['control-plane.alpha.kubernetes.io/leader'] === undefined;
}

interface Subset {
	readonly ports: EndpointsPort[];
	/** By address and target; not ready trumps ready. */
	readonly addresses: ReadonlyMap<string, Listed>;
}

interface Listed {
	readonly address: EndpointAddress;
	readonly ready: boolean;
}

/**
 * The slices that mirror an Endpoints object: one for each set of ports and address family.
 * Source: pkg/controller/endpointslicemirroring reconciler.go reconcile, reconciler_helpers.go, utils.go.
 */
export function mirrorEndpoints(endpoints: Endpoints): readonly EndpointSlice[] {
	const slices: EndpointSlice[] = [];
	for (const { ports, addresses } of repackSubsets(endpoints)) {
		// Ready ones first: the limit counts both.
		const listed = [...addresses.values()].sort((a, b) => Number(b.ready) - Number(a.ready));
		const valid = listed
			.filter(({ address }) => familyOf(address.ip) !== undefined)
			.slice(0, maximumEndpoints);
		for (const family of ['IPv4', 'IPv6']) {
			const own = valid.filter(({ address }) => familyOf(address.ip) === family).map(toEndpoint);
			if (own.length > 0) slices.push(newSlice(endpoints, family, slices.length, ports.map(toPort), own));
		}
	}
	return slices;
}

/** Joins ports that the same addresses serve into one subset. Source: pkg/api/v1/endpoints/util.go RepackSubsets. */
function repackSubsets(endpoints: Endpoints): readonly Subset[] {
	const byPort = new Map<string, { port: EndpointsPort | undefined; addresses: Map<string, Listed> }>();
	const first = new Map<string, EndpointAddress>();
	for (const subset of endpoints.subsets) {
		const listed = [
			...subset.addresses.map((address) => ({ address, ready: true })),
			...subset.notReadyAddresses.map((address) => ({ address, ready: false })),
		];
		for (const port of subset.ports.length === 0 ? [undefined] : subset.ports) {
			const key = port === undefined ? '' : `${port.name} ${port.protocol} ${port.port} ${port.appProtocol}`;
			const entry = byPort.get(key) ?? { port, addresses: new Map<string, Listed>() };
			byPort.set(key, entry);
			for (const { address, ready } of listed) {
				const id = addressKey(address);
				const known = first.get(id) ?? address;
				first.set(id, known);
				entry.addresses.set(id, { address: known, ready: ready && (entry.addresses.get(id)?.ready ?? true) });
			}
		}
	}
	const subsets = new Map<string, Subset>();
	for (const { port, addresses } of byPort.values()) {
		const key = [...addresses]
			.map(([id, { ready }]) => `${id} ${ready}`)
			.sort()
			.join('\n');
		const subset = subsets.get(key) ?? { ports: [], addresses };
		subsets.set(key, subset);
		if (port !== undefined) subset.ports.push(port);
	}
	return [...subsets.values()];
}

/** The first address of a key stands for all of them. */
function addressKey({ ip, targetUid }: EndpointAddress): string {
	return `${ip} ${targetUid}`;
}

/** Mirrored endpoints carry `ready` only. */
function toEndpoint({ address, ready }: Listed): Endpoint {
	const { hostname, nodeName, targetRef } = address;
	return {
		addresses: [canonicalAddress(address.ip) ?? address.ip],
		ready,
		...(hostname === undefined ? {} : { hostname }),
		...(targetRef === undefined ? {} : { targetRef }),
		...(nodeName === undefined ? {} : { nodeName }),
	};
}

function toPort({ name, protocol, port, appProtocol }: EndpointsPort): EndpointPort {
	return { name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) };
}

function newSlice(
	{ metadata }: Endpoints,
	addressType: string,
	index: number,
	ports: readonly EndpointPort[],
	endpoints: readonly Endpoint[],
): EndpointSlice {
	const { namespace, name } = metadata;
	const annotations = Object.entries(metadata.annotations).filter(
		([key]) =>
			key !== 'endpoints.kubernetes.io/last-change-trigger-time' &&
			key !== 'kubectl.kubernetes.io/last-applied-configuration',
	);
	return {
		kind: 'EndpointSlice',
		metadata: {
			name: generatedName(`${name}-`, `Endpoints/${namespace}/${name}/${index}`),
			namespace,
			labels: { ...metadata.labels, [serviceNameLabel]: name, [managedByLabel]: mirroringController },
			annotations: Object.fromEntries(annotations),
			ownerReferences: [{ kind: 'Endpoints', name, controller: true }],
		},
		addressType,
		endpoints,
		ports,
	};
}
