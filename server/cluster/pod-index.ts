// Invariant: a look-up costs what it returns, not what the namespace holds; and a stamp that has not moved means that the
// answer to a selector has not changed.
import type { StringMap } from '../kubernetes/objects/json.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';

/** The Pods of one source. They are indexed together, as most of their labels are the same. */
export interface PodGroup {
	/** Answers are ordered by it. */
	readonly key: string;
	readonly pods: readonly Pod[];
}

interface Posting {
	readonly groups: Set<PodGroup>;
	stamp: number;
}

/** The Pods of one namespace by their labels. */
export class PodIndex {
	private readonly postings = new Map<string, Posting>();
	private clock = 0;

	add(group: PodGroup): void {
		for (const posting of this.touch(group)) posting.groups.add(group);
	}

	remove(group: PodGroup): void {
		for (const posting of this.touch(group)) posting.groups.delete(group);
	}

	/** The Pods that carry all these labels; an empty selector selects none. */
	select(selector: StringMap): readonly Pod[] {
		const pairs = Object.entries(selector);
		const sets = pairs.map((pair) => this.postings.get(label(pair))?.groups);
		const [first] = sets;
		if (first === undefined) return [];
		const smallest = sets.reduce(
			(least, set) => ((set?.size ?? 0) < (least?.size ?? 0) ? set : least),
			first,
		);
		const groups = [...(smallest ?? [])].filter((group) => sets.every((set) => set?.has(group)));
		if (groups.length > 1) groups.sort((a, b) => (a.key < b.key ? -1 : 1));
		return groups.flatMap(({ pods }) =>
			pods.filter(({ metadata }) => pairs.every(([key, value]) => metadata.labels[key] === value)),
		);
	}

	/** Grows when the answer to the selector may have changed. */
	stampOf(selector: StringMap): number {
		let stamp = Number.POSITIVE_INFINITY;
		// A Pod that matches carries every pair, so a change of one moved all their stamps.
		for (const pair of Object.entries(selector))
			stamp = Math.min(stamp, this.postings.get(label(pair))?.stamp ?? 0);
		return stamp;
	}

	private touch(group: PodGroup): readonly Posting[] {
		this.clock++;
		const labels = new Set(group.pods.flatMap(({ metadata }) => Object.entries(metadata.labels).map(label)));
		return [...labels].map((text) => {
			const known = this.postings.get(text);
			const posting = known ?? { groups: new Set<PodGroup>(), stamp: this.clock };
			posting.stamp = this.clock;
			if (known === undefined) this.postings.set(text, posting);
			return posting;
		});
	}
}

function label([key, value]: readonly [string, string]): string {
	return `${key}=${value}`;
}
