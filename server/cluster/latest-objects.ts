// Invariant: of several objects with one kind and name the last counts, as if all were applied in order.
import type { KubernetesObject } from '../kubernetes/objects/read.ts';

interface Entry {
	readonly object: KubernetesObject;
	readonly rivals: Entry[];
	/** The replacement in which the object was seen last, and where it stood then. */
	round: number;
	position: number;
	counts: boolean;
}

/** The objects of one namespace, by kind and name. */
export class LatestObjects {
	private readonly entries = new Map<KubernetesObject, Entry>();
	/** Entries of one kind and name share a list. */
	private readonly byName = new Map<string, Entry[]>();
	private order: readonly Entry[] = [];
	private round = 0;

	/** Takes these objects instead of the ones before; tells which of them began and ceased to count. */
	replace(objects: readonly KubernetesObject[]): { added: KubernetesObject[]; removed: KubernetesObject[] } {
		this.round++;
		const order: Entry[] = [];
		const changed = new Set<Entry[]>();
		for (const [position, object] of objects.entries()) {
			const known = this.entries.get(object);
			const entry = known ?? this.insert(object);
			if (known === undefined) changed.add(entry.rivals);
			// Whose turn it is may change when two of one name change places.
			else if (entry.rivals.length > 1) changed.add(entry.rivals);
			entry.round = this.round;
			entry.position = position;
			order.push(entry);
		}
		const removed: KubernetesObject[] = [];
		for (const entry of this.entries.values()) {
			if (entry.round === this.round) continue;
			this.entries.delete(entry.object);
			entry.rivals.splice(entry.rivals.indexOf(entry), 1);
			changed.add(entry.rivals);
			if (entry.rivals.length === 0) this.byName.delete(nameOf(entry.object));
			if (entry.counts) removed.push(entry.object);
		}
		const added: KubernetesObject[] = [];
		for (const rivals of changed) {
			const winner = rivals.reduce<Entry | undefined>(
				(last, entry) => (last === undefined || entry.position > last.position ? entry : last),
				undefined,
			);
			for (const entry of rivals) {
				const counts = entry === winner;
				if (counts && !entry.counts) added.push(entry.object);
				if (!counts && entry.counts) removed.push(entry.object);
				entry.counts = counts;
			}
		}
		this.order = order;
		return { added, removed };
	}

	*inOrder(): Iterable<KubernetesObject> {
		for (const [position, entry] of this.order.entries()) {
			if (entry.counts && entry.position === position) yield entry.object;
		}
	}

	find(kind: string, name: string): KubernetesObject | undefined {
		return this.byName.get(`${kind}/${name}`)?.find(({ counts }) => counts)?.object;
	}

	private insert(object: KubernetesObject): Entry {
		const name = nameOf(object);
		const rivals = this.byName.get(name) ?? [];
		this.byName.set(name, rivals);
		const entry: Entry = { object, rivals, round: 0, position: 0, counts: false };
		rivals.push(entry);
		this.entries.set(object, entry);
		return entry;
	}
}

function nameOf({ kind, metadata }: KubernetesObject): string {
	return `${kind}/${metadata.name}`;
}
