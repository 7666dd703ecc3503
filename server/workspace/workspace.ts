// Invariant: what the index holds is what the files' current documents say, at the places that the layout gives them.
// An edit replaces the objects of the documents that it touched; all others keep their identity, and what was computed
// from them stays valid. Work is put off until somebody asks, so that reading a folder lays it out once.
import { isObject } from '../kubernetes/objects/json.ts';
import {
	editManifest,
	type Manifest,
	type ManifestDocument,
	parseManifest,
	type TextChange,
} from '../manifest/manifest.ts';
import { isKustomizationFile, type Kustomization, readKustomization } from './kustomization.ts';
import { type FileLayout, folderScope, type Layout, layoutOf, type ScopePatch } from './layout.ts';
import { objectsOf } from './manifest-object.ts';
import { type IndexedObject, ObjectIndex, toIndexedObject } from './object-index.ts';
import { FileOrder, numbersBetween } from './object-order.ts';
import { exactly, isTargetOf, leavesAlone, replacementsOf, type WrittenPatch } from './patch-targets.ts';
import { relevantKinds } from './relevant-kinds.ts';
import { RunningState } from './running-state.ts';
import { defaultSettings } from './settings.ts';
import { isBinary, mayBeOfKind, mayBeUnknownKind } from './text-scan.ts';

export interface WorkspaceFile {
	readonly uri: string;
	readonly manifest: Manifest;
	/** Why the file is not looked at, if so. */
	readonly unread?: 'too-large' | 'binary' | 'excluded';
}

/** What of a file is looked at. */
export interface FileLimits {
	/** In UTF-16 units; larger files get no analysis. */
	readonly maxFileSize: number;
	readonly isExcluded: boolean;
}

export interface WorkspaceOptions {
	readonly limits: (uri: string) => FileLimits;
	readonly defaultNamespace: string;
}

interface IndexedFile {
	readonly layout: FileLayout;
	/** For each document its objects, once for each scope that it stands in. */
	readonly documents: Map<ManifestDocument, readonly IndexedObject[]>;
	readonly numbers: ReadonlyMap<ManifestDocument, number>;
}

const defaultLimits: FileLimits = { maxFileSize: defaultSettings.maxFileSize, isExcluded: false };

const emptyLayout: Layout = { files: new Map(), opaque: new Set(), patches: new Map() };

export class Workspace {
	/** What runs, as far as commits tell. */
	readonly running = new RunningState();
	private readonly options: WorkspaceOptions;
	private readonly byUri = new Map<string, WorkspaceFile>();
	private readonly scopes = new Map<string, ObjectIndex>();
	private readonly indexed = new Map<string, IndexedFile>();
	private readonly order = new FileOrder();
	private readonly touched = new Set<string>();
	private layout: Layout = emptyLayout;
	private layoutIsCurrent = true;

	constructor(options: Partial<WorkspaceOptions> = {}) {
		this.options = { limits: () => defaultLimits, defaultNamespace: 'default', ...options };
	}

	file(uri: string): WorkspaceFile | undefined {
		return this.byUri.get(uri);
	}

	files(): Iterable<WorkspaceFile> {
		return this.byUri.values();
	}

	/** Sets a file's whole text, as when it is opened or read. */
	setText(uri: string, text: string): void {
		this.replace(this.fileFor(uri, text, () => parseManifest(text)));
	}

	/** Applies one replaced range, as when a person types. */
	edit(uri: string, newText: string, change: TextChange): void {
		const old = this.byUri.get(uri);
		if (old === undefined || old.unread !== undefined) this.setText(uri, newText);
		else this.replace(this.fileFor(uri, newText, () => editManifest(old.manifest, newText, change)));
	}

	/** Reads the objects of a file before anybody asks for them. */
	readAhead(uri: string): void {
		for (const { document } of this.byUri.get(uri)?.manifest.documents ?? [])
			if (isRead(document.text)) objectsOf(document);
	}

	remove(uri: string): void {
		if (!this.byUri.delete(uri)) return;
		this.touched.add(uri);
		this.layoutIsCurrent = false;
	}

