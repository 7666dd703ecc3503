// Invariant: a finding as people see it, at its place in a file; who found it does not matter any more.
import type { TextRange } from '../manifest/node.ts';
import type { RuleFinding } from '../rules/engine.ts';
import type { Finding, Fix, Severity } from '../rules/rule.ts';

/** A finding at its place in a file; ranges are offsets in the file. */
export interface PlacedFinding extends TextRange {
	/** The id of a rule or of one of the text's own (see text-rules.ts). */
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	/** Best first; empty where nothing can be offered. */
	readonly fixes: readonly Fix[];
	/** Absent for findings about the text itself. */
	readonly finding?: RuleFinding;
	readonly tag?: 'unnecessary' | 'deprecated';
	/** Where the API server itself would speak up. */
	readonly api?: NonNullable<Finding['api']>;
}
