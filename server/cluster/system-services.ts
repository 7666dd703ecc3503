// Invariant: these Services are what kubeadm sets up in every cluster.
import type { Service, ServicePort } from '../kubernetes/objects/service.ts';

/**
 * Service `kubernetes` (pkg/controlplane/controller/kubernetesservice) and `kube-dns` (cmd/kubeadm/app/phases/addons/dns)
 * at the first and the tenth address of the first service range.
 */
export function systemServices(addressAt: (offset: number) => string | undefined): readonly Service[] {
	return [
		service('default', 'kubernetes', addressAt(1), [port('https', 'TCP', 443, 6443)], {
			labels: { component: 'apiserver', provider: 'kubernetes' },
		}),
		service(
			'kube-system',
			'kube-dns',
			addressAt(10),
			[port('dns', 'UDP', 53, 53), port('dns-tcp', 'TCP', 53, 53), port('metrics', 'TCP', 9153, 9153)],
			{
				labels: {
					'k8s-app': 'kube-dns',
					'kubernetes.io/cluster-service': 'true',
					'kubernetes.io/name': 'CoreDNS',
				},
				selector: { 'k8s-app': 'kube-dns' },
			},
		),
	];
}

function port(name: string, protocol: string, number: number, targetPort: number): ServicePort {
	return { name, protocol, port: number, targetPort };
}

function service(
	namespace: string,
	name: string,
	address: string | undefined,
	ports: readonly ServicePort[],
	more: { readonly labels: Service['metadata']['labels']; readonly selector?: Service['metadata']['labels'] },
): Service {
	return {
		kind: 'Service',
		metadata: { name, namespace, labels: more.labels, annotations: {}, ownerReferences: [] },
		spec: {
			type: 'ClusterIP',
			clusterIPs: address === undefined ? [] : [address],
			...(address === undefined ? {} : { clusterIP: address }),
			ipFamilies: [],
			ipFamilyPolicy: 'SingleStack',
			ports,
			publishNotReadyAddresses: false,
			sessionAffinity: 'None',
			externalIPs: [],
			internalTrafficPolicy: 'Cluster',
			...(more.selector === undefined ? {} : { selector: more.selector }),
		},
	};
}
