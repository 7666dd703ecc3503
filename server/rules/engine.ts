// Invariant: findings are cached by document; they are computed anew only when the document changed, or when an answer
// of the index that one of its rules asked for did.
import type { ManifestDocument } from '../manifest/manifest.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import { TrackedLookup } from '../workspace/tracked-lookup.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Finding, Rule, RuleContext, Severity } from './rule.ts';

/** A finding with the rule and the object that it belongs to. */
export interface RuleFinding extends Finding {
	readonly rule: Rule;
	readonly severity: Severity;
	readonly object: IndexedObject;
}

export interface RuleFailure {
	readonly rule: Rule;
	readonly error: unknown;
}

interface CachedFindings {
	readonly lookup: TrackedLookup;
	readonly findings: readonly RuleFinding[];
}

export class RuleEngine {
	private readonly rules: readonly Rule[];
	private readonly byKind = new Map<string, Rule[]>();
	private readonly cache = new WeakMap<ManifestDocument, CachedFindings>();
	private readonly failed: (failure: RuleFailure) => void;

	/** `failed` is told of rules that throw; the others go on. */
	constructor(rules: readonly Rule[], failed: (failure: RuleFailure) => void) {
		this.rules = rules;
		this.failed = failed;
		for (const rule of rules) {
			for (const kind of rule.kinds) this.byKind.set(kind, [...(this.byKind.get(kind) ?? []), rule]);
		}
	}

	/** The findings on a document's objects, at each rule's own severity. */
	findingsOn(workspace: Workspace, document: ManifestDocument): readonly RuleFinding[] {
		const cached = this.cache.get(document);
		if (cached?.lookup.isCurrent()) return cached.findings;
		const lookup = new TrackedLookup(workspace.index);
		const context: RuleContext = { workspace, lookup };
		const findings = workspace.objectsIn(document).flatMap((object) => this.check(object, context));
		this.cache.set(document, { lookup, findings });
		return findings;
	}

	all(): readonly Rule[] {
		return this.rules;
	}

	private check(object: IndexedObject, context: RuleContext): readonly RuleFinding[] {
		const findings: RuleFinding[] = [];
		for (const rule of this.byKind.get(object.groupKind) ?? []) {
			try {
				for (const finding of rule.check(object, context)) {
					findings.push({ ...finding, rule, severity: rule.severity, object });
				}
			} catch (error) {
				this.failed({ rule, error });
			}
		}
		return findings;
	}
}
