// Invariant: what `kubectl apply` sends to create an object is what its later patches would make of the same manifest.
// Source: k8s.io/kubectl pkg/cmd/apply/apply.go (applyOneObject, pruneNullsFromMap).
import { isObject, type JsonObject, type JsonValue, objectAt } from '../objects/json.ts';

/** The manifest as it is sent where nothing of its name runs: without the members that are null. */
export function firstApplied(manifest: JsonObject): JsonObject {
	const pruned = withoutNulls(withTextAnnotations(manifest));
	return isObject(pruned) ? pruned : {};
}

/**
 * kubectl reads the annotations before it writes its own among them, and reads null as ''.
 * Source: apimachinery pkg/apis/meta/v1/unstructured/unstructured.go (GetAnnotations).
 */
export function withTextAnnotations(manifest: JsonObject): JsonObject {
	const metadata = objectAt(manifest, 'metadata');
	if (!isObject(metadata.annotations)) return manifest;
	const annotations = Object.fromEntries(
		Object.entries(metadata.annotations).map(([key, value]) => [key, value ?? '']),
	);
	return { ...manifest, metadata: { ...metadata, annotations } };
}

/** An item of a list stays, null or not. */
function withoutNulls(value: JsonValue): JsonValue {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (!isObject(value)) return value;
	const kept: [string, JsonValue][] = [];
	for (const [key, item = null] of Object.entries(value)) {
		if (item !== null) kept.push([key, withoutNulls(item)]);
	}
	return Object.fromEntries(kept);
}
