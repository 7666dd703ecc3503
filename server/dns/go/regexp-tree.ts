// Invariant: the tree says what a pattern matches and nothing of how it was written.

export type RegexpNode =
	| { readonly kind: 'empty' }
	| { readonly kind: 'class'; readonly test: (code: number) => boolean }
	| { readonly kind: 'assert'; readonly what: Assertion }
	| { readonly kind: 'capture'; readonly index: number; readonly body: RegexpNode }
	| { readonly kind: 'sequence'; readonly parts: readonly RegexpNode[] }
	| { readonly kind: 'choice'; readonly options: readonly RegexpNode[] }
	| {
			readonly kind: 'repeat';
			readonly body: RegexpNode;
			readonly least: number;
			/** Infinity for no bound. */
			readonly most: number;
			readonly greedy: boolean;
	  };

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'no-word';

export interface ParsedRegexp {
	readonly root: RegexpNode;
	/** By group number, from 0; '' for a group without name. */
	readonly groupNames: readonly string[];
}

export class RegexpError extends Error {}
