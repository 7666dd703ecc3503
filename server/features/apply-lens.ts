import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import type { TextRange } from '../manifest/node.ts';
import { rangeOfPath } from '../rules/finding-range.ts';
import { type ApplyOutcome, applyOutcome } from '../workspace/apply-outcome.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What `kubectl apply` of a changed object would do, over the object that it belongs to. */
export interface ApplyLens {
	/** Offsets in the file. */
	readonly range: TextRange;
	readonly title: string;
}

/** A lens on every Service of a file that differs from what runs. */
export function applyLenses(
	workspace: Workspace,
	uri: string,
	context: AdmissionContext,
): readonly ApplyLens[] {
	const documents = workspace.file(uri)?.manifest.documents ?? [];
	return documents.flatMap(({ offset, document }) =>
		workspace.objectsIn(uri, document).flatMap((object) => {
			const outcome = object.groupKind === 'Service' ? outcomeOf(workspace, object, context) : undefined;
			if (outcome === undefined) return [];
			// Above the object, whichever key it begins with.
			const keys = ['apiVersion', 'kind'].map((key) => rangeOfPath(object, [key], 'key'));
			const { start, end } = keys.reduce((first, next) => (next.start < first.start ? next : first));
			return [
				{
					range: { start: start + offset, end: end + offset },
					title: `kubectl apply: ${outcomeText(outcome)}`,
				},
			];
		}),
	);
}

/** What apply does with an object that differs from what runs; undefined where it does not. */
export function outcomeOf(
	workspace: Workspace,
	object: IndexedObject,
	context: AdmissionContext,
): ApplyOutcome | undefined {
	const running = workspace.running.of(object);
	if (running === undefined || object.object.path.length > 0 || running.text === object.object.document.text)
		return undefined;
	return applyOutcome(running.value, object.object.value, context);
}

/** In a few words, for a line of its own. */
export function outcomeText(outcome: ApplyOutcome): string {
	switch (outcome.kind) {
		case 'unchanged':
			return 'unchanged (only text differs)';
		case 'configured':
			return 'configured';
		case 'rejected':
			return `rejected (${[...new Set(outcome.causes.map(({ field }) => field))].join(', ')})`;
		case 'ignored':
			return `says “configured”, but ${outcome.fields.map(({ path }) => path).join(', ')} would stay as committed`;
	}
}
