// Invariant: a rule may read every object of the workspace and reports only on its own; what it reads is readonly.
import type { PathStep } from '../manifest/path.ts';
import type { IndexedObject, ObjectLookup } from '../workspace/object-index.ts';
import type { FileEdit } from '../workspace/service-edits.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface RuleDocs {
	/** One line, as a heading: what is wrong. */
	readonly title: string;
	/** What the rule finds, why it matters and what to do; a short paragraph of Markdown each. */
	readonly what: string;
	readonly why: string;
	readonly whatToDo: string;
	/** Manifests that run as tests: the first has exactly this finding, the second has none. */
	readonly invalid: string;
	readonly valid: string;
}

export interface Rule {
	/** Kebab-case; the public name in settings, comments and SARIF. */
	readonly id: string;
	readonly severity: Severity;
	readonly docs: RuleDocs;
	/** The groupKinds (`Service`, `StatefulSet.apps`) whose objects it looks at. */
	readonly kinds: readonly string[];
	readonly check: (object: IndexedObject, context: RuleContext) => Iterable<Finding>;
}

export interface RuleContext {
	readonly workspace: Workspace;
	readonly lookup: ObjectLookup;
}

/** Where in its object a finding stands: a field path, and whether its key or its value is meant. */
export interface Finding {
	/** Steps from the object's root. A missing field is placed at the nearest parent that exists. */
	readonly path: readonly PathStep[];
	readonly on?: 'key' | 'value';
	/** What is wrong, why, and what to do, in a sentence or two. */
	readonly message: string;
	readonly related?: readonly RelatedPlace[];
	readonly fixes?: readonly Fix[];
	readonly tag?: 'unnecessary' | 'deprecated';
	/** Where the API server itself would speak up. */
	readonly api?: { readonly verdict: 'rejects' | 'warns'; readonly reason: string; readonly message: string };
}

export interface RelatedPlace {
	readonly object: IndexedObject;
	readonly path: readonly PathStep[];
	readonly message: string;
}

export interface Fix {
	readonly title: string;
	/** A safe fix never changes what the author meant; it joins "Fix all" and `lint --fix`. */
	readonly safe: boolean;
	/** Computed when asked for; undefined where the text leaves no place for it. */
	readonly edits: () => readonly FileEdit[] | undefined;
}
