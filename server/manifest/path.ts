// Invariant: a field path is written as the API server writes it (`spec.ports[0].targetPort`, `metadata.labels[app]`).
import { keyOf } from './map-key.ts';
import {
	dereference,
	findPair,
	type ManifestNode,
	type MappingNode,
	type PairNode,
	type TextRange,
} from './node.ts';
import { resolvePlainScalar } from './scalar.ts';

export type PathStep = string | number;

/** `spec.ports[0].name` → ['spec', 'ports', 0, 'name']; `labels[a.b/c]` → ['labels', 'a.b/c']. '' is the root. */
export function parseFieldPath(path: string): PathStep[] {
	const steps: PathStep[] = [];
	let at = 0;
	while (at < path.length) {
		if (path.charAt(at) === '[') {
			const close = path.indexOf(']', at);
			const end = close === -1 ? path.length : close;
			const inside = path.slice(at + 1, end);
			steps.push(/^\d+$/.test(inside) ? Number(inside) : inside);
			at = end + 1;
		} else {
			if (path.charAt(at) === '.') at++;
			const match = /^[^.[]*/.exec(path.slice(at));
			const step = match?.[0] ?? '';
			if (step !== '') steps.push(step);
			at += step.length;
			if (step === '' && path.charAt(at) !== '[') at++;
		}
	}
	return steps;
}

const plainStep = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** The inverse of parseFieldPath: keys that are no plain field name stand in brackets. */
export function formatFieldPath(steps: readonly PathStep[]): string {
	let path = '';
	for (const step of steps) {
		if (typeof step === 'string' && plainStep.test(step)) path += path === '' ? step : `.${step}`;
		else path += `[${step}]`;
	}
	return path;
}

/** Where a path leads in a document's tree. */
export interface Location {
	/** True if the whole path exists; otherwise this is its nearest existing ancestor. */
	readonly exact: boolean;
	/** How many steps of the path exist. */
	readonly depth: number;
	/** Absent at the root and at sequence items. */
	readonly pair?: PairNode;
	/** Absent for `key:` without a value. */
	readonly node?: ManifestNode;
	/** An alias or a merge key led here: what stands here may stand for other places too. */
	readonly shared?: true;
	/** The `-` of the item, where the last existing step is a sequence index. */
	readonly itemStart?: number;
}

/** Follows `steps` from `root`, through aliases and merge keys, as far as they lead. */
export function locate(root: ManifestNode | undefined, steps: readonly PathStep[]): Location {
	let location: Location = { exact: steps.length === 0, depth: 0, ...(root ? { node: root } : {}) };
	for (const [index, step] of steps.entries()) {
		const parent = dereference(location.node);
		const next = stepInto(parent, step);
		if (next === undefined) return { ...location, exact: false };
		const isShared = location.shared || next.shared || parent !== location.node;
		location = {
			...next,
			...(isShared ? { shared: true } : {}),
			exact: index === steps.length - 1,
			depth: index + 1,
		};
	}
	return location;
}

/** The node at `steps`, or undefined. */
export function nodeAtPath(
	root: ManifestNode | undefined,
	steps: readonly PathStep[],
): ManifestNode | undefined {
	const location = locate(root, steps);
	return location.exact ? location.node : undefined;
}

function stepInto(
	parent: ManifestNode | undefined,
	step: PathStep,
): Omit<Location, 'exact' | 'depth'> | undefined {
	if (parent?.kind === 'mapping') {
		const own = findPair(parent, String(step)) ?? findReadPair(parent, String(step));
		const pair = own ?? findMergedPair(parent, String(step), 0);
		return (
			pair && {
				pair,
				...(pair.value ? { node: pair.value } : {}),
				...(own === undefined ? { shared: true } : {}),
			}
		);
	}
	if (parent?.kind === 'sequence' && typeof step === 'number' && step < parent.items.length) {
		const node = parent.items[step];
		const itemStart = parent.itemStarts[step];
		return { ...(node ? { node } : {}), ...(itemStart === undefined ? {} : { itemStart }) };
	}
	return undefined;
}

/** The pair whose key YAML reads as something else than its letters: `y` stands at `true`, `0x10` at `16`. */
function findReadPair(mapping: MappingNode, key: string): PairNode | undefined {
	if (!/^(?:true|false|[-+.\d].*)$/.test(key)) return undefined;
	return mapping.pairs.findLast(({ key: node }) => {
		if (node.kind !== 'scalar' || node.style !== 'plain' || node.tag !== undefined) return false;
		return keyOf(resolvePlainScalar(node.text), node.text)?.text === key;
	});
}

function findMergedPair(mapping: MappingNode, key: string, hops: number): PairNode | undefined {
	const merge = findPair(mapping, '<<');
	if (merge === undefined || hops > 20) return undefined;
	const source = dereference(merge.value);
	const sources = source?.kind === 'sequence' ? source.items.map(dereference) : [source];
	for (const candidate of sources) {
		if (candidate?.kind !== 'mapping') continue;
		const pair = findPair(candidate, key) ?? findMergedPair(candidate, key, hops + 1);
		if (pair !== undefined) return pair;
	}
	return undefined;
}

/** What stands at an offset: the path to it and whether the offset is on a key or a value. */
export interface OffsetLocation {
	readonly path: readonly PathStep[];
	readonly on: 'key' | 'value' | 'gap';
	/** The key or value under the offset; in a gap the innermost collection around it. */
	readonly node?: ManifestNode;
	readonly range: TextRange;
}

/** The innermost thing at `offset` (relative to the document). A range's end counts as inside it: the cursor stands behind the last letter. */
export function pathAtOffset(root: ManifestNode | undefined, offset: number): OffsetLocation | undefined {
	if (root === undefined) return undefined;
	const path: PathStep[] = [];
	let node: ManifestNode = root;
	for (;;) {
		const child: Child | 'key' | undefined = childAt(node, offset, path);
		if (child === 'key') {
			const pair = pairUnder(node as MappingNode, offset);
			const key = pair?.key ?? node;
			return { path, on: 'key', node: key, range: key };
		}
		if (child === undefined) {
			const on = node.kind === 'scalar' || node.kind === 'alias' ? 'value' : 'gap';
			return { path, on, node, range: node };
		}
		node = child.node;
	}
}

interface Child {
	readonly node: ManifestNode;
}

function childAt(node: ManifestNode, offset: number, path: PathStep[]): Child | 'key' | undefined {
	if (node.kind === 'mapping') {
		const pair = pairUnder(node, offset);
		if (pair === undefined) return undefined;
		path.push(pair.key.kind === 'scalar' ? pair.key.text : '');
		if (holds(pair.key, offset)) return 'key';
		return pair.value && holds(pair.value, offset) ? { node: pair.value } : 'key';
	}
	if (node.kind === 'sequence') {
		const index = node.items.findIndex((item, at) => {
			const start = node.itemStarts[at] ?? item?.start ?? 0;
			return item !== undefined && offset >= start && offset <= item.end;
		});
		const item = node.items[index];
		if (item === undefined) return undefined;
		path.push(index);
		return { node: item };
	}
	return undefined;
}

function pairUnder(mapping: MappingNode, offset: number): PairNode | undefined {
	return mapping.pairs.find((pair) => offset >= pair.start && offset <= pair.end);
}

function holds(range: TextRange, offset: number): boolean {
	return offset >= range.start && offset <= range.end;
}
