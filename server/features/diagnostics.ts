// Invariant: this is the one list of what is to be said about a file; editor and command line show the same.
import type { ManifestDocument, PlacedDocument } from '../manifest/manifest.ts';
import type { RuleSettings } from '../rules/context.ts';
import type { RuleEngine } from '../rules/engine.ts';
import { reportOn, severityOf, type TextFinding } from '../rules/reported.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import { relevantKinds } from '../workspace/relevant-kinds.ts';
import { scanKind } from '../workspace/text-scan.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { fileTooLarge, yamlSyntax } from './text-rules.ts';
import { unusedSuppressionFinding } from './unused-suppression.ts';

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
		const severity = severityOf(fileTooLarge.id, fileTooLarge.severity, options);
		if (severity === 'off') return [];
		const message =
			'Servicescope does not look at this file: it is larger than the setting maxFileSize. The command line reads it (servicescope lint).';
		return [{ start: 0, end: 0, code: fileTooLarge.id, severity, message, fixes: [] }];
	}
	return file.manifest.documents.flatMap((placed) =>
		documentFindings(workspace, engine, uri, placed, options),
	);
}

function documentFindings(
	workspace: Workspace,
	engine: RuleEngine,
	uri: string,
	placed: PlacedDocument,
	options: RuleSettings,
): readonly PlacedFinding[] {
	const { offset, document } = placed;
	const syntax = syntaxFindings(workspace, uri, document);
	const { findings, texts, unused } = reportOn(engine, uri, document, options, syntax);
	return [
		...texts.map(({ start, end, rule, severity, message }) => ({
			start: offset + start,
			end: offset + end,
			code: rule,
			severity,
			message,
			fixes: [],
			api: { verdict: 'rejects', reason: 'BadRequest', message } as const,
		})),
		...findings.map(({ start, end, finding, severity }) => ({
			start: offset + start,
			end: offset + end,
			code: finding.rule.id,
			severity,
			message: finding.message,
			fixes: finding.fixes ?? [],
			finding,
			...(finding.tag === undefined ? {} : { tag: finding.tag }),
			...(finding.api === undefined ? {} : { api: finding.api }),
		})),
		...unused.flatMap((suppression) => unusedSuppressionFinding(uri, placed, suppression, options) ?? []),
	];
}

/** What keeps a manifest from being read. Other YAML is other tools' business, and so is what a template makes. */
function syntaxFindings(
	workspace: Workspace,
	uri: string,
	document: ManifestDocument,
): readonly TextFinding[] {
	if (document.problems.length === 0 || document.expressions.length > 0) return [];
	const isOurs = workspace.objectsIn(uri, document).some(isNamed) || looksLikeOurs(document.text);
	if (!isOurs) return [];
	return firstOfLines(document).map(({ start, end, message }) => ({
		start,
		end: Math.max(end, start + 1),
		rule: yamlSyntax.id,
		severity: yamlSyntax.severity,
		message,
	}));
}

/** False for logs and other data, of which a part may read as a mapping. */
function isNamed({ object: { apiVersion, kind } }: IndexedObject): boolean {
	return kind !== '' && (apiVersion !== '' || relevantKinds.has(kind));
}

/** One slip makes the parser stumble several times over the same line; the first time says it. */
function firstOfLines({ text, problems }: ManifestDocument): ManifestDocument['problems'] {
	const lines = new Set<number>();
	return problems.filter(({ start }) => {
		const line = text.lastIndexOf('\n', start - 1);
		const isFirst = !lines.has(line);
		lines.add(line);
		return isFirst;
	});
}

/** A half-typed manifest: it has no object yet, but says that it will be one, however its lines are indented. */
function looksLikeOurs(text: string): boolean {
	const kind = scanKind(text) ?? /^[ \t]+kind:[ \t]*["']?([A-Za-z]+)/m.exec(text)?.[1];
	return kind !== undefined && relevantKinds.has(kind) && /^apiVersion[ \t]*:/m.test(text);
}
