import type { PlacedDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import { locate, type PathStep } from '../manifest/path.ts';
import type { RuleEngine, RuleFinding } from '../rules/engine.ts';
import type { Severity } from '../rules/rule.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A finding at its place in a file; ranges are offsets in the file. */
export interface PlacedFinding extends TextRange {
	/** The rule's id, or one of this file's own: yaml-syntax, file-too-large. */
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	/** Absent for findings about the text itself. */
	readonly finding?: RuleFinding;
}

/** Everything that is to be said about a file, document by document. */
export function diagnosticsOf(
	workspace: Workspace,
	engine: RuleEngine,
	uri: string,
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
	return file.manifest.documents.flatMap((placed) => documentFindings(workspace, engine, uri, placed));
}

function documentFindings(
	workspace: Workspace,
	engine: RuleEngine,
	uri: string,
	{ offset, document }: PlacedDocument,
): readonly PlacedFinding[] {
	const objects = workspace.objectsIn(uri, document);
	// Other YAML is other tools' business, also where it does not parse.
	const syntax = objects.length > 0 || looksLikeOurs(document.text) ? document.problems : [];
	return [
		...syntax.map(({ start, end, message }) => ({
			start: offset + start,
			end: offset + Math.max(end, start + 1),
			code: 'yaml-syntax',
			severity: 'error' as const,
			message,
		})),
		...engine.findingsOn(workspace, uri, document).map((finding) => ({
			...shift(rangeOfFinding(finding.object, finding.path, finding.on), offset),
			code: finding.rule.id,
			severity: finding.severity,
			message: finding.message,
			finding,
		})),
	];
}

/** The range of a path in an object's document: its value, its key, or the key of the nearest parent that exists. */
export function rangeOfFinding(
	{ object }: IndexedObject,
	path: readonly PathStep[],
	on: 'key' | 'value' = 'value',
): TextRange {
	const location = locate(object.document.root, [...object.path, ...path]);
	const { pair, node, itemStart } = location;
	if (location.exact && on === 'value' && node?.kind === 'scalar') return node;
	if (location.exact && on === 'value' && node !== undefined && pair === undefined)
		return firstLine(object.document.text, itemStart ?? node.start);
	if (pair !== undefined) return pair.key;
	if (itemStart !== undefined) return firstLine(object.document.text, itemStart);
	return node === undefined ? { start: 0, end: 0 } : firstLine(object.document.text, node.start);
}

function firstLine(text: string, start: number): TextRange {
	const newline = text.indexOf('\n', start);
	const end = newline === -1 ? text.length : newline;
	return { start, end: Math.max(start + text.slice(start, end).trimEnd().length, start + 1) };
}

function shift(range: TextRange, offset: number): TextRange {
	return { start: range.start + offset, end: range.end + offset };
}

/** A half-typed manifest: it has no object yet, but says that it will be one. */
function looksLikeOurs(text: string): boolean {
	return (
		/^apiVersion[ \t]*:/m.test(text) &&
		/^kind[ \t]*:[ \t]*(?:Service|StatefulSet|Deployment|EndpointSlice|Pod|DaemonSet|ReplicaSet|Job|CronJob)\b/m.test(
			text,
		)
	);
}
