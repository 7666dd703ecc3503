// Invariant: a file's objects in the index are those of its current documents. An edit replaces the objects of the
// documents that it touched; all others keep their identity, and what was computed from them stays valid.
import {
	editManifest,
	type Manifest,
	type ManifestDocument,
	parseManifest,
	type TextChange,
} from '../manifest/manifest.ts';
import { objectsOf } from './manifest-object.ts';
import { type IndexedObject, ObjectIndex, toIndexedObject } from './object-index.ts';
import { relevantKinds } from './relevant-kinds.ts';
import { defaultSettings } from './settings.ts';
import { isBinary, mayBeOfKind } from './text-scan.ts';

export interface WorkspaceFile {
	readonly uri: string;
	readonly manifest: Manifest;
	/** Why the file is not looked at, if so. */
	readonly unread?: 'too-large' | 'binary';
}

export interface WorkspaceOptions {
	/** In bytes of UTF-8, judged by UTF-16 units; larger files get no analysis. */
	readonly maxFileSize: number;
	readonly defaultNamespace: string;
}

export const defaultWorkspaceOptions: WorkspaceOptions = {
	maxFileSize: defaultSettings.maxFileSize,
	defaultNamespace: 'default',
};

export class Workspace {
	readonly index = new ObjectIndex();
	private readonly options: WorkspaceOptions;
	private readonly byUri = new Map<string, WorkspaceFile>();
	private readonly indexed = new Map<ManifestDocument, readonly IndexedObject[]>();

	constructor(options: Partial<WorkspaceOptions> = {}) {
		this.options = { ...defaultWorkspaceOptions, ...options };
	}

	file(uri: string): WorkspaceFile | undefined {
		return this.byUri.get(uri);
	}

	files(): Iterable<WorkspaceFile> {
		return this.byUri.values();
	}

	/** Sets a file's whole text, as when it is opened or read. */
	setText(uri: string, text: string): void {
		this.replace(
			uri,
			this.fileFor(uri, text, () => parseManifest(text)),
		);
	}

	/** Applies one replaced range, as when a person types. */
	edit(uri: string, newText: string, change: TextChange): void {
		const old = this.byUri.get(uri);
		if (old === undefined || old.unread !== undefined) this.setText(uri, newText);
		else
			this.replace(
				uri,
				this.fileFor(uri, newText, () => editManifest(old.manifest, newText, change)),
			);
	}

	remove(uri: string): void {
		const old = this.byUri.get(uri);
		if (old === undefined) return;
		this.byUri.delete(uri);
		for (const { document } of old.manifest.documents) this.unindex(document);
	}

	/** The objects of a document, in order. */
	objectsIn(document: ManifestDocument): readonly IndexedObject[] {
		return this.indexed.get(document) ?? [];
	}

	/** Where an object's document starts in its file; undefined once the file has moved on. */
	offsetOf(object: IndexedObject): number | undefined {
		return this.byUri
			.get(object.uri)
			?.manifest.documents.find(({ document }) => document === object.object.document)?.offset;
	}

	private fileFor(uri: string, text: string, manifest: () => Manifest): WorkspaceFile {
		if (text.length > this.options.maxFileSize) return { uri, manifest: unreadManifest, unread: 'too-large' };
		if (isBinary(text)) return { uri, manifest: unreadManifest, unread: 'binary' };
		return { uri, manifest: manifest() };
	}

	private replace(uri: string, next: WorkspaceFile): void {
		const old = this.byUri.get(uri);
		this.byUri.set(uri, next);
		const kept = new Set(next.manifest.documents.map(({ document }) => document));
		for (const { document } of old?.manifest.documents ?? []) if (!kept.has(document)) this.unindex(document);
		for (const document of kept) if (!this.indexed.has(document)) this.addToIndex(uri, document);
	}

	private addToIndex(uri: string, document: ManifestDocument): void {
		// Most bytes of a real folder are of kinds that nothing here reads.
		const readable = mayBeOfKind(document.text, relevantKinds) ? objectsOf(document) : [];
		const objects = readable.map((object) => toIndexedObject(uri, object, this.options.defaultNamespace));
		this.indexed.set(document, objects);
		for (const object of objects) this.index.add(object);
	}

	private unindex(document: ManifestDocument): void {
		for (const object of this.indexed.get(document) ?? []) this.index.remove(object);
		this.indexed.delete(document);
	}
}

const unreadManifest: Manifest = { text: '', documents: [] };
