import { applyOver } from '../../kubernetes/apply/apply-over.ts';
import { isObject, objectAt } from '../../kubernetes/objects/json.ts';
import type { AdmissionContext } from '../../kubernetes/validation/context.ts';
import { applyEdits } from '../../manifest/edit.ts';
import { ManifestDocument } from '../../manifest/manifest.ts';
import type { PreviewCard } from '../../protocol.ts';
import type { IndexedService } from '../../workspace/service-backing.ts';
import type { ServiceChange } from '../../workspace/service-edits.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { PreviewWords } from './words.ts';

/** What `kubectl apply` of an edited Service does, if the text as it stands is what runs. */
export function onRunningService(
	workspace: Workspace,
	{ indexed }: IndexedService,
	change: ServiceChange,
	context: AdmissionContext,
	words: PreviewWords,
): PreviewCard['onRunningService'] {
	const offset = workspace.offsetOf(indexed);
	const { document, path, value } = indexed.object;
	// An item of a List is compared through its document; the List itself is no object.
	if (offset === undefined || path.length > 0) return undefined;
	const own = change.edits.filter(
		({ uri, edit }) =>
			uri === indexed.uri && edit.start >= offset && edit.end <= offset + document.text.length,
	);
	const edited = new ManifestDocument(
		applyEdits(
			document.text,
			own.map(({ edit }) => ({ ...edit, start: edit.start - offset, end: edit.end - offset })),
		),
	);
	const next = edited.decoded.value;
	const { verdict, outcome, before } = applyOver(value, next, context);
	if (before === undefined) return undefined;
	if (!verdict.accepted) {
		const causes =
			'causes' in verdict
				? [...new Set(verdict.causes.map(({ field }) => field))].join(', ')
				: verdict.message;
		return { verdict: 'rejected', message: words.running.rejected(causes) };
	}
	const wanted = headless(isObject(next) ? next : undefined);
	const isIgnored = outcome === 'unchanged' || headless(verdict.object) !== wanted;
	return isIgnored
		? { verdict: 'ignored', message: words.running.ignored }
		: { verdict: 'accepted', message: words.running.accepted };
}

function headless(object: Parameters<typeof objectAt>[0]): boolean {
	return objectAt(object, 'spec').clusterIP === 'None';
}
