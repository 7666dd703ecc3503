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

export interface Posting {
	readonly groups: Set<PodGroup>;
	stamp: number;
}

/** Grows when the answer to a selector with these postings may have changed. */
export function stampOf(postings: readonly Posting[]): number {
	let stamp = Number.POSITIVE_INFINITY;
	// A Pod that matches carries every pair, so a change of one moved all their stamps.
	for (const posting of postings) stamp = Math.min(stamp, posting.stamp);
	return stamp;
}

/** The Pods of one namespace by their labels. */
export class PodIndex {
	private readonly postings = new Map<string, Posting>();
	private readonly bySelector = new WeakMap<StringMap, readonly Posting[]>();
	private clock = 0;

	add(group: PodGroup): void {
		for (const posting of this.touch(group)) posting.groups.add(group);
	}

	remove(group: PodGroup): void {
		for (const posting of this.touch(group)) posting.groups.delete(group);
	}

	/** The Pods that carry all these labels; an empty selector selects none. */
	select(selector: StringMap): readonly Pod[] {
		const postings = this.postingsOf(selector);
		const [first] = postings;
		if (first === undefined) return [];
		const smallest = postings.reduce(
			(least, other) => (other.groups.size < least.groups.size ? other : least),
			first,
		);
		const groups = [...smallest.groups].filter((group) => postings.every((other) => other.groups.has(group)));
		if (groups.length > 1) groups.sort((a, b) => (a.key < b.key ? -1 : 1));
		const pairs = Object.entries(selector);
		return groups.flatMap(({ pods }) =>
			pods.filter(({ metadata }) => pairs.every(([key, value]) => metadata.labels[key] === value)),
		);
	}

	/** What the answer to a selector rests on, for stampOf. It stays the same for good. */
	postingsOf(selector: StringMap): readonly Posting[] {
		const known = this.bySelector.get(selector);
		if (known !== undefined) return known;
		const postings = Object.entries(selector).map((pair) => this.postingOf(label(pair)));
		this.bySelector.set(selector, postings);
		return postings;
	}

	private touch(group: PodGroup): readonly Posting[] {
		this.clock++;
		const labels = new Set<string>();
		for (const { metadata } of group.pods) {
			for (const pair of Object.entries(metadata.labels)) labels.add(label(pair));
		}
		return [...labels].map((text) => {
			const posting = this.postingOf(text);
			posting.stamp = this.clock;
			return posting;
		});
	}

	/** A posting stays for good, so that whoever holds one sees its stamp move. */
	private postingOf(text: string): Posting {
		const known = this.postings.get(text);
		if (known !== undefined) return known;
		const made: Posting = { groups: new Set(), stamp: 0 };
		this.postings.set(text, made);
		return made;
	}
}

function label([key, value]: readonly [string, string]): string {
	return `${key}=${value}`;
}
