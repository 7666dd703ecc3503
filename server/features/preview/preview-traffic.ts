import type { Cluster } from '../../cluster/cluster.ts';
import { RecordClass, RecordType } from '../../dns/codes.ts';
import type { NameServer } from '../../dns/name-server.ts';
import { dataText } from '../../dns/record-text.ts';
import { isHeadless, type Service } from '../../kubernetes/objects/service.ts';
import type { PreviewPod, PreviewTraffic } from '../../protocol.ts';
import { type ClientKind, clientKinds, type TrafficTarget, traffic } from '../../resolver/clients.ts';
import { glibc } from '../../resolver/glibc/glibc.ts';
import { examplePodNetwork } from '../../resolver/pod-network.ts';
import type { PreviewWords } from './words.ts';

export interface TrafficInput {
	readonly cluster: Cluster;
	readonly server: NameServer;
	/** As stored in the cluster. */
	readonly service: Service;
	readonly dnsName: string;
	/** The Corefile has `loadbalance`. */
	readonly shuffled: boolean;
	readonly pods: readonly PreviewPod[];
	readonly client: ClientKind;
	readonly connections: number;
	readonly words: PreviewWords;
}

/** The kind of client that a page names; for other words the one to which the choice makes the most difference. */
export function clientKindOf(id: string | undefined): ClientKind {
	return clientKinds.find((kind) => kind === id) ?? 'once';
}

/** Where a client's connections to a Service go. */
export function trafficOf(input: TrafficInput): PreviewTraffic {
	const { service, pods, connections, words } = input;
	if (service.spec.type === 'ExternalName') {
		return {
			shares: [],
			lost: 0,
			explanation: words.traffic.alias({}),
			externalName: service.spec.externalName ?? '',
		};
	}
	const target = targetOf(input);
	const result = traffic(input.client, target, connections);
	const podAt = new Map(pods.flatMap((pod) => pod.addresses.map((address) => [address, pod] as const)));
	const nameOf = (address: string) => podAt.get(address)?.name ?? address;
	const { pod, ...parameters } = result.parameters;
	return {
		...(target.kind === 'virtual-ip' ? { virtualIP: target.address } : {}),
		shares: result.shares.map((share) => {
			const state = podAt.get(share.address)?.state;
			return {
				pod: nameOf(share.address),
				connections: share.connections,
				...(state === undefined ? {} : { state }),
			};
		}),
		lost: result.lost,
		explanation: [
			words.traffic[result.explanation]({
				...parameters,
				...(pod === undefined ? {} : { pod: nameOf(String(pod)) }),
			}),
			...(result.shares.some(({ refused }) => refused > 0) ? [words.refused(result.lost)] : []),
		].join(' '),
	};
}

function targetOf({ cluster, server, service, dnsName, shuffled, pods }: TrafficInput): TrafficTarget {
	const [address] = service.spec.clusterIPs;
	if (!isHeadless(service.spec) && address !== undefined) {
		const family = address.includes(':') ? 'IPv6' : 'IPv4';
		return {
			kind: 'virtual-ip',
			address,
			endpoints: readyEndpoints(cluster, service, family),
			affinity: service.spec.sessionAffinity === 'ClientIP',
		};
	}
	const ask = (type: number) =>
		(server.ask({ name: `${dnsName}.`, type, class: RecordClass.IN }).message?.answer ?? []).flatMap(
			(record) => (record.type === type ? [dataText(record.data)] : []),
		);
	const v4 = ask(RecordType.A);
	// Clients in an IPv4-first cluster prefer A records; AAAA counts where there is nothing else.
	const addresses = v4.length > 0 ? v4 : ask(RecordType.AAAA);
	const refusing = new Set(pods.flatMap((pod) => (pod.state === 'not-ready' ? pod.addresses : [])));
	const order = (unsorted: readonly string[]) => glibc.order(unsorted, examplePodNetwork);
	return { kind: 'addresses', addresses, shuffled, refusing, order };
}

/** The addresses that kube-proxy sends to: ready ones, or where there are none those that still serve while they end. */
function readyEndpoints(cluster: Cluster, { metadata }: Service, family: string): readonly string[] {
	const slices = cluster.endpointSlices.filter(
		(slice) =>
			slice.metadata.namespace === metadata.namespace &&
			slice.metadata.labels['kubernetes.io/service-name'] === metadata.name &&
			slice.addressType === family,
	);
	const endpoints = slices.flatMap((slice) => slice.endpoints);
	const ready = endpoints.filter((endpoint) => endpoint.ready !== false);
	const usable =
		ready.length > 0
			? ready
			: endpoints.filter(({ serving, terminating }) => serving === true && terminating === true);
	return usable.flatMap(({ addresses }) => addresses.slice(0, 1));
}
