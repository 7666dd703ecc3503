// Invariant: an answer that was computed through a TrackedLookup stays valid as long as isCurrent says so.
import { nearIndexOf } from './near-index.ts';
import { nearServicesOf } from './near-names.ts';
import {
	everything,
	type IndexedObject,
	type ObjectIndex,
	type ObjectLookup,
	question,
} from './object-index.ts';

/** An index that remembers what it was asked, so that a result is computed anew only when one of the answers changed. */
export class TrackedLookup implements ObjectLookup {
	private readonly index: ObjectIndex;
	private readonly asked = new Set<string>();
	private readonly version: number;

	constructor(index: ObjectIndex) {
		this.index = index;
		this.version = index.version;
	}

	/** False once any answer given may be different now. */
	isCurrent(): boolean {
		if (this.index.version === this.version) return true;
		for (const key of this.asked) if (this.index.stampOf(key) > this.version) return false;
		return true;
	}

	find(groupKind: string, namespace: string, name: string): readonly IndexedObject[] {
		this.asked.add(question.object(groupKind, namespace, name));
		return this.index.find(groupKind, namespace, name);
	}

	ofKind(groupKind: string, namespace: string): readonly IndexedObject[] {
		this.asked.add(question.kind(groupKind, namespace));
		return this.index.ofKind(groupKind, namespace);
	}

	podSources(namespace: string, selector: Readonly<Record<string, string>>): readonly IndexedObject[] {
		for (const [key, value] of Object.entries(selector))
			this.asked.add(question.label(namespace, `${key}=${value}`));
		return this.index.podSources(namespace, selector);
	}

	allPodSources(namespace: string): readonly IndexedObject[] {
		this.asked.add(question.pods(namespace));
		return this.index.allPodSources(namespace);
	}

	/** The Pods and workloads that a selector may have narrowly missed. */
	nearPodSources(
		namespace: string,
		selector: Readonly<Record<string, string>>,
		name: string,
	): readonly IndexedObject[] {
		this.asked.add(question.pods(namespace));
		return nearIndexOf(this.index, namespace).candidates(selector, name);
	}

	/** The Services whose names may be meant by one that is written. */
	nearServices(namespace: string, written: string): readonly IndexedObject[] {
		this.asked.add(question.kind('Service', namespace));
		return nearServicesOf(this.index, namespace, written);
	}

	findAnywhere(groupKind: string, name: string): readonly IndexedObject[] {
		this.asked.add(question.anywhere(groupKind, name));
		return this.index.findAnywhere(groupKind, name);
	}

	podSourcesAnywhere(selector: Readonly<Record<string, string>>): readonly IndexedObject[] {
		for (const [key, value] of Object.entries(selector))
			this.asked.add(question.labelAnywhere(`${key}=${value}`));
		return this.index.podSourcesAnywhere(selector);
	}

	claimsOfNodePort(port: number): readonly IndexedObject[] {
		this.asked.add(question.nodePort(port));
		return this.index.claimsOfNodePort(port);
	}

	mentioning(label: string): readonly IndexedObject[] {
		this.asked.add(question.mention(label));
		return this.index.mentioning(label);
	}

	namespaceNames(): readonly string[] {
		this.asked.add(question.names());
		return this.index.namespaceNames();
	}

	all(): Iterable<IndexedObject> {
		this.asked.add(everything);
		return this.index.all();
	}

	/** Remembers that the result depends on the patches over the objects. */
	dependOnPatches(): void {
		this.asked.add(question.patches());
	}

	/** Remembers that the result depends on the whole workspace, as a simulated cluster does. */
	dependOnEverything(): void {
		this.asked.add(everything);
	}
}
