// Invariant: the example nodes are constants, so an answer never depends on the machine it is computed on.

/** What the controllers read of a v1 Node. */
export interface Node {
	readonly name: string;
	/** The label topology.kubernetes.io/zone; absent where the node has none. */
	readonly zone?: string;
	/** The addresses that a Pod with hostNetwork gets, one a family. */
	readonly internalIPs: readonly string[];
}

/** Three nodes in three zones: what manifests cannot tell about a cluster. */
export const exampleNodes: readonly Node[] = ['a', 'b', 'c'].map((letter, index) => ({
	name: `node-${letter}`,
	zone: `zone-${letter}`,
	internalIPs: [`192.168.100.${index + 1}`, `fd00:c0a8::${index + 1}`],
}));

export const zoneLabel = 'topology.kubernetes.io/zone';
