// Invariant: the example nodes are constants, so an answer never depends on the machine it is computed on.

/** What the controllers read of a v1 Node. */
export interface Node {
	readonly name: string;
	/** The label topology.kubernetes.io/zone; absent where the node has none. */
	readonly zone?: string;
	/** The addresses that a Pod with hostNetwork gets, one a family. */
	readonly internalIPs: readonly string[];
}

const zones = ['zone-a', 'zone-b', 'zone-c'];

/** Three nodes in three zones: what manifests cannot tell about a cluster. */
export const exampleNodes: readonly Node[] = zones.map((_, index) => newNode(index));

const furtherNodes: Node[] = [];

/**
 * A node by its number, from 0. Pods with ports on their hosts get one each, so there are as many as they need:
 * node-a … node-c are the example nodes, node-d and so on follow.
 */
export function exampleNode(index: number): Node {
	const known = exampleNodes[index] ?? furtherNodes[index];
	if (known !== undefined) return known;
	const made = newNode(index);
	furtherNodes[index] = made;
	return made;
}

/** The node of that name; one that only a manifest names is taken to exist, without a zone and addresses. */
export function nodeNamed(name: string): Node {
	const index = indexOfName(name);
	return index === undefined ? { name, internalIPs: [] } : exampleNode(index);
}

function newNode(index: number): Node {
	const offset = index + 1;
	return {
		name: `node-${letters(index)}`,
		zone: zones[index % zones.length] ?? '',
		internalIPs: [`192.168.${100 + (offset >> 8)}.${offset & 255}`, `fd00:c0a8::${offset.toString(16)}`],
	};
}

/** a … z, aa, ab … */
function letters(index: number): string {
	const rest = Math.floor(index / 26) - 1;
	return `${rest < 0 ? '' : letters(rest)}${String.fromCharCode(97 + (index % 26))}`;
}

function indexOfName(name: string): number | undefined {
	const word = /^node-([a-z]{1,3})$/.exec(name)?.[1];
	if (word === undefined) return undefined;
	return [...word].reduce((index, letter) => (index + 1) * 26 + letter.charCodeAt(0) - 97, -1);
}

export const zoneLabel = 'topology.kubernetes.io/zone';
