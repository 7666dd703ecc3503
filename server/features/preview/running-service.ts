import { isObject } from '../../kubernetes/objects/json.ts';
import type { AdmissionContext } from '../../kubernetes/validation/context.ts';
import { applyEdits, shiftEdit } from '../../manifest/edit.ts';
import { ManifestDocument } from '../../manifest/manifest.ts';
import type { PreviewCard } from '../../protocol.ts';
import { applyOutcome } from '../../workspace/apply-outcome.ts';
import type { IndexedService } from '../../workspace/service-backing.ts';
import type { ServiceChange } from '../../workspace/service-edits.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { PreviewWords } from './words.ts';

type Outcome = ReturnType<typeof applyOutcome> | undefined;

/** Outcomes by the text that would be applied, as long as the document stays what it is. */
const known = new WeakMap<ManifestDocument, { context: AdmissionContext; byText: Map<string, Outcome> }>();

function outcomeOf(
	document: ManifestDocument,
	text: string,
	context: AdmissionContext,
	compute: () => Outcome,
): Outcome {
	const last = known.get(document);
	const kept = last?.context === context ? last : { context, byText: new Map<string, Outcome>() };
	known.set(document, kept);
	if (!kept.byText.has(text)) kept.byText.set(text, compute());
	return kept.byText.get(text);
}

/** What `kubectl apply` of an edited Service does, if the text as it stands is what runs. */
export function onRunningService(
	workspace: Workspace,
	{ indexed }: IndexedService,
	change: ServiceChange,
	context: AdmissionContext,
	words: PreviewWords,
	hasSibling: boolean,
): PreviewCard['onRunningService'] {
	const offset = workspace.offsetOf(indexed);
	const { document, path, value } = indexed.object;
	// An item of a List is compared through its document; the List itself is no object.
	if (offset === undefined || path.length > 0) return undefined;
	const end = offset + document.text.length;
	const own = change.edits.filter(
		({ uri, edit }) => uri === indexed.uri && edit.start >= offset && edit.end <= end,
	);
	const text = applyEdits(
		document.text,
		own.map(({ edit }) => shiftEdit(edit, -offset)),
	);
	const outcome = outcomeOf(document, text, context, () => {
		const next = new ManifestDocument(text).decoded.value;
		return isObject(next) ? applyOutcome(value, next, context) : undefined;
	});
	switch (outcome?.kind) {
		case undefined:
			return undefined;
		case 'rejected':
			return {
				verdict: 'rejected',
				message: words.running.rejected(
					[...new Set(outcome.causes.map(({ field }) => field))].join(', '),
					hasSibling,
				),
			};
		case 'ignored':
			return { verdict: 'ignored', message: words.running.ignored };
		default:
			return { verdict: 'accepted', message: words.running.accepted };
	}
}