	/** What a file is: objects of its own, a patch, part of a chart. */
	layoutOf(uri: string): FileLayout | undefined {
		this.settle();
		return this.layout.files.get(uri);
	}

	/** The objects that are applied together with this one. */
	indexOf(object: IndexedObject): ObjectIndex {
		this.settle();
		return this.scope(object.scope);
	}

	/** Every set of objects that are applied together, by scope. */
	indexes(): ReadonlyMap<string, ObjectIndex> {
		this.settle();
		return this.scopes;
	}

	/** True where objects of the scope may be missing from its files (charts, remote resources, generators). */
	isOpaque(scope: string): boolean {
		this.settle();
		return this.layout.opaque.has(scope);
	}

	/**
	 * True if a kustomization's patch may change this object: what is written is then not all there is. `pattern` fits
	 * every patch that changes the field in question; without it any field is meant.
	 */
	isPatched({ scope, object, typed }: IndexedObject, pattern?: RegExp): boolean {
		this.settle();
		const { kind, name } = object;
		const subject = { kind, names: [name, typed?.metadata.name ?? name] };
		return (this.layout.patches.get(scope) ?? []).some((patch) =>
			this.written(patch).some((one) => isTargetOf(one.target, subject) && !leavesAlone(one, pattern)),
		);
	}

	/** A file's objects in each scope that it stands in: several where overlays share a base, none for patches. */
	objectsByScope(uri: string, document: ManifestDocument): ReadonlyMap<string, readonly IndexedObject[]> {
		this.settle();
		const byScope = new Map<string, IndexedObject[]>();
		for (const object of this.indexed.get(uri)?.documents.get(document) ?? []) {
			const list = byScope.get(object.scope);
			if (list === undefined) byScope.set(object.scope, [object]);
			else list.push(object);
		}
		return byScope;
	}

	/** A document's objects, in order, in the first scope that it stands in. */
	objectsIn(uri: string, document: ManifestDocument): readonly IndexedObject[] {
		const [first] = this.objectsByScope(uri, document).values();
		return first ?? [];
	}

	/** Where an object's document starts in its file; undefined once the file has moved on. */
	offsetOf(object: IndexedObject): number | undefined {
		const documents = this.byUri.get(object.uri)?.manifest.documents;
		return documents?.find(({ document }) => document === object.object.document)?.offset;
	}

	/** What a patch changes, read from its file where it has one. */
	private written(patch: ScopePatch): readonly WrittenPatch[] {
		if (!('uri' in patch)) return [patch];
		const { text = '', documents = [] } = this.byUri.get(patch.uri)?.manifest ?? {};
		if ('target' in patch) return [{ target: patch.target, text }];
		if (patch.replacements)
			return documents.flatMap(({ document }) => replacementsOf(document.decoded.value));
		return documents.flatMap(({ document }) =>
			objectsOf(document).map(({ kind, name }) => ({ target: { kind, name: exactly(name) }, text })),
		);
	}

	private fileFor(uri: string, text: string, manifest: () => Manifest): WorkspaceFile {
		const { maxFileSize, isExcluded } = this.options.limits(uri);
		if (isExcluded) return { uri, manifest: unreadManifest, unread: 'excluded' };
		if (text.length > maxFileSize) return { uri, manifest: unreadManifest, unread: 'too-large' };
		if (isBinary(text)) return { uri, manifest: unreadManifest, unread: 'binary' };
		return { uri, manifest: manifest() };
	}

	private replace(next: WorkspaceFile): void {
		const { uri } = next;
		if (!this.byUri.has(uri) || isKustomizationFile(uri)) this.layoutIsCurrent = false;
		this.byUri.set(uri, next);
		this.touched.add(uri);
	}

	private settle(): void {
		if (!this.layoutIsCurrent) this.renewLayout();
		if (this.touched.size === 0) return;
		for (const uri of this.touched) this.reindex(uri);
		this.touched.clear();
	}

	private renewLayout(): void {
		this.layoutIsCurrent = true;
		const kustomizations = new Map<string, Kustomization>();
		for (const { uri, manifest } of this.byUri.values()) {
			if (!isKustomizationFile(uri)) continue;
			const value = manifest.documents[0]?.document.decoded.value;
			kustomizations.set(uri, readKustomization(isObject(value) ? value : {}));
		}
		this.layout = layoutOf(this.byUri.keys(), kustomizations);
		for (const [uri, layout] of this.layout.files) {
			const known = this.indexed.get(uri)?.layout;
			if (known === undefined || !sameLayout(known, layout)) this.touched.add(uri);
		}
	}

