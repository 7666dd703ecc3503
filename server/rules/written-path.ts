import { locate, type PathStep, parseFieldPath } from '../manifest/path.ts';
import type { IndexedObject } from '../workspace/object-index.ts';

/**
 * Where an API field path stands in the text. The API server copies `clusterIP` to `clusterIPs[0]` before it validates, so
 * it complains about a field that most people did not write.
 */
export function writtenPath({ object }: IndexedObject, field: string): readonly PathStep[] {
	const path = parseFieldPath(field);
	if (path[0] !== 'spec' || path[1] !== 'clusterIPs') return path;
	const isWritten = (steps: readonly PathStep[]) =>
		locate(object.document.root, [...object.path, ...steps]).exact;
	return !isWritten(['spec', 'clusterIPs']) && isWritten(['spec', 'clusterIP'])
		? ['spec', 'clusterIP']
		: path;
}
