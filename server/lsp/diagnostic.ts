import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { PlacedFinding } from '../features/placed-finding.ts';
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

/** A finding as LSP has it, with what the client can show of it. */
export function toDiagnostic(session: Session, document: TextDocument, placed: PlacedFinding): Diagnostic {
	const { finding, tag, code } = placed;
	const { rulePages } = session;
	const related = canShow(session, 'relatedInformation') ? (finding?.related ?? []) : [];
	return {
		range: toRange(document, placed),
		severity: severities[placed.severity],
		code,
		source: 'servicescope',
		message: placed.message,
		...(rulePages === undefined ? {} : { codeDescription: { href: rulePages.replace('RULE', code) } }),
		...(tag === undefined || !canShow(session, 'tagSupport') ? {} : { tags: [tags[tag]] }),
		...(related.length === 0
			? {}
			: { relatedInformation: related.map((place) => toRelated(session, place)) }),
	};
}

/** Clients say it of the diagnostics that they are sent; newer ones also of those that they ask for. */
function canShow({ capabilities }: Session, what: 'relatedInformation' | 'tagSupport'): boolean {
	const { publishDiagnostics, diagnostic } = capabilities.textDocument ?? {};
	return Boolean(publishDiagnostics?.[what] ?? diagnostic?.[what]);
}

function toRelated({ workspace, documents }: Session, { object, path, message }: RelatedPlace) {
	const range = rangeOfPath(object, path);
	const offset = workspace.offsetOf(object) ?? 0;
	const shifted = { start: range.start + offset, end: range.end + offset };
	return { location: toPlace(workspace, documents, { uri: object.uri, range: shifted }), message };
}