	private reindex(uri: string): void {
		const file = this.byUri.get(uri);
		const old = this.indexed.get(uri);
		const layout = this.layout.files.get(uri);
		this.tellPatched(uri);
		if (file === undefined || layout === undefined) {
			this.unindex(old?.documents.values() ?? []);
			this.indexed.delete(uri);
			return;
		}
		const numbered = this.numbersOf(file, old);
		const isSame = numbered.areKept && old !== undefined && sameLayout(old.layout, layout);
		const known = isSame ? old.documents : undefined;
		if (known === undefined) this.unindex(old?.documents.values() ?? []);
		const documents = new Map<ManifestDocument, readonly IndexedObject[]>();
		const added: IndexedObject[] = [];
		const numbers = new Map<ManifestDocument, number>();
		for (const [index, { document }] of file.manifest.documents.entries()) {
			const number = numbered.numbers[index] ?? 0;
			numbers.set(document, number);
			const kept = known?.get(document);
			known?.delete(document);
			const objects = kept ?? this.read(uri, document, layout, number);
			documents.set(document, objects);
			if (kept === undefined) added.push(...objects);
		}
		this.unindex(known?.values() ?? []);
		for (const object of added) this.scope(object.scope).add(object);
		this.indexed.set(uri, { layout, documents, numbers });
	}

	/** A number for each document; false where those that stay get others too. */
	private numbersOf({ uri, manifest }: WorkspaceFile, old: IndexedFile | undefined) {
		const below = this.order.of(uri);
		const kept = manifest.documents.map(({ document }) => old?.numbers.get(document));
		const numbers = numbersBetween(kept, below);
		if (numbers !== undefined) return { numbers, areKept: true };
		const anew = numbersBetween(new Array<undefined>(kept.length).fill(undefined), below) ?? [];
		return { numbers: anew, areKept: false };
	}

	/** What rests on a patch is computed anew when the patch's text changes. */
	private tellPatched(uri: string): void {
		for (const [scope, patches] of this.layout.patches)
			if (patches.some((patch) => 'uri' in patch && patch.uri === uri)) this.scope(scope).touchPatches();
	}

	private read(
		uri: string,
		document: ManifestDocument,
		{ memberships }: FileLayout,
		order: number,
	): readonly IndexedObject[] {
		// Most bytes of a real folder are of kinds that nothing here reads.
		if (memberships.length === 0 || !isRead(document.text)) return [];
		const objects = objectsOf(document);
		return memberships.flatMap((membership) =>
			objects.map((object) => toIndexedObject(uri, object, membership, this.options.defaultNamespace, order)),
		);
	}

	private unindex(documents: Iterable<readonly IndexedObject[]>): void {
		for (const objects of documents) for (const object of objects) this.scope(object.scope).remove(object);
	}

	private scope(id: string): ObjectIndex {
		const known = this.scopes.get(id);
		if (known !== undefined) return known;
		const index = new ObjectIndex();
		this.scopes.set(id, index);
		return index;
	}
}

function isRead(text: string): boolean {
	return mayBeOfKind(text, relevantKinds) || mayBeUnknownKind(text);
}

const unreadManifest: Manifest = { text: '', documents: [] };

function sameLayout(a: FileLayout, b: FileLayout): boolean {
	if (a === b) return true;
	if (a.role !== b.role || a.memberships.length !== b.memberships.length) return false;
	if (a.memberships.every(({ scope }) => scope === folderScope))
		return b.memberships.every(({ scope }) => scope === folderScope);
	// Placements are rebuilt with every layout, so compare what they say.
	return a.memberships.every((membership, index) => keyOf(membership) === keyOf(b.memberships[index]));
}

function keyOf(membership: FileLayout['memberships'][number] | undefined): string {
	return JSON.stringify(membership, (_key, value) => (value instanceof Map ? [...value] : value));
}
