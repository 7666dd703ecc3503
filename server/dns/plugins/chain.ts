// Invariant: a query passes a block's plugins in CoreDNS's order; behind the last one stands failure.
import type { Cluster } from '../../cluster/cluster.ts';
import { Rcode } from '../codes.ts';
import type { CorefileBlock } from '../corefile/corefile.ts';
import { bufsize } from './bufsize.ts';
import { cache } from './cache.ts';
import { forward } from './forward.ts';
import { defaultHostsPath, hosts } from './hosts.ts';
import { indexOf } from './kubernetes/cluster-index.ts';
import { Finder } from './kubernetes/found.ts';
import { Kubernetes } from './kubernetes/kubernetes.ts';
import { loadbalance } from './loadbalance.ts';
import { failed, type Next, type Plugin } from './plugin.ts';
import type { SimulatedPlugin } from './read-plugin.ts';
import { rewrite } from './rewrite/rewrite.ts';
import { template } from './template.ts';

/** What the plugins of every block share. */
export interface PluginSurroundings {
	readonly cluster: Cluster;
	/** The addresses that the server is thought to run on; with `bind` CoreDNS finds none. Default: none. */
	readonly localAddresses?: readonly string[];
	/** Unix time of the cluster's last change: the SOA's serial. Default 0, as before any change. */
	readonly serial?: number;
	/** The serial of multicluster zones. Default 0: only a changed import sets it. */
	readonly multiclusterSerial?: number;
	/** False as long as the objects were not listed once. Default true. */
	readonly synced?: boolean;
	/** The text of a file that the Corefile names (`hosts`); undefined if there is none. Default: there are none. */
	readonly readFile?: (path: string) => string | undefined;
}

/** The chain of a server block; undefined if no plugin of it takes part in queries. */
export function chainOf(block: CorefileBlock, options: PluginSurroundings): Next | undefined {
	if (!block.hasPlugins) return undefined;
	const last = block.plugins.at(-1)?.name ?? block.missing.at(-1) ?? 'errors';
	let chain: Next = (request) => {
		for (const name of block.missing) request.surroundings.note(`plugin/${name} is not simulated`);
		request.surroundings.note(`plugin/${last}: no next plugin found`);
		return failed(Rcode.SERVFAIL);
	};
	for (const configured of block.plugins.toReversed()) {
		const plugin = create(configured, block, options);
		const next = chain;
		chain = (request) => plugin(request, next);
	}
	return chain;
}

function create(configured: SimulatedPlugin, block: CorefileBlock, options: PluginSurroundings): Plugin {
	switch (configured.name) {
		case 'bufsize':
			return bufsize(configured.options);
		case 'loadbalance':
			return loadbalance(configured.options);
		case 'rewrite':
			return rewrite(configured.options);
		case 'cache':
			return cache(configured.options);
		case 'template':
			return template(configured.options);
		case 'hosts': {
			const { path } = configured.options;
			return hosts(configured.options, path === defaultHostsPath ? undefined : options.readFile?.(path));
		}
		case 'kubernetes': {
			const { labels, namespaceLabels } = configured.options;
			const index = indexOf(options.cluster, labels, namespaceLabels);
			return new Kubernetes(new Finder(index, configured.options), {
				localAddresses: block.bind.length > 0 ? [] : (options.localAddresses ?? []),
				synced: options.synced ?? true,
				serial: options.serial ?? 0,
				multiclusterSerial: options.multiclusterSerial ?? 0,
			}).plugin;
		}
		case 'forward':
			return forward(configured.options);
	}
}
