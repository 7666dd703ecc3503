// Invariant: records come one at a time, in the order of the files, and no document is kept: a file of any length costs the
// memory of its text.
import { defaultNamespace, type Verdict } from '../kubernetes/admit.ts';
import { applyOver, type TransitionVerdict } from '../kubernetes/apply/apply-over.ts';
import { resolveKind } from '../kubernetes/decoding/kind.ts';
import { type JsonObject, stringAt } from '../kubernetes/objects/json.ts';
import type { AdmissionContext } from '../kubernetes/validation/context.ts';
import { ManifestDocument } from '../manifest/manifest.ts';
import type { PathStep } from '../manifest/path.ts';
import { splitDocuments } from '../manifest/split.ts';
import { admitDocument, type JudgedObject } from '../workspace/admission.ts';
import { displayPath, type InputFile } from './input.ts';

/** What the API server answers to one object of the input. */
export interface JudgedRecord extends ObjectName {
	/** As found. */
	readonly file: string;
	/** 0-based, in the file. */
	readonly document: number;
	/** The line of the file at which the document begins, 0-based. */
	readonly line: number;
	/** Where the object stands in the document: [] or ['items', n]. */
	readonly path: readonly PathStep[];
	readonly verdict: Verdict;
	/** What `kubectl apply` says, where a change is judged. */
	readonly outcome?: TransitionVerdict['outcome'];
	readonly source: ManifestDocument;
}

/** Null where the document does not say or could not be read. */
interface ObjectName {
	readonly kind: string | null;
	readonly name: string | null;
	readonly namespace: string | null;
}

/** Manifests that have been applied, by group, kind, namespace and name. */
export type AppliedManifests = ReadonlyMap<string, JsonObject>;

/** Judges every object of the files as new or, where `applied` is given, as a change of what that has made. */
export function* judgedRecords(
	files: readonly InputFile[],
	context: AdmissionContext,
	applied?: AppliedManifests,
): Generator<JudgedRecord> {
	for (const { name, text } of files) {
		const file = displayPath(name);
		let line = 0;
		for (const [document, { start, end }] of splitDocuments(text).spans.entries()) {
			const source = new ManifestDocument(text.slice(start, end));
			for (const judged of admitDocument(source, context)) {
				const verdict = applied === undefined ? judged : changeOf(judged, context, applied);
				yield { file, document, line, source, path: judged.path, ...nameOf(judged.value), ...verdict };
			}
			line += lineBreaks(text, start, end);
		}
	}
}

/**
 * The manifests of the files; of several for one object the last counts. `complain` gets a line for each document that cannot
 * be read: what it was to hold counts as never applied.
 */
export function appliedManifests(
	files: readonly InputFile[],
	context: AdmissionContext,
	complain: (line: string) => void,
): AppliedManifests {
	const applied = new Map<string, JsonObject>();
	for (const { name, text } of files) {
		let line = 1;
		for (const { start, end } of splitDocuments(text).spans) {
			for (const { value } of admitDocument(new ManifestDocument(text.slice(start, end)), context)) {
				if (value !== undefined) applied.set(identityOf(value), value);
				else
					complain(`${displayPath(name)}:${line}: this document cannot be read; it counts as never applied`);
			}
			line += lineBreaks(text, start, end);
		}
	}
	return applied;
}

function changeOf(
	{ value, verdict }: JudgedObject,
	context: AdmissionContext,
	applied: AppliedManifests,
): Pick<JudgedRecord, 'outcome' | 'verdict'> {
	// kubectl sends nothing that it cannot read.
	if (value === undefined) return { outcome: 'rejected', verdict };
	const change = applyOver(applied.get(identityOf(value)), value, context);
	return { outcome: change.outcome, verdict: change.verdict };
}

function identityOf(value: JsonObject): string {
	const apiVersion = stringAt(value, 'apiVersion') ?? '';
	const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
	const { kind, namespace, name } = nameOf(value);
	return JSON.stringify([group, kind, namespace ?? defaultNamespace, name]);
}

function nameOf(value: JsonObject | undefined): ObjectName {
	if (value === undefined) return { kind: null, name: null, namespace: null };
	const written = stringAt(value.metadata, 'namespace') || null;
	const isNamespaced = resolveKind(value).outcome === 'ruled';
	return {
		kind: stringAt(value, 'kind') ?? null,
		name: stringAt(value.metadata, 'name') ?? null,
		namespace: written ?? (isNamespaced ? defaultNamespace : null),
	};
}

function lineBreaks(text: string, start: number, end: number): number {
	let count = 0;
	for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++;
	return count;
}
