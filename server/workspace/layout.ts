// Invariant: the layout depends only on which files there are and on what the kustomizations among them say;
// typing in any other file leaves it as it is.
import type { Kustomization } from './kustomization.ts';
import type { PatchTarget, WrittenPatch } from './patch-targets.ts';
import { asWritten, type Placement, placeWithin } from './placement.ts';

/** What a file is to us. */
export type FileRole =
	| 'manifest'
	| 'kustomization'
	/** Partial objects that a kustomization lays over others. */
	| 'patch'
	/** Input of generators or plugins, or part of a chart that is no template. */
	| 'input'
	| 'chart-template';

/** A set of objects that are applied together. */
export interface Membership {
	/** `folder`, or the URI of the root kustomization's or the chart's folder. */
	readonly scope: string;
	readonly placement: Placement;
}

export interface FileLayout {
	readonly role: FileRole;
	/** At least one for files that hold objects. A base stands in the scope of every overlay that uses it. */
	readonly memberships: readonly Membership[];
}

export interface Layout {
	readonly files: ReadonlyMap<string, FileLayout>;
	/** Scopes to which something adds objects that no file shows. */
	readonly opaque: ReadonlySet<string>;
	/** By scope the patches that its kustomizations lay over objects: their targets, or the URIs of the files that hold them. */
	readonly patches: ReadonlyMap<string, readonly ScopePatch[]>;
}

/** Its target and text, or the URI of the file that says them. */
export type ScopePatch =
	| WrittenPatch
	| { readonly target: PatchTarget; readonly uri: string }
	| { readonly uri: string; readonly replacements?: true };

export const folderScope = 'folder';

const inFolder: readonly Membership[] = [{ scope: folderScope, placement: asWritten }];
const plainManifest: FileLayout = { role: 'manifest', memberships: inFolder };

/** Says of each file what it is and with which others it belongs together. */
export function layoutOf(uris: Iterable<string>, kustomizations: ReadonlyMap<string, Kustomization>): Layout {
	const all = [...uris];
	const charts = all.filter((uri) => /\/Chart\.ya?ml$/.test(uri)).map(folderOf);
	const files = new Map<string, FileLayout>();
	const opaque = new Set<string>();
	for (const uri of all) {
		const chart = charts.find((folder) => uri.startsWith(`${folder}/`));
		if (chart === undefined) continue;
		const isTemplate = uri.startsWith(`${chart}/templates/`);
		const memberships = isTemplate ? [{ scope: chart, placement: asWritten }] : [];
		files.set(uri, { role: isTemplate ? 'chart-template' : 'input', memberships });
		opaque.add(chart);
	}
	const walk = new KustomizeWalk(all, kustomizations, files, opaque);
	walk.run();
	for (const uri of all) if (!files.has(uri)) files.set(uri, plainManifest);
	return { files, opaque, patches: walk.patches };
}

class KustomizeWalk {
	readonly patches = new Map<string, ScopePatch[]>();
	private readonly kustomizations: ReadonlyMap<string, Kustomization>;
	private readonly files: Map<string, FileLayout>;
	private readonly opaque: Set<string>;
	/** URIs by their decoded form: paths in YAML are not percent-encoded. */
	private readonly byPath: ReadonlyMap<string, string>;
	/** Kustomization files by their folder's decoded URI. */
	private readonly byFolder = new Map<string, string>();

	constructor(
		uris: readonly string[],
		kustomizations: ReadonlyMap<string, Kustomization>,
		files: Map<string, FileLayout>,
		opaque: Set<string>,
	) {
		this.kustomizations = kustomizations;
		this.files = files;
		this.opaque = opaque;
		this.byPath = new Map(uris.map((uri) => [decoded(uri), uri]));
		for (const uri of kustomizations.keys()) this.byFolder.set(decoded(folderOf(uri)), uri);
	}

	run(): void {
		const included = new Set<string>();
		for (const [uri, kustomization] of this.kustomizations) {
			for (const path of kustomization.resources) {
				const child = this.byFolder.get(resolvePath(folderOf(uri), path));
				if (child !== undefined && child !== uri) included.add(child);
			}
		}
		for (const uri of this.kustomizations.keys()) {
			this.files.set(uri, { role: 'kustomization', memberships: [] });
			// In a cycle nothing is a root; then every member is.
			if (!included.has(uri) || this.isInCycle(uri)) this.walk(uri, uri, [], new Set());
		}
		for (const [uri, kustomization] of this.kustomizations) {
			this.mark(uri, kustomization.patches, 'patch');
			this.mark(uri, kustomization.inputs, 'input');
		}
	}

	private walk(root: string, uri: string, around: readonly Kustomization[], seen: Set<string>): void {
		const kustomization = this.kustomizations.get(uri);
		if (kustomization === undefined || seen.has(uri)) return;
		seen.add(uri);
		const scope = folderOf(root);
		if (kustomization.opaque) this.opaque.add(scope);
		this.patch(scope, uri, kustomization);
		const chain = [kustomization, ...around];
		for (const path of kustomization.resources) {
			const target = resolvePath(folderOf(uri), path);
			const child = this.byFolder.get(target);
			if (child !== undefined) this.walk(root, child, chain, seen);
			else this.join(target, { scope, placement: chain.reduce(placeWithin, asWritten) });
		}
	}

	private patch(scope: string, uri: string, { patchEntries }: Kustomization): void {
		const found = patchEntries.flatMap((entry): ScopePatch[] => {
			if (!('file' in entry)) return [entry];
			const { file, ...rest } = entry;
			const found = this.byPath.get(resolvePath(folderOf(uri), file));
			if (found !== undefined) return [{ ...rest, uri: found }];
			return [{ target: 'target' in entry ? entry.target : {} }];
		});
		if (found.length > 0) this.patches.set(scope, [...(this.patches.get(scope) ?? []), ...found]);
	}

	private join(path: string, membership: Membership): void {
		const uri = this.byPath.get(path);
		if (uri === undefined) return;
		const known = this.files.get(uri);
		if (known !== undefined && known.role !== 'manifest') return;
		const memberships = known?.memberships ?? [];
		if (memberships.some(({ scope }) => scope === membership.scope)) return;
		this.files.set(uri, { role: 'manifest', memberships: [...memberships, membership] });
	}

	/** A file that is listed as a resource somewhere stays one. */
	private mark(from: string, paths: readonly string[], role: FileRole): void {
		for (const path of paths) {
			const uri = this.byPath.get(resolvePath(folderOf(from), path));
			if (uri !== undefined && !this.files.has(uri)) this.files.set(uri, { role, memberships: [] });
		}
	}

	private isInCycle(start: string): boolean {
		const seen = new Set<string>();
		const visit = (uri: string): boolean =>
			(this.kustomizations.get(uri)?.resources ?? []).some((path) => {
				const child = this.byFolder.get(resolvePath(folderOf(uri), path));
				if (child === undefined || seen.has(child)) return child === start;
				seen.add(child);
				return child === start || visit(child);
			});
		return visit(start);
	}
}

export function folderOf(uri: string): string {
	return uri.slice(0, uri.lastIndexOf('/'));
}

function decoded(uri: string): string {
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}

/** A relative path from a folder's URI, in decoded form and without `.` and `..`. */
function resolvePath(folder: string, path: string): string {
	const segments = decoded(folder).split('/');
	for (const segment of path.split('/')) {
		if (segment === '..') segments.pop();
		else if (segment !== '.' && segment !== '') segments.push(segment);
	}
	return segments.join('/');
}
