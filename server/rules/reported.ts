// Invariant: what a person is shown is what the rules found, at the severity that the settings give, without what
// comments switch off; a comment that switches nothing off is itself reported.
import type { ManifestDocument } from '../manifest/manifest.ts';
import type { TextRange } from '../manifest/node.ts';
import type { RuleSettings } from './context.ts';
import type { RuleEngine, RuleFinding } from './engine.ts';
import { rangeOf } from './finding-range.ts';
import type { Severity } from './rule.ts';
import { type Suppression, suppressionsIn } from './suppression.ts';

/** A finding at its place in the document. */
export interface ReportedFinding extends TextRange {
	readonly finding: RuleFinding;
	readonly severity: Severity;
}

export interface UnusedSuppression {
	readonly suppression: Suppression;
	/** False if no rule has that id. */
	readonly known: boolean;
}

export interface DocumentReport {
	readonly findings: readonly ReportedFinding[];
	readonly unused: readonly UnusedSuppression[];
}

export function reportOn(
	engine: RuleEngine,
	uri: string,
	document: ManifestDocument,
	options: RuleSettings,
): DocumentReport {
	const suppressions = suppressionsIn(document);
	const used = new Set<Suppression>();
	const findings = engine.findingsOn(uri, document, options).flatMap((finding): ReportedFinding[] => {
		const severity = severityOf(finding, options);
		if (severity === 'off') return [];
		const range = rangeOf(finding);
		const silenced = suppressions.filter(
			({ rule, from, to }) =>
				rule === finding.rule.id && range.start >= from && range.start < Math.max(to, from + 1),
		);
		for (const suppression of silenced) used.add(suppression);
		return silenced.length > 0 ? [] : [{ ...range, finding, severity }];
	});
	const ids = new Set(engine.rules.map(({ id }) => id));
	return {
		findings,
		unused: suppressions
			.filter((suppression) => !used.has(suppression))
			.map((suppression) => ({ suppression, known: ids.has(suppression.rule) })),
	};
}

function severityOf({ rule, severity }: RuleFinding, { settings }: RuleSettings): Severity | 'off' {
	const chosen = settings.rules[rule.id];
	return chosen === 'off' ||
		chosen === 'hint' ||
		chosen === 'info' ||
		chosen === 'warning' ||
		chosen === 'error'
		? chosen
		: severity;
}
