// Invariant: an object's names are judged once a context, whichever rule asks first.
import { hostMentionsOf } from '../../workspace/host-names/host-mention.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import type { Finding } from '../rule.ts';
import { judgeName } from './judge-name.ts';
import { findingOf, type NameProblem } from './name-problem.ts';

const judged = new WeakMap<RuleContext, WeakMap<IndexedObject, readonly NameProblem[]>>();

/** The names in an object's texts that lead nowhere. */
export function nameProblemsOf(object: IndexedObject, context: RuleContext): readonly NameProblem[] {
	const known = judged.get(context) ?? new WeakMap<IndexedObject, readonly NameProblem[]>();
	judged.set(context, known);
	const before = known.get(object);
	if (before !== undefined) return before;
	const problems = hostMentionsOf(object.object).flatMap((mention) =>
		isTemplated(object, mention.field.path) ? [] : (judgeName(object, mention, context) ?? []),
	);
	known.set(object, problems);
	return problems;
}

/** The findings of the rule that reports one kind of problem. */
export function* findingsOfKind(
	kind: NameProblem['kind'],
	object: IndexedObject,
	context: RuleContext,
	safe = false,
): Iterable<Finding> {
	const problems = nameProblemsOf(object, context).filter((problem) => problem.kind === kind);
	for (const problem of problems) {
		// Numbered Pods that there are not become one Service; other names are mended one by one.
		const alike = problems.flatMap(({ mention, meant }) =>
			kind === 'pod-of-deployment' &&
			mention.field === problem.mention.field &&
			mention.port?.number === problem.mention.port?.number &&
			meant[0]?.host === problem.meant[0]?.host
				? [mention]
				: [],
		);
		yield findingOf(object, problem, context, { safe, alike });
	}
}
