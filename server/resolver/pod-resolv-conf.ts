// Invariant: the result is what kubelet gives a Pod (pkg/kubelet/network/dns/dns.go, Configurer.GetPodDNS, Kubernetes 1.37);
// what depends on the node is an assumption that is passed in, and marked in the result where it shows.
import type { PodSpec } from '../kubernetes/objects/pod.ts';
import type { ResolvConf } from './resolv-conf.ts';

/** The fields of a Pod's spec that decide its resolv.conf. */
export type PodDNSFields = Pick<PodSpec, 'dnsPolicy' | 'dnsConfig' | 'hostNetwork'>;

/** What kubelet is configured with. */
export interface NodeDNS {
	/** `clusterDNS`: the address of the Service kube-system/kube-dns, one a family. Empty: no cluster DNS is known. */
	readonly clusterDNS: readonly string[];
	/** Without final dot; empty where none is set. */
	readonly clusterDomain: string;
	/** The node's own file (`resolvConf`); absent where it is not known. */
	readonly nodeResolvConf?: ResolvConf;
}

/** kubeadm's defaults; the node's file is unknown. */
export const defaultNodeDNS: NodeDNS = { clusterDNS: ['10.96.0.10'], clusterDomain: 'cluster.local' };

/** What stands for a node's file that nobody showed us: an upstream server (RFC 5737's example) and no search list. */
export const assumedNodeResolvConf: ResolvConf = { nameservers: ['192.0.2.53'], search: [], options: [] };

export interface PodResolvConf {
	readonly conf: ResolvConf;
	/** Whose settings are the base: the cluster's, the node's, or none (dnsPolicy None). */
	readonly base: 'cluster' | 'node' | 'none';
	/** The node's search domains or servers are part of the file, and not known: `conf` has the assumed ones. */
	readonly nodeAssumed: boolean;
	/** What kubelet leaves out because of its limits. */
	readonly omitted: { readonly nameservers: readonly string[]; readonly search: readonly string[] };
}

// pkg/apis/core/validation/validation.go; a domain may have 253 characters (apimachinery DNS1123SubdomainMaxLength).
const maxNameservers = 3;
const maxSearchPaths = 32;
const maxSearchCharacters = 2048;
const maxDomainLength = 253;

/** The resolv.conf of a Pod in `namespace`. */
export function podResolvConf(
	pod: PodDNSFields,
	namespace: string,
	node: NodeDNS = defaultNodeDNS,
): PodResolvConf {
	const nodeConf = node.nodeResolvConf ?? assumedNodeResolvConf;
	const base = baseOf(pod, node);
	const start = baseConf(base, namespace, node, nodeConf);
	const merged = pod.dnsConfig === undefined ? start : merge(start, pod.dnsConfig);
	const nameservers = merged.nameservers.slice(0, maxNameservers);
	const search = fitSearch(merged.search);
	return {
		conf: { nameservers, search, options: merged.options },
		base,
		nodeAssumed: base !== 'none' && node.nodeResolvConf === undefined,
		omitted: {
			nameservers: merged.nameservers.slice(maxNameservers),
			search: merged.search.filter((domain) => !search.includes(domain)),
		},
	};
}

/** getPodDNSType: ClusterFirst on the host network means Default; an unknown policy counts as ClusterFirst. */
function baseOf(pod: PodDNSFields, node: NodeDNS): PodResolvConf['base'] {
	if (pod.dnsPolicy === 'None') return 'none';
	if (pod.dnsPolicy === 'Default') return 'node';
	if (pod.dnsPolicy === 'ClusterFirst' && pod.hostNetwork) return 'node';
	return node.clusterDNS.length > 0 ? 'cluster' : 'node';
}

function baseConf(
	base: PodResolvConf['base'],
	namespace: string,
	node: NodeDNS,
	nodeConf: ResolvConf,
): ResolvConf {
	if (base === 'none') return { nameservers: [], search: [], options: [] };
	if (base === 'node') return nodeConf;
	const domain = node.clusterDomain;
	const own = domain === '' ? [] : [`${namespace}.svc.${domain}`, `svc.${domain}`, domain];
	return {
		nameservers: node.clusterDNS,
		search: unique([...own, ...nodeConf.search]),
		// The node's options are dropped.
		options: ['ndots:5'],
	};
}

/** appendDNSConfig: servers and domains are added once; an option of the same name replaces the value. */
function merge(conf: ResolvConf, added: NonNullable<PodSpec['dnsConfig']>): ResolvConf {
	const options = new Map<string, string>();
	for (const option of conf.options) {
		const colon = option.indexOf(':');
		if (colon === -1) options.set(option, '');
		else options.set(option.slice(0, colon), option.slice(colon + 1));
	}
	for (const { name, value } of added.options) options.set(name, value ?? '');
	return {
		nameservers: unique([...conf.nameservers, ...added.nameservers]),
		search: unique([...conf.search, ...added.searches]),
		// Kubelet writes them in random order; no resolver reads that order.
		options: [...options].map(([name, value]) => (value === '' ? name : `${name}:${value}`)),
	};
}

/** formDNSSearchFitsLimits: the first 32, without overlong ones, then as many as fit into 2048 characters. */
function fitSearch(search: readonly string[]): string[] {
	const fitting = search.slice(0, maxSearchPaths).filter((domain) => domain.length <= maxDomainLength);
	while (fitting.length > 0 && fitting.join(' ').length > maxSearchCharacters) fitting.pop();
	return fitting;
}

/**
 * Reads the node's file as kubelet does (parseResolvConf): blanks may stand in front, `domain` is not read, `.` is dropped
 * from the search list and the final dot from its domains, and of an option of one name the last one counts.
 */
export function parseNodeResolvConf(text: string): ResolvConf {
	const nameservers: string[] = [];
	let search: string[] = [];
	const options = new Map<string, string>();
	for (const line of text.split('\n')) {
		const [keyword, ...words] = line.trim().split(/\s+/);
		if (keyword === 'nameserver' && words[0] !== undefined) nameservers.push(words[0]);
		if (keyword === 'search') {
			search = words.filter((domain) => domain !== '.').map((domain) => domain.replace(/\.$/, ''));
		}
		if (keyword === 'options') {
			for (const option of words) options.set(option.split(':')[0] ?? option, option);
		}
	}
	return { nameservers, search, options: [...options.values()] };
}

function unique(values: readonly string[]): string[] {
	return [...new Set(values)];
}
