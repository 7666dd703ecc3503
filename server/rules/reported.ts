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

/** Something that is wrong with a document's text, before there are objects to look at. */
export interface TextFinding extends TextRange {
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
}

export interface DocumentReport {
	readonly findings: readonly ReportedFinding[];
	readonly texts: readonly TextFinding[];
	/** Comments that switch nothing off. */
	readonly unused: readonly Suppression[];
}

/** What the rules find in a document, and of `texts` what settings and comments leave. */
export function reportOn(
	engine: RuleEngine,
	uri: string,
	document: ManifestDocument,
	options: RuleSettings,
	texts: readonly TextFinding[] = [],
): DocumentReport {
	const suppressions = suppressionsIn(document);
	const used = new Set<Suppression>();
	const isSilenced = (id: string, start: number): boolean => {
		const silencing = suppressions.filter(
			({ rule, from, to }) => rule === id && start >= from && start < Math.max(to, from + 1),
		);
		for (const suppression of silencing) used.add(suppression);
		return silencing.length > 0;
	};
	const findings = engine.findingsOn(uri, document, options).flatMap((finding): ReportedFinding[] => {
		const range = rangeOf(finding);
		// Also of a rule that is off: its comments are not unused, they wait.
		if (isSilenced(finding.rule.id, range.start)) return [];
		const severity = severityOf(finding.rule.id, finding.severity, options);
		return severity === 'off' ? [] : [{ ...range, finding, severity }];
	});
	const shown = texts.flatMap((text): TextFinding[] => {
		if (isSilenced(text.rule, text.start)) return [];
		const severity = severityOf(text.rule, text.severity, options);
		return severity === 'off' ? [] : [{ ...text, severity }];
	});
	return {
		findings,
		texts: shown,
		unused: suppressions.filter((suppression) => !used.has(suppression)),
	};
}

/** The severity that the settings give a rule, else its own. */
export function severityOf(
	rule: string,
	own: Severity,
	{ settings }: Pick<RuleSettings, 'settings'>,
): Severity | 'off' {
	const chosen = Object.hasOwn(settings.rules, rule) ? settings.rules[rule] : undefined;
	return chosen === 'off' ||
		chosen === 'hint' ||
		chosen === 'info' ||
		chosen === 'warning' ||
		chosen === 'error'
		? chosen
		: own;
}
