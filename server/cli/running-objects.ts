// Invariant: what runs is what `kubectl apply` of the old files has created; an old document that cannot be read has created
// nothing, and of several with one kind, namespace and name the last counts.
import { applyOver, type TransitionVerdict } from '../kubernetes/apply/apply-over.ts';
import { groupOf } from '../kubernetes/expose/exposable-kinds.ts';
import { type JsonObject, objectAt, stringAt } from '../kubernetes/objects/json.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { objectsOf } from '../workspace/manifest-object.ts';
import { type InputFile, readInput } from './input.ts';

/** The objects of `--from OLD`. */
export class RunningObjects {
	private readonly objects = new Map<string, JsonObject>();

	constructor(files: readonly InputFile[]) {
		for (const { text } of files) {
			for (const { document } of parseManifest(text).documents) {
				if (document.problems.length > 0) continue;
				for (const { value } of objectsOf(document)) this.objects.set(keyOf(value), value);
			}
		}
	}

	/**
	 * What `kubectl apply` of the object does: changes the running one of its kind, namespace and name, or creates it.
	 * kubectl drops keys that stand twice before it sends anything, so problems of the text do not count.
	 */
	apply(next: JsonObject, context: AdmissionContext): TransitionVerdict {
		return applyOver(this.objects.get(keyOf(next)), next, context);
	}
}

/** Reads OLD: a file, a folder or `-`. Throws UsageError. */
export function readRunningObjects(old: string): RunningObjects {
	return new RunningObjects(readInput([old]));
}

/** An apiVersion's version does not count: the API server stores all of a group's versions as one. */
function keyOf(value: JsonObject): string {
	const metadata = objectAt(value, 'metadata');
	const group = groupOf(stringAt(value, 'apiVersion') ?? '');
	const namespace = stringAt(metadata, 'namespace') || 'default';
	return `${stringAt(value, 'kind')}.${group} ${namespace}/${stringAt(metadata, 'name')}`;
}
