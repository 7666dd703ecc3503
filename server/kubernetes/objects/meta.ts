import {
	type JsonObject,
	type JsonValue,
	objectAt,
	objectsAt,
	type StringMap,
	stringAt,
	stringMapAt,
} from './json.ts';

/** The part of `metadata` that routing and DNS look at. Cluster-scoped objects have the namespace ''. */
export interface ObjectMeta {
	readonly name: string;
	readonly namespace: string;
	readonly labels: StringMap;
	readonly annotations: StringMap;
	/** Set while the object waits for its end (a terminating Pod). */
	readonly deletionTimestamp?: string;
	readonly ownerReferences: readonly OwnerReference[];
}

export interface OwnerReference {
	readonly kind: string;
	readonly name: string;
	readonly controller: boolean;
}

/** Reads `metadata`. An absent namespace becomes `defaultNamespace` (what `kubectl apply` would use). */
export function readMeta(object: JsonValue | undefined, defaultNamespace: string): ObjectMeta {
	return readMetaFields(objectAt(object, 'metadata'), defaultNamespace);
}

export function readMetaFields(metadata: JsonObject, defaultNamespace: string): ObjectMeta {
	const deletionTimestamp = stringAt(metadata, 'deletionTimestamp');
	return {
		name: stringAt(metadata, 'name') ?? '',
		namespace: stringAt(metadata, 'namespace') || defaultNamespace,
		labels: stringMapAt(metadata, 'labels') ?? {},
		annotations: stringMapAt(metadata, 'annotations') ?? {},
		ownerReferences: objectsAt(metadata, 'ownerReferences').map((owner) => ({
			kind: stringAt(owner, 'kind') ?? '',
			name: stringAt(owner, 'name') ?? '',
			controller: owner.controller === true,
		})),
		...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
	};
}
