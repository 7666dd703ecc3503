// Invariant: a rule may read every object of its scope and reports only on its own; what it reads is readonly.
import type { PathStep } from '../manifest/path.ts';
import type { FileEdit } from '../workspace/field-editor.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

export interface RuleDocs {
	/** One line, as a heading: what is wrong. */
	readonly title: string;
	/** What the rule finds, why it matters and what to do; a short paragraph of Markdown each. */
	readonly what: string;
	readonly why: string;
	readonly whatToDo: string;
	/**
	 * Manifests that run as tests: the first has this finding (and nothing else at warning or error level), the second
	 * has none. `#- path.yaml` on a line of its own starts another file.
	 */
	readonly invalid: string;
	readonly valid: string;
	/** Where to read more. */
	readonly links?: readonly string[];
}

export interface Rule {
	/** Kebab-case; the public name in settings, comments and SARIF. */
	readonly id: string;
	readonly severity: Severity;
	readonly docs: RuleDocs;
	/** The groupKinds (`Service`, `StatefulSet.apps`) whose objects it looks at; `*` for all. */
	readonly kinds: readonly string[];
	/** True if it can offer an edit; the harness holds it to that. */
	readonly fixable: boolean;
	readonly check: (object: IndexedObject, context: RuleContext) => Iterable<Finding>;
}

/** Where in its object a finding stands: a field path, and whether its key or its value is meant. */
export interface Finding {
	/** Steps from the object's root. A missing field is placed at the nearest parent that exists. */
	readonly path: readonly PathStep[];
	/** `value` where absent; a missing field is always shown at a key. */
	readonly on?: 'key' | 'value';
	/** Where it is shown instead: the field that demands a missing one. */
	readonly place?: readonly PathStep[];
	/** Where it differs from the rule's: what settings make certain is more than information. */
	readonly severity?: Severity;
	/** The part of a scalar's text that is meant (a host name in a URL), in UTF-16 units of the text. */
	readonly within?: { readonly start: number; readonly end: number };
	/** What is wrong, why, and what to do, in a sentence or two. */
	readonly message: string;
	readonly related?: readonly RelatedPlace[];
	/** Best first. */
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

export type Fix = EditFix | CopyFix;

/** Something that no edit can do: a command for a terminal, to copy. */
export interface CopyFix {
	readonly title: string;
	readonly safe: false;
	readonly copy: string;
	readonly edits?: undefined;
}

export interface EditFix {
	/** In plain words, with the values: "Set port to 5432, the Pods' port (headless does not translate ports)". */
	readonly title: string;
	/** A safe fix never changes what the author meant; it joins "Fix all" and `lint --fix`. */
	readonly safe: boolean;
	/** Computed when asked for; undefined where the text leaves no place for it. */
	readonly edits: () => readonly FileEdit[] | undefined;
}
