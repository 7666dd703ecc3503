// Invariant: connections are expected values, rounded so that with `lost` they add up to the number asked for; the same
// input gives the same numbers, and no words are made here.

/** How a program turns a name into connections. */
export type ClientKind =
	/** Connects to the Service's virtual IP, whatever else it does: kube-proxy picks the Pod. */
	| 'kube-proxy'
	/** Resolves for each connection and takes the first address. */
	| 'first'
	/** Resolves for each connection and takes any address. */
	| 'random'
	/** Resolves once, takes the first address and never asks again. */
	| 'once';

export const clientKinds: readonly ClientKind[] = ['kube-proxy', 'first', 'random', 'once'];

/** What stands behind the name. */
export type TrafficTarget =
	| {
			readonly kind: 'virtual-ip';
			readonly address: string;
			/** The Pods that kube-proxy sends to. */
			readonly endpoints: readonly string[];
			/** `sessionAffinity: ClientIP`: all connections of one client go to one Pod. */
			readonly affinity?: boolean;
	  }
	| {
			readonly kind: 'addresses';
			/** The answer, in the name server's order. */
			readonly addresses: readonly string[];
			/** CoreDNS's `loadbalance` shuffles each answer; without it all answers have the same order. */
			readonly shuffled: boolean;
			/** How the stub resolver sorts an answer (StubResolver.order); it leaves the order alone where absent. */
			readonly order?: (addresses: readonly string[]) => readonly string[];
			/** Addresses that accept no connection: Pods that are published but not ready. */
			readonly refusing?: ReadonlySet<string>;
	  };

/** Why the connections go where they go; the caller has the words. */
export type Explanation =
	/** kube-proxy picks a Pod for each connection. (`address`, `pods`) */
	| 'proxy-spreads'
	/** kube-proxy keeps a client at one Pod. (`address`, `pod`) */
	| 'proxy-affinity'
	/** No Pod is ready: kube-proxy rejects the connection. (`address`) */
	| 'proxy-no-endpoints'
	/** The name has no virtual IP, so kube-proxy has no part in this. */
	| 'no-virtual-ip'
	/** The name has no address. */
	| 'no-address'
	/** There is only one address to choose. (`address`) */
	| 'only-address'
	/** Each answer comes in another order, so "the first" is another Pod each time. (`pods`) */
	| 'first-of-shuffled'
	/** The stub resolver sorts some addresses to the front (its own subnet's). (`pods`, `preferred`) */
	| 'first-of-preferred'
	/** All answers have the same order. (`address`, `pods`) */
	| 'first-of-fixed'
	/** The client chooses by chance. (`pods`) */
	| 'random-of-all'
	/** The address of the first answer stays in use, whatever DNS says later. (`address`, `pods`) */
	| 'kept';

export interface Share {
	readonly address: string;
	/** Connections that arrive. */
	readonly connections: number;
	/** Connections that this address refuses. */
	readonly refused: number;
}

export interface Traffic {
	/** One for each Pod, in the order given. */
	readonly shares: readonly Share[];
	/** Connections that reach no Pod, the refused ones included. */
	readonly lost: number;
	readonly explanation: Explanation;
	readonly parameters: Readonly<Record<string, string | number>>;
}

/** Where `connections` (a whole number, 0 or more) of a client go. */
export function traffic(client: ClientKind, target: TrafficTarget, connections: number): Traffic {
	return target.kind === 'virtual-ip'
		? throughProxy(target, connections)
		: direct(client, target, connections);
}

type VirtualIP = Extract<TrafficTarget, { kind: 'virtual-ip' }>;
type Addresses = Extract<TrafficTarget, { kind: 'addresses' }>;

/** kube-proxy in its iptables and nftables modes gives each ready endpoint the same chance. */
function throughProxy({ address, endpoints, affinity }: VirtualIP, connections: number): Traffic {
	const [first] = endpoints;
	if (first === undefined) {
		return { shares: [], lost: connections, explanation: 'proxy-no-endpoints', parameters: { address } };
	}
	if (affinity === true && endpoints.length > 1) {
		const shares = sharesOf(endpoints, [first], connections);
		return { ...shares, explanation: 'proxy-affinity', parameters: { address, pod: first } };
	}
	const shares = sharesOf(endpoints, endpoints, connections);
	return { ...shares, explanation: 'proxy-spreads', parameters: { address, pods: endpoints.length } };
}

function direct(client: ClientKind, target: Addresses, connections: number): Traffic {
	const { addresses, refusing } = target;
	const none = addresses.map((address) => ({ address, connections: 0, refused: 0 }));
	if (client === 'kube-proxy') {
		return { shares: none, lost: 0, explanation: 'no-virtual-ip', parameters: {} };
	}
	const pods = new Set(addresses).size;
	const choice = chosen(client, target);
	const [address] = choice.addresses;
	if (address === undefined) {
		return { shares: [], lost: connections, explanation: 'no-address', parameters: {} };
	}
	const shares = sharesOf([...new Set(addresses)], choice.addresses, connections, refusing);
	if (pods === 1) return { ...shares, explanation: 'only-address', parameters: { address } };
	const { explanation } = choice;
	if (explanation === 'first-of-preferred') {
		return { ...shares, explanation, parameters: { pods, preferred: choice.addresses.length } };
	}
	const one = explanation === 'first-of-fixed' || explanation === 'kept';
	return { ...shares, explanation, parameters: one ? { address, pods } : { pods } };
}

/** The addresses that get an equal part, and why. */
function chosen(
	client: Exclude<ClientKind, 'kube-proxy'>,
	{ addresses, shuffled, order = (unsorted) => unsorted }: Addresses,
): { addresses: readonly string[]; explanation: Explanation } {
	const distinct = [...new Set(addresses)];
	if (client === 'random') return { addresses: distinct, explanation: 'random-of-all' };
	const first = order(distinct).slice(0, 1);
	if (client === 'once') return { addresses: first, explanation: 'kept' };
	if (!shuffled) return { addresses: first, explanation: 'first-of-fixed' };
	const front = distinct.filter((address) => first.every((best) => canLead(address, best, order)));
	return front.length === distinct.length
		? { addresses: front, explanation: 'first-of-shuffled' }
		: { addresses: front, explanation: 'first-of-preferred' };
}

/** True if the sort leaves the address in front where it stood in front of the best one. */
function canLead(address: string, best: string, order: NonNullable<Addresses['order']>): boolean {
	return address === best || order([address, best])[0] === address;
}

/** Equal parts for `chosen`; what cannot be divided goes to the first ones. */
function sharesOf(
	addresses: readonly string[],
	chosenOnes: readonly string[],
	connections: number,
	refusing: ReadonlySet<string> = new Set(),
): Pick<Traffic, 'shares' | 'lost'> {
	const whole = Math.floor(connections / chosenOnes.length);
	const rest = connections - whole * chosenOnes.length;
	const places = new Map(chosenOnes.map((address, place) => [address, place]));
	const shares = addresses.map((address): Share => {
		const place = places.get(address);
		const sent = place === undefined ? 0 : whole + (place < rest ? 1 : 0);
		return refusing.has(address)
			? { address, connections: 0, refused: sent }
			: { address, connections: sent, refused: 0 };
	});
	return { shares, lost: shares.reduce((sum, { refused }) => sum + refused, 0) };
}
