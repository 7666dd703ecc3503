// Invariant: of several objects with one kind and name the last counts, as if all were applied in order.
import type { KubernetesObject } from '../kubernetes/objects/read.ts';

/** An object in the list. */
interface Entry<Part> {
	readonly object: KubernetesObject;
	readonly rivals: Entry<Part>[];
	/** What was made of the object, once somebody asked. */
	part: Part | undefined;
	/** The replacement in which the object was seen last, and where it stood then. */
	round: number;
	position: number;
	counts: boolean;
}

interface Replacement {
	readonly added: readonly KubernetesObject[];
	readonly removed: readonly KubernetesObject[];
}

/** With more changes than this the whole list is gone through. */
const mostExchanged = 16;

/** The objects of one namespace, by kind and name. */
export class LatestObjects<Part> {
	private readonly makePart: (object: KubernetesObject) => Part;
	private readonly entries = new Map<KubernetesObject, Entry<Part>>();
	/** Entries of one kind and name share a list. */
	private readonly byName = new Map<string, Entry<Part>[]>();
	private order: Entry<Part>[] = [];
	private round = 0;

	/** `makePart` is asked once for each object that counts. */
	constructor(makePart: (object: KubernetesObject) => Part) {
		this.makePart = makePart;
	}

	/** Takes these objects instead of the ones before; tells which of them began and ceased to count. */
	replace(objects: readonly KubernetesObject[]): Replacement {
		const exchanged = this.exchange(objects);
		if (exchanged !== undefined) return exchanged;
		this.round++;
		const order: Entry<Part>[] = [];
		const changed = new Set<Entry<Part>[]>();
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
			const winner = rivals.reduce<Entry<Part> | undefined>(
				(last, entry) => (last === undefined || entry.position > last.position ? entry : last),
				undefined,
			);
			for (const entry of rivals) {
				const counts = entry === winner;
				if (counts && !entry.counts) added.push(entry.object);
				if (!counts && entry.counts) removed.push(entry.object);
				if (!counts) entry.part = undefined;
				entry.counts = counts;
			}
		}
		this.order = order;
		return { added, removed };
	}

	/** Visits what was made of each that counts, in order. */
	eachPart(visit: (part: Part) => void): void {
		for (let index = 0; index < this.order.length; index++) {
			const entry = this.order[index];
			if (entry === undefined || !entry.counts || entry.position !== index) continue;
			entry.part ??= this.makePart(entry.object);
			visit(entry.part);
		}
	}

	find(kind: string, name: string): KubernetesObject | undefined {
		return this.byName.get(`${kind}/${name}`)?.find(({ counts }) => counts)?.object;
	}

	/** The usual case, when a person types in one of many: at a few places there is another object of the same name. */
	private exchange(objects: readonly KubernetesObject[]): Replacement | undefined {
		if (objects.length !== this.order.length) return undefined;
		const added = new Set<KubernetesObject>();
		const replaced: Entry<Part>[] = [];
		for (let index = 0; index < objects.length; index++) {
			const [entry, next] = [this.order[index], objects[index]];
			if (entry === undefined || next === undefined || next === entry.object) continue;
			const isAlone = entry.counts && entry.rivals.length === 1 && entry.position === index;
			if (!isAlone || nameOf(next) !== nameOf(entry.object) || this.entries.has(next)) return undefined;
			replaced.push(entry);
			added.add(next);
			if (replaced.length > mostExchanged || added.size < replaced.length) return undefined;
		}
		const removed = replaced.map(({ object }) => object);
		for (const [place, object] of [...added].entries()) {
			const old = replaced[place];
			if (old === undefined) continue;
			const entry: Entry<Part> = { ...old, object, part: undefined };
			entry.rivals.splice(0, 1, entry);
			this.entries.delete(old.object);
			this.entries.set(object, entry);
			this.order[entry.position] = entry;
		}
		return { added: [...added], removed };
	}

	private insert(object: KubernetesObject): Entry<Part> {
		const name = nameOf(object);
		const rivals = this.byName.get(name) ?? [];
		this.byName.set(name, rivals);
		const entry: Entry<Part> = { object, rivals, part: undefined, round: 0, position: 0, counts: false };
		rivals.push(entry);
		this.entries.set(object, entry);
		return entry;
	}
}

function nameOf({ kind, metadata }: KubernetesObject): string {
	return `${kind}/${metadata.name}`;
}
