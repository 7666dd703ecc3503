import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { PlacedFinding } from '../features/diagnostics.ts';
import { rangeOfPath } from '../rules/finding-range.ts';
import type { RelatedPlace, Severity } from '../rules/rule.ts';
import { toPlace, toRange } from './convert.ts';
import type { Session } from './session.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	info: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** A finding as LSP has it. */
export function toDiagnostic(session: Session, document: TextDocument, placed: PlacedFinding): Diagnostic {
	const { finding, tag } = placed;
	const { rulePages } = session;
	const related =
		session.capabilities.textDocument?.publishDiagnostics?.relatedInformation === false
			? []
			: (finding?.related ?? []);
	return {
		range: toRange(document, placed),
		severity: severities[placed.severity],
		code: placed.code,
		source: 'servicescope',
		message: placed.message,
		...(finding === undefined || rulePages === undefined
			? {}
			: { codeDescription: { href: rulePages.replace('RULE', finding.rule.id) } }),
		...(tag === undefined ? {} : { tags: [tags[tag]] }),
		...(related.length === 0
			? {}
			: { relatedInformation: related.map((place) => toRelated(session, place)) }),
	};
}

function toRelated({ workspace, documents }: Session, { object, path, message }: RelatedPlace) {
	const range = rangeOfPath(object, path);
	const offset = workspace.offsetOf(object) ?? 0;
	const shifted = { start: range.start + offset, end: range.end + offset };
	return { location: toPlace(workspace, documents, { uri: object.uri, range: shifted }), message };
}
