// Invariant: a fallback takes exactly the statements of its own that no rule for a single mistake takes, so that nothing
// that the API server says is lost and nothing is said twice.
import { formatFieldPath } from '../../../manifest/path.ts';
import type { RuleDocs, Severity } from '../../rule.ts';
import { type ApiRule, apiRule } from '../api-rule.ts';
import { specificRules } from '../specific-rules.ts';
import type { ApiStatement } from '../statement.ts';

export interface FallbackOptions {
	readonly id: string;
	readonly kinds: readonly string[];
	readonly severity?: Severity;
	readonly docs: RuleDocs;
	readonly takes: (statement: ApiStatement) => boolean;
}

export function fallbackRule({ takes, ...options }: FallbackOptions): ApiRule {
	return apiRule({
		...options,
		fixable: false,
		claims: (statement, object) =>
			takes(statement) &&
			!specificRules.some(
				({ kinds, claims }) =>
					(kinds.includes(object.groupKind) || kinds.includes('*')) && claims(statement, object),
			),
		judge: ({ statement, object }) => {
			const field = formatFieldPath(statement.path) || object.object.kind;
			return {
				message:
					statement.verdict === 'rejects'
						? `The API server refuses ${field}: ${statement.message}.`
						: `The API server warns about ${field}: ${statement.message}.`,
			};
		},
	});
}

/** True for whatever keeps an object out of the cluster. */
export function isRejection({ verdict }: ApiStatement): boolean {
	return verdict === 'rejects';
}
