// Invariant: an object is keyed by its document, and documents are immutable, so what is read here is read once.
import {
	isList,
	isObject,
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	stringAt,
} from '../kubernetes/objects/json.ts';
import type { ManifestDocument } from '../manifest/manifest.ts';
import type { PathStep } from '../manifest/path.ts';

/** A Kubernetes object where it stands: one a document, or one an item of a `kind: List`. */
export interface ManifestObject {
	readonly document: ManifestDocument;
	/** [] for a document's own object; ['items', n] for an item of a List. */
	readonly path: readonly PathStep[];
	/** '' where the text has none (yet). */
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	/** As written; '' where nothing is. */
	readonly writtenNamespace: string;
	readonly value: JsonObject;
}

const read = new WeakMap<ManifestDocument, readonly ManifestObject[]>();

/** The objects of a document, in order; none if it is empty or no mapping. */
export function objectsOf(document: ManifestDocument): readonly ManifestObject[] {
	const known = read.get(document);
	if (known !== undefined) return known;
	const objects = readObjects(document);
	read.set(document, objects);
	return objects;
}

function readObjects(document: ManifestDocument): readonly ManifestObject[] {
	const { value } = document.decoded;
	if (!isObject(value)) return [];
	if (!isListKind(value)) return [toObject(document, [], value)];
	return itemsOf(value).flatMap((item, index) =>
		isObject(item) ? [toObject(document, ['items', index], item)] : [],
	);
}

/** `kind: List`, and the typed lists (`ServiceList`) that the API server returns. */
export function isListKind(value: JsonObject): boolean {
	const kind = stringAt(value, 'kind') ?? '';
	return kind === 'List' || (kind.endsWith('List') && objectsAt(value, 'items').length > 0);
}

/**
 * The items of a list; those of a typed one are of its kind where they say none
 * (apimachinery pkg/apis/meta/v1/unstructured decodeToList).
 */
export function itemsOf(list: JsonObject): readonly JsonValue[] {
	if (!isList(list.items)) return [];
	const kind = (stringAt(list, 'kind') ?? '').replace(/List$/, '');
	const apiVersion = list.apiVersion ?? '';
	if (kind === '') return list.items;
	return list.items.map((item) =>
		isObject(item) && !item.kind && !item.apiVersion ? { ...item, apiVersion, kind } : item,
	);
}

function toObject(document: ManifestDocument, path: readonly PathStep[], value: JsonObject): ManifestObject {
	const metadata = objectAt(value, 'metadata');
	return {
		document,
		path,
		apiVersion: stringAt(value, 'apiVersion') ?? '',
		kind: stringAt(value, 'kind') ?? '',
		name: stringAt(metadata, 'name') ?? '',
		writtenNamespace: stringAt(metadata, 'namespace') ?? '',
		value,
	};
}
