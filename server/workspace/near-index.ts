// Invariant: built once a version of the index; asking costs what may be near, not what the namespace holds.
import { likenessKey } from './near-miss.ts';
import { type IndexedObject, type ObjectIndex, podLabelsOf } from './object-index.ts';

type Labels = Readonly<Record<string, string>>;

/** How many workloads of one kind of likeness are looked at: where more are alike, none of them was meant alone. */
const most = 50;

/** The Pods and workloads of a namespace by everything that a slip of the pen may leave as it was. */
export class NearIndex {
	private readonly sources = new Map<string, Set<IndexedObject>>();

	constructor(sources: Iterable<IndexedObject>) {
		for (const source of sources) {
			const labels = Object.entries(podLabelsOf(source) ?? {});
			if (labels.length === 0) continue;
			this.add(`name ${source.name}`, source);
			for (const [key, value] of labels) for (const sign of signsOf(key, value)) this.add(sign, source);
			for (const [key, value] of Object.entries(source.typed?.metadata.labels ?? {}))
				this.add(`own ${key}=${value}`, source);
		}
	}

	/** Those that a selector may have narrowly missed. */
	candidates(selector: Labels, name: string): readonly IndexedObject[] {
		const found = new Set<IndexedObject>(this.of(`name ${name}`));
		for (const [key, value] of Object.entries(selector)) {
			for (const sign of [...signsOf(key, value), `own ${key}=${value}`])
				for (const source of this.of(sign)) found.add(source);
		}
		return [...found];
	}

	private add(sign: string, source: IndexedObject): void {
		const known = this.sources.get(sign);
		if (known === undefined) this.sources.set(sign, new Set([source]));
		else if (known.size <= most) known.add(source);
	}

	private of(sign: string): Iterable<IndexedObject> {
		const known = this.sources.get(sign);
		return known === undefined || known.size > most ? [] : known;
	}
}

/** What a label and its misspelling have in common: the value, however it is spelled, or how it begins or ends. */
function* signsOf(key: string, value: string): Iterable<string> {
	const plain = likenessKey(value);
	yield `word ${plain}`;
	yield `pair ${key}=${value}`;
	if (plain.length < 4) return;
	yield `head ${key} ${plain.slice(0, 4)}`;
	yield `tail ${key} ${plain.slice(-4)}`;
}

const built = new WeakMap<ObjectIndex, Map<string, { readonly version: number; readonly near: NearIndex }>>();

export function nearIndexOf(index: ObjectIndex, namespace: string): NearIndex {
	const byNamespace = built.get(index) ?? new Map();
	built.set(index, byNamespace);
	const known = byNamespace.get(namespace);
	if (known?.version === index.version) return known.near;
	const near = new NearIndex(index.allPodSources(namespace));
	byNamespace.set(namespace, { version: index.version, near });
	return near;
}
