// Invariant: two manifests that mean the same to kubectl have one annotation, so an unchanged text gives an empty patch.
// Source: k8s.io/kubectl pkg/util/apply.go (GetModifiedConfiguration).
import { isObject, type JsonObject, type JsonValue, objectAt } from '../objects/json.ts';
import { toJson } from '../validation/quote.ts';
import { withTextAnnotations } from './first-apply.ts';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** What kubectl remembers of a manifest: with its namespace and without the annotation itself. */
export function configurationOf(manifest: JsonObject, namespace: string): JsonObject {
	const metadata = objectAt(withTextAnnotations(manifest), 'metadata');
	const { [lastAppliedAnnotation]: _, ...annotations } = objectAt(metadata, 'annotations');
	return { ...manifest, metadata: { ...metadata, annotations, ...(namespace === '' ? {} : { namespace }) } };
}

/** The object with the annotation that holds the configuration. */
export function annotate(object: JsonObject, configuration: JsonObject): JsonObject {
	const metadata = objectAt(object, 'metadata');
	const annotations = {
		...objectAt(metadata, 'annotations'),
		[lastAppliedAnnotation]: `${toJson(sortKeys(configuration))}\n`,
	};
	return { ...object, metadata: { ...metadata, annotations } };
}

/** The object without the annotation, and without `annotations` if nothing else is in it. */
export function withoutLastApplied(object: JsonObject): JsonObject {
	const { annotations: written, ...metadata } = objectAt(object, 'metadata');
	const { [lastAppliedAnnotation]: _, ...annotations } = isObject(written) ? written : {};
	const rest = Object.keys(annotations).length > 0 ? { annotations } : {};
	return { ...object, metadata: { ...metadata, ...rest } };
}

function sortKeys(value: JsonValue): JsonValue {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map((key) => [key, sortKeys(value[key] ?? null)]),
	);
}
