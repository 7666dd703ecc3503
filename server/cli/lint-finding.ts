// Invariant: every format says the same about a finding; what they share is computed here, once.
import type { PlacedFinding } from '../features/placed-finding.ts';
import { formatFieldPath, type PathStep } from '../manifest/path.ts';
import { rangeOfPath } from '../rules/finding-range.ts';
import type { EditFix, Severity } from '../rules/rule.ts';
import type { TextPosition } from './line-index.ts';
import type { LintFile } from './lint-input.ts';
import type { LintRun } from './lint-run.ts';

/** One-based lines and columns (UTF-16 units); the end is exclusive. */
export interface Region {
	readonly start: TextPosition;
	readonly end: TextPosition;
}

export interface RelatedRegion extends Region {
	readonly file: string;
	readonly message: string;
}

/** A finding as the formats print it. */
export interface LintFinding extends Region {
	readonly uri: string;
	readonly file: string;
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
	/** The API field path, from the object's root; absent where the text or the whole object is meant. */
	readonly fieldPath?: string;
	readonly object?: { readonly kind: string; readonly namespace: string; readonly name: string };
	readonly api?: NonNullable<PlacedFinding['api']>;
	readonly fixes: readonly EditFix[];
	readonly related: readonly RelatedRegion[];
}

export function toLintFinding(run: LintRun, file: LintFile, placed: PlacedFinding): LintFinding {
	const { code, severity, message, finding, api } = placed;
	const path = finding?.path ?? [];
	return {
		...regionOf(run, file.uri, placed.start, placed.end),
		uri: file.uri,
		file: file.name,
		rule: code,
		severity,
		message,
		...(path.length === 0 ? {} : { fieldPath: apiFieldPath(path) }),
		...(finding === undefined
			? {}
			: {
					object: {
						kind: finding.object.object.kind,
						namespace: finding.object.namespace,
						name: finding.object.name,
					},
				}),
		...(api === undefined ? {} : { api }),
		fixes: placed.fixes.flatMap((fix) => (fix.edits === undefined ? [] : [fix])),
		related: (finding?.related ?? []).flatMap((related) => {
			const other = run.file(related.object.uri);
			const offset = run.workspace.offsetOf(related.object);
			if (other === undefined || offset === undefined) return [];
			const { start, end } = rangeOfPath(related.object, related.path);
			const region = regionOf(run, other.uri, start + offset, end + offset);
			return [{ ...region, file: other.name, message: related.message }];
		}),
	};
}

export function regionOf(run: LintRun, uri: string, start: number, end: number): Region {
	const lines = run.linesOf(uri);
	return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** Free-form maps: their keys are no field names. */
const stringMaps: ReadonlySet<PathStep> = new Set(['labels', 'annotations', 'data', 'stringData']);

/** The path as the API server writes it; keys of these maps stand in brackets, whatever they look like. */
function apiFieldPath(path: readonly PathStep[]): string {
	const split = path.findIndex((_, index) => index > 0 && stringMaps.has(path[index - 1] ?? ''));
	if (split === -1) return formatFieldPath(path);
	return `${formatFieldPath(path.slice(0, split))}[${path[split]}]${formatFieldPath(path.slice(split + 1)).replace(/^(?=[^[])/, '.')}`;
}

/** One line, where a text may have several. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
