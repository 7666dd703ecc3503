// Invariant: findings are cached by document; they are computed anew only when the document changed, or when an answer
// of the index that one of its rules asked for did.

import type { ManifestDocument } from '../manifest/manifest.ts';
import { formatFieldPath } from '../manifest/path.ts';
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
	/** The objects that were looked at; new ones mean a new layout. */
	readonly objects: readonly IndexedObject[];
	readonly lookups: readonly TrackedLookup[];
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

	/**
	 * The findings on a document's objects, at each rule's own severity. Where overlays share a base, only what is
	 * wrong in every one of them counts: one overlay may bring what another lacks.
	 */
	findingsOn(workspace: Workspace, uri: string, document: ManifestDocument): readonly RuleFinding[] {
		const byScope = [...workspace.objectsByScope(uri, document).values()];
		const cached = this.cache.get(document);
		if (cached !== undefined && isCurrent(cached, byScope.flat())) return cached.findings;
		const lookups: TrackedLookup[] = [];
		const perScope: (readonly RuleFinding[])[] = [];
		for (const objects of byScope) {
			const [first] = objects;
			if (first === undefined) continue;
			const lookup = new TrackedLookup(workspace.indexOf(first));
			lookups.push(lookup);
			perScope.push(objects.flatMap((object) => this.check(object, { workspace, lookup })));
		}
		const [findings = [], ...others] = perScope;
		const common = findings.filter((finding) =>
			others.every((list) => list.some((other) => isSame(finding, other))),
		);
		this.cache.set(document, { objects: byScope.flat(), lookups, findings: common });
		return common;
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

function isCurrent(cached: CachedFindings, objects: readonly IndexedObject[]): boolean {
	return (
		cached.objects.length === objects.length &&
		cached.objects.every((object, index) => object === objects[index]) &&
		cached.lookups.every((lookup) => lookup.isCurrent())
	);
}

function isSame(a: RuleFinding, b: RuleFinding): boolean {
	return a.rule === b.rule && formatFieldPath(a.path) === formatFieldPath(b.path);
}
