// Invariant: what is found about a file's text, rather than about an object in it, has an id, a page and a severity like
// any rule.
import { rules } from '../rules/registry.ts';
import type { Rule } from '../rules/rule.ts';

/** A rule as people know it: what settings, pages and SARIF need. */
export type DocumentedRule = Pick<Rule, 'id' | 'severity' | 'docs' | 'fixable'>;

export const yamlSyntax: DocumentedRule = {
	id: 'yaml-syntax',
	severity: 'error',
	fixable: false,
	docs: {
		title: 'YAML that cannot be read',
		what: 'A document that is meant to be a Kubernetes object is not valid YAML.',
		why: 'kubectl and the API server refuse it, and nothing else in the document can be checked.',
		whatToDo:
			'Mend the text at the place that is marked: most often it is the indentation, or a quote that is not closed.',
		invalid:
			'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web\n  ports:\n    - port: 80\n',
		valid:
			'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports:\n    - port: 80\n',
	},
};

export const unusedSuppression: DocumentedRule = {
	id: 'unused-suppression',
	severity: 'info',
	fixable: true,
	docs: {
		title: 'Comment that switches off nothing',
		what: 'A `servicescope-disable` comment names a rule that finds nothing there, or a rule that does not exist.',
		why: 'A comment that nobody needs hides the next mistake of that kind, and one with a misspelt id hides none.',
		whatToDo: 'Remove the comment, or correct the id. `servicescope explain` lists the rules.',
		invalid:
			'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    # servicescope-disable-next-line port-number\n    - port: 80\n',
		valid:
			'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n',
	},
};

export const fileTooLarge: DocumentedRule = {
	id: 'file-too-large',
	severity: 'info',
	fixable: false,
	docs: {
		title: 'File that is too large for the editor',
		what: 'A file is larger than the setting `maxFileSize` (5,000,000 characters where nothing is set).',
		why: 'The editor stays quick by leaving it alone, so mistakes in it are not shown there.',
		whatToDo:
			'Split the file, raise `maxFileSize`, or run `servicescope lint`, which reads files of any size.',
		invalid: 'maxFileSize: 1000 # in .servicescope.yaml, beside a manifest of 2,000 characters\n',
		valid: 'maxFileSize: 5000000 # in .servicescope.yaml\n',
	},
};

/** Every rule that a person can name, sorted by id. */
export const documentedRules: readonly DocumentedRule[] = [
	...rules,
	yamlSyntax,
	unusedSuppression,
	fileTooLarge,
].sort((a, b) => (a.id < b.id ? -1 : 1));

const byId: ReadonlyMap<string, DocumentedRule> = new Map(documentedRules.map((rule) => [rule.id, rule]));

export function ruleNamed(id: string): DocumentedRule | undefined {
	return byId.get(id);
}
