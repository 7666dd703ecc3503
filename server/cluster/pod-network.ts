// Invariant: a Pod's addresses depend on its name, its node and the ranges; another Pod can take them only where the two
// names ask for one number (see address-pool.ts).
import type { Pod } from '../kubernetes/objects/pod.ts';
import { AddressPool } from './address-pool.ts';
import { type AddressRange, addressAt, familyOf, partOf } from './address-range.ts';
import { exampleNodes, type Node } from './nodes.ts';
import type { PlannedPod } from './pods/planned-pod.ts';

/** A node's parts of the Pod ranges; the same number is used in each, so that a Pod's addresses look alike. */
interface NodeNetwork {
	readonly ranges: readonly AddressRange[];
	readonly pool: AddressPool;
}

/** Four equal parts: one for each example node and one for all nodes that manifests name. */
const parts = 4;

/** Hands out Pod addresses from the nodes' parts of the Pod ranges. */
export class PodNetwork {
	private readonly nodes: readonly NodeNetwork[];
	private readonly families: readonly string[];
	private readonly made = new WeakMap<
		PlannedPod,
		{ readonly number: number | undefined; readonly pod: Pod }
	>();

	constructor(podCIDRs: readonly string[]) {
		this.nodes = Array.from({ length: parts }, (_, part) => {
			const ranges = podCIDRs.flatMap((cidr) => partOf(cidr, part, parts) ?? []);
			// Without the network's own address, the gateway's and the broadcast address.
			const last = Math.min(...ranges.map(({ size }) => size)) - 2;
			return { ranges, pool: new AddressPool(ranges.length === 0 ? [] : [{ first: 2, last }]) };
		});
		this.families = (this.nodes[0]?.ranges ?? []).map(({ family }) => family);
	}

	/** Grows when a Pod that had addresses may have got others. */
	get version(): number {
		return this.nodes.reduce((sum, { pool }) => sum + pool.version, 0);
	}

	hold(planned: PlannedPod): void {
		if (takesFromPool(planned)) this.networkOf(planned.node)?.pool.hold(planned.id);
	}

	release(planned: PlannedPod): void {
		if (takesFromPool(planned)) this.networkOf(planned.node)?.pool.release(planned.id);
	}

	/** The Pod with its addresses, the same object as long as they stay. A Pod that gets none waits for its sandbox. */
	assign(planned: PlannedPod): Pod {
		const { pod, node } = planned;
		if (!planned.hasAddress) return pod;
		const network = this.networkOf(node);
		const number = takesFromPool(planned) ? network?.pool.numberOf(planned.id) : undefined;
		const known = this.made.get(planned);
		if (known !== undefined && known.number === number) return known.pod;
		const podIPs = pod.spec.hostNetwork ? this.hostAddresses(node) : this.addressesAt(network, number);
		const status = podIPs.length > 0 ? { ...pod.status, podIPs } : { phase: 'Pending', podIPs, ready: false };
		const made = { ...pod, status };
		this.made.set(planned, { number, pod: made });
		return made;
	}

	private hostAddresses({ internalIPs }: Node): readonly string[] {
		return this.families.flatMap((family) => internalIPs.find((ip) => familyOf(ip) === family) ?? []);
	}

	private addressesAt(network: NodeNetwork | undefined, number: number | undefined): readonly string[] {
		if (network === undefined || number === undefined) return [];
		return network.ranges.map((range) => addressAt(range, number));
	}

	private networkOf(node: Node): NodeNetwork | undefined {
		const index = exampleNodes.indexOf(node);
		return this.nodes[index === -1 ? parts - 1 : index];
	}
}

function takesFromPool({ pod, hasAddress }: PlannedPod): boolean {
	return hasAddress && !pod.spec.hostNetwork;
}
