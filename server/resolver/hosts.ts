// Invariant: entries keep the order of the file; names keep their case.

/** One line of /etc/hosts. */
export interface HostsEntry {
	readonly address: string;
	/** The canonical name first, then aliases. */
	readonly names: readonly string[];
}

/** The lines that kubelet writes at the top of every container's file (pkg/kubelet/kubelet_pods.go, managedHostsFileContent). */
export const containerHosts: readonly HostsEntry[] = [
	{ address: '127.0.0.1', names: ['localhost'] },
	{ address: '::1', names: ['localhost', 'ip6-localhost', 'ip6-loopback'] },
	{ address: 'fe00::0', names: ['ip6-localnet'] },
	{ address: 'fe00::0', names: ['ip6-mcastprefix'] },
	{ address: 'fe00::1', names: ['ip6-allnodes'] },
	{ address: 'fe00::2', names: ['ip6-allrouters'] },
];

/** Reads a hosts file: an address and its names a line, `#` starts a comment (hosts(5)). Lines without a name are left out. */
export function parseHosts(text: string): HostsEntry[] {
	return text.split('\n').flatMap((line) => {
		const [address, ...names] = line.replace(/#.*$/, '').split(/\s+/).filter(Boolean);
		return address === undefined || names.length === 0 ? [] : [{ address, names }];
	});
}

/**
 * The hosts file of a Pod: kubelet's fixed lines, then its own addresses with its own name, then `hostAliases`
 * (pkg/kubelet/kubelet_pods.go, managedHostsFileContent). `domain` is `subdomain.namespace.svc.cluster.local` for a Pod
 * with a subdomain. A Pod on the host network has the node's file instead.
 */
export function podHosts(pod: {
	readonly addresses: readonly string[];
	readonly hostname: string;
	readonly domain?: string;
	readonly hostAliases?: readonly { readonly ip: string; readonly hostnames: readonly string[] }[];
}): HostsEntry[] {
	const names = pod.domain === undefined ? [pod.hostname] : [`${pod.hostname}.${pod.domain}`, pod.hostname];
	return [
		...containerHosts,
		...pod.addresses.map((address) => ({ address, names })),
		...(pod.hostAliases ?? []).map(({ ip, hostnames }) => ({ address: ip, names: hostnames })),
	];
}
