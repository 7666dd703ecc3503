import { documentAt, type PlacedDocument } from '../manifest/manifest.ts';
import { type OffsetLocation, type PathStep, pathAtOffset } from '../manifest/path.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a person points at: the object, and the path to the key or value inside it. */
export interface ObjectLocation {
	readonly placed: PlacedDocument;
	readonly object: IndexedObject;
	/** Steps from the object's root (not the document's: it may be an item of a List). */
	readonly path: readonly PathStep[];
	/** Absent where the offset is on no key or value. */
	readonly at?: OffsetLocation;
}

/** The object at an offset of a file; undefined between objects and in files that are not read. */
export function objectAtOffset(
	workspace: Workspace,
	uri: string,
	offset: number,
): ObjectLocation | undefined {
	const file = workspace.file(uri);
	const placed = file && documentAt(file.manifest, offset);
	if (placed === undefined) return undefined;
	const at = pathAtOffset(placed.document.root, offset - placed.offset);
	const steps = at?.path ?? [];
	const objects = workspace.objectsIn(uri, placed.document);
	const object =
		objects.find(({ object: { path } }) => path.every((step, index) => steps[index] === step)) ??
		(objects.length === 1 ? objects[0] : undefined);
	if (object === undefined) return undefined;
	return {
		placed,
		object,
		path: steps.slice(object.object.path.length),
		...(at === undefined ? {} : { at }),
	};
}
