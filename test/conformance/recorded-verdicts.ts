// Invariant: a comparison is exact; only what the recording itself cannot repeat (a generated name, a uid) is masked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../server/kubernetes/admit.ts';
import { type AdmissionContext, defaultContext } from '../../server/kubernetes/validation/context.ts';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { admitDocument } from '../../server/workspace/admission.ts';

/** One line of a recording: a manifest and what the API server answered. */
export interface RecordedVerdict {
	readonly id: string;
	readonly manifest: string;
	readonly accepted: boolean;
	readonly code?: number;
	readonly reason?: string;
	readonly causes?: readonly RecordedCause[];
	readonly message?: string;
	readonly warnings?: readonly string[];
	readonly spec?: unknown;
}

interface RecordedCause {
	readonly field: string;
	readonly reason: string;
	readonly message: string;
}

export function readRecording(name: string): RecordedVerdict[] {
	const path = join(import.meta.dirname, 'data', name);
	return readFileSync(path, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as RecordedVerdict);
}

/** Our verdict on a recorded text: that of its first object. */
export function judge(text: string, context: AdmissionContext = defaultContext): Verdict | undefined {
	return admitDocument(parseDocument(text), context)[0]?.verdict;
}

function parseDocument(text: string) {
	const first = parseManifest(text).documents[0];
	if (first === undefined) throw new Error('a manifest has at least one document');
	return first.document;
}

export interface Wording {
	/** Messages of causes and warnings; without, causes are compared by field and reason, warnings are counted. */
	readonly wording: boolean;
	readonly spec: boolean;
	readonly warnings: boolean;
}

/** What both sides are compared by. */
export function comparable(verdict: RecordedVerdict, wording: Wording): unknown {
	if (!verdict.accepted) {
		const causes = (verdict.causes ?? []).map(({ field, reason, message }) =>
			wording.wording ? `${field} ${reason} ${maskChosen(verdict.manifest, message)}` : `${field} ${reason}`,
		);
		return { accepted: false, code: verdict.code, causes: [...new Set(causes)].sort() };
	}
	const warnings = verdict.warnings ?? [];
	return {
		accepted: true,
		...(wording.warnings ? { warnings: wording.wording ? warnings : warnings.length } : {}),
		...(wording.spec ? { spec: verdict.spec } : {}),
	};
}

/** What the API server's message about an undecodable object names: fields without their indices, keys, kinds. */
export function namedIn(message: string): readonly string[] {
	const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)].map(([, field]) => field ?? '');
	const duplicates = [...message.matchAll(/key "([^"]+)" already set/g)].map(([, key]) => `"${key}"`);
	const wrong = /Go struct field \w+\.(\S+) of type/.exec(message)?.[1];
	const kind = /no kind "([^"]+)" is registered for version "([^"]+)"/.exec(message);
	return [...unknown, ...duplicates, ...(wrong ? [wrong] : []), ...(kind?.slice(1) ?? [])].map(
		withoutIndices,
	);
}

/** What of it our own message and fields leave out. */
export function unnamedFields(recorded: RecordedVerdict, verdict: Verdict | undefined): readonly string[] {
	if (recorded.code !== 400 || verdict?.accepted !== false || verdict.code !== 400) return [];
	const said = withoutIndices([verdict.message, ...verdict.fields.map(({ path }) => path)].join(' '));
	return namedIn(recorded.message ?? '').filter((name) => !said.includes(name));
}

function withoutIndices(path: string): string {
	return path.replace(/\[[^\]]*\]/g, '');
}

/** Our verdict in the form of a recording. */
export function asRecorded(manifest: string, verdict: Verdict | undefined): RecordedVerdict {
	if (verdict === undefined) return { id: '', manifest, accepted: false };
	if (verdict.accepted) {
		return {
			id: '',
			manifest,
			accepted: true,
			warnings: verdict.warnings.map(({ message }) => message),
			spec: verdict.object.spec,
		};
	}
	return {
		id: '',
		manifest,
		accepted: false,
		code: verdict.code,
		...(verdict.code === 422 ? { causes: verdict.causes } : { message: verdict.message }),
	};
}

/** The API server chooses the end of a generated name, and uids, at random. */
function maskChosen(manifest: string, message: string): string {
	const uids = message.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>');
	const base = /^ {2}generateName: *['"]?([^'"\n]*)/m.exec(manifest)?.[1];
	if (base === undefined || !uids.startsWith(`Invalid value: "${base}`)) return uids;
	return uids.replace(/^(Invalid value: ".*)[bcdfghjklmnpqrstvwxz2456789]{5}"/, '$1<generated>"');
}
