// Invariant: the text that stands for what the cluster runs is the last commit's; where none is known, the one at opening.
import { isObject, type JsonObject } from '../kubernetes/objects/json.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { objectsOf } from './manifest-object.ts';
import { groupKindOf, type IndexedObject } from './object-index.ts';

export interface RunningObject {
	readonly value: JsonObject;
	/** The text of its document, and of nothing else. */
	readonly text: string;
}

/** What files said when they were last committed or opened. */
export class RunningState {
	private readonly texts = new Map<
		string,
		{ readonly text: string | null; readonly from: 'commit' | 'opening' }
	>();
	private readonly objects = new Map<string, ReadonlyMap<string, RunningObject>>();
	private changes = 0;

	/** Grows with every change. */
	get version(): number {
		return this.changes;
	}

	/** The file's text at opening; a commit's text, once known, wins. */
	opened(uri: string, text: string): void {
		if (this.texts.get(uri)?.from !== 'commit') this.set(uri, text, 'opening');
	}

	/** The file's committed text; null if it is not committed. */
	committed(uri: string, text: string | null): void {
		this.set(uri, text, 'commit');
	}

	/** Forgets a file's text at opening when it is closed; the next opening counts. */
	closed(uri: string): void {
		if (this.texts.get(uri)?.from === 'opening') this.drop(uri);
	}

	/** The object as it runs, if a file of that URI had it. */
	of({ uri, object, groupKind }: IndexedObject): RunningObject | undefined {
		const text = this.texts.get(uri)?.text;
		if (text === undefined || text === null) return undefined;
		const known = this.objects.get(uri) ?? readObjects(text);
		this.objects.set(uri, known);
		return known.get(`${groupKind} ${object.writtenNamespace} ${object.name}`);
	}

	private set(uri: string, text: string | null, from: 'commit' | 'opening'): void {
		this.changes++;
		this.texts.set(uri, { text, from });
		this.objects.delete(uri);
	}

	private drop(uri: string): void {
		this.changes++;
		this.texts.delete(uri);
		this.objects.delete(uri);
	}
}

function readObjects(text: string): ReadonlyMap<string, RunningObject> {
	const objects = new Map<string, RunningObject>();
	for (const { document } of parseManifest(text).documents) {
		for (const { apiVersion, kind, name, writtenNamespace, value, path } of objectsOf(document)) {
			if (path.length > 0 || name === '' || !isObject(value)) continue;
			objects.set(`${groupKindOf(apiVersion, kind)} ${writtenNamespace} ${name}`, {
				value,
				text: document.text,
			});
		}
	}
	return objects;
}
