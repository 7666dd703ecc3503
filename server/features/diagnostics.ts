import type { PlacedDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import type { RuleSettings } from '../rules/context.ts';
import type { RuleEngine, RuleFinding } from '../rules/engine.ts';
import { reportOn } from '../rules/reported.ts';
import type { Severity } from '../rules/rule.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A finding at its place in a file; ranges are offsets in the file. */
export interface PlacedFinding extends TextRange {
	/** The rule's id, or one of this file's own: yaml-syntax, file-too-large, unused-suppression. */
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	/** Absent for findings about the text itself. */
	readonly finding?: RuleFinding;
	readonly tag?: 'unnecessary' | 'deprecated';
}

/** Everything that is to be said about a file, document by document. */
export function diagnosticsOf(
	workspace: Workspace,
	engine: RuleEngine,
	uri: string,
	options: RuleSettings,
): readonly PlacedFinding[] {
	const file = workspace.file(uri);
	if (file === undefined) return [];
	if (file.unread === 'too-large') {
		return [
			{
				start: 0,
				end: 0,
				code: 'file-too-large',
				severity: 'info',
				message:
					'Servicescope does not look at this file: it is larger than the setting maxFileSize. The command line reads it (servicescope lint).',
			},
		];
	}
	return file.manifest.documents.flatMap((placed) =>
		documentFindings(workspace, engine, uri, placed, options),
	);
}

function documentFindings(
	workspace: Workspace,
	engine: RuleEngine,
	uri: string,
	{ offset, document }: PlacedDocument,
	options: RuleSettings,
): readonly PlacedFinding[] {
	const objects = workspace.objectsIn(uri, document);
	// Other YAML is other tools' business, also where it does not parse.
	const syntax = objects.length > 0 || looksLikeOurs(document.text) ? document.problems : [];
	const { findings, unused } = reportOn(engine, uri, document, options);
	return [
		...syntax.map(({ start, end, message }) => ({
			start: offset + start,
			end: offset + Math.max(end, start + 1),
			code: 'yaml-syntax',
			severity: 'error' as const,
			message,
		})),
		...findings.map(({ start, end, finding, severity }) => ({
			start: offset + start,
			end: offset + end,
			code: finding.rule.id,
			severity,
			message: finding.message,
			finding,
			...(finding.tag === undefined ? {} : { tag: finding.tag }),
		})),
		...unused.map(({ suppression, known }) => ({
			start: offset + suppression.start,
			end: offset + suppression.end,
			code: 'unused-suppression',
			severity: 'info' as const,
			message: known
				? `Nothing here breaks ${suppression.rule}: this comment can go.`
				: `There is no rule ${suppression.rule}: this comment does nothing.`,
			tag: 'unnecessary' as const,
		})),
	];
}

/** A half-typed manifest: it has no object yet, but says that it will be one. */
function looksLikeOurs(text: string): boolean {
	const kind =
		/^kind[ \t]*:[ \t]*(?:Service|StatefulSet|Deployment|EndpointSlice|Pod|DaemonSet|ReplicaSet|Job|CronJob)\b/m;
	return /^apiVersion[ \t]*:/m.test(text) && kind.test(text);
}
