// Invariant: findings are cached by document; they are computed anew only when the document, the settings or an answer
// that one of its rules asked for has changed.
import type { ManifestDocument } from '../manifest/manifest.ts';
import { formatFieldPath } from '../manifest/path.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { Simulation } from '../workspace/simulation.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { RuleContext, type RuleSettings, VerdictCache } from './context.ts';
import type { Finding, Rule, Severity } from './rule.ts';

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
	readonly options: RuleSettings;
	/** The objects that were looked at; new ones mean a new layout. */
	readonly objects: readonly IndexedObject[];
	readonly contexts: readonly RuleContext[];
	readonly findings: readonly RuleFinding[];
}

const anyKind = '*';

export class RuleEngine {
	readonly rules: readonly Rule[];
	private readonly byKind = new Map<string, readonly Rule[]>();
	private readonly cache = new WeakMap<ManifestDocument, CachedFindings>();
	private readonly verdicts = new VerdictCache();
	private readonly workspace: Workspace;
	private readonly simulation: Simulation;
	private readonly failed: (failure: RuleFailure) => void;

	/** `failed` is told of rules that throw; the others go on. */
	constructor(
		rules: readonly Rule[],
		workspace: Workspace,
		simulation: Simulation,
		failed: (failure: RuleFailure) => void,
	) {
		this.rules = rules;
		this.workspace = workspace;
		this.simulation = simulation;
		this.failed = failed;
	}

	/**
	 * The findings on a document's objects, at each rule's own severity. Where overlays share a base, only what is
	 * wrong in every one of them counts: one overlay may bring what another lacks.
	 */
	findingsOn(uri: string, document: ManifestDocument, options: RuleSettings): readonly RuleFinding[] {
		const byScope = [...this.workspace.objectsByScope(uri, document).values()];
		const objects = byScope.flat();
		const cached = this.cache.get(document);
		if (cached !== undefined && isCurrent(cached, objects, options)) return cached.findings;
		const contexts: RuleContext[] = [];
		const perScope = byScope.flatMap((scoped) => {
			const [first] = scoped;
			if (first === undefined) return [];
			const index = this.workspace.indexOf(first);
			const context = new RuleContext(
				this.workspace,
				this.simulation,
				options,
				first.scope,
				index,
				this.verdicts,
			);
			contexts.push(context);
			return [scoped.flatMap((object) => this.check(object, context))];
		});
		const [first = [], ...others] = perScope;
		const findings = first.filter((finding) =>
			others.every((list) => list.some((other) => isSame(finding, other))),
		);
		this.cache.set(document, { options, objects, contexts, findings });
		return findings;
	}

	private check(object: IndexedObject, context: RuleContext): readonly RuleFinding[] {
		const findings: RuleFinding[] = [];
		for (const rule of this.rulesFor(object.groupKind)) {
			try {
				for (const finding of rule.check(object, context)) {
					findings.push({ ...finding, rule, severity: finding.severity ?? rule.severity, object });
				}
			} catch (error) {
				this.failed({ rule, error });
			}
		}
		return findings;
	}

	private rulesFor(groupKind: string): readonly Rule[] {
		const known = this.byKind.get(groupKind);
		if (known !== undefined) return known;
		const found = this.rules.filter(({ kinds }) => kinds.includes(groupKind) || kinds.includes(anyKind));
		this.byKind.set(groupKind, found);
		return found;
	}
}

function isCurrent(
	cached: CachedFindings,
	objects: readonly IndexedObject[],
	options: RuleSettings,
): boolean {
	return (
		cached.options === options &&
		cached.objects.length === objects.length &&
		cached.objects.every((object, index) => object === objects[index]) &&
		cached.contexts.every((context) => context.isCurrent())
	);
}

function isSame(a: RuleFinding, b: RuleFinding): boolean {
	return a.rule === b.rule && formatFieldPath(a.path) === formatFieldPath(b.path);
}
