// Invariant: the fix takes away one rule's id: the comment goes only if it names no other rule.
import type { TextEdit } from '../manifest/edit.ts';
import type { PlacedDocument } from '../manifest/manifest.ts';
import type { RuleSettings } from '../rules/context.ts';
import { severityOf } from '../rules/reported.ts';
import type { Fix } from '../rules/rule.ts';
import type { Suppression } from '../rules/suppression.ts';
import { nearestName } from '../workspace/nearest-name.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { documentedRules, ruleNamed, unusedSuppression } from './text-rules.ts';

/** What is to be said about a comment that switches nothing off; undefined where the settings switch that off. */
export function unusedSuppressionFinding(
	uri: string,
	{ offset, document }: PlacedDocument,
	suppression: Suppression,
	options: RuleSettings,
): PlacedFinding | undefined {
	const severity = severityOf(unusedSuppression.id, unusedSuppression.severity, options);
	if (severity === 'off') return undefined;
	const { rule, rules, id } = suppression;
	const { start, end } = rules.length > 1 ? id : suppression;
	const isKnown = ruleNamed(rule) !== undefined;
	const nearest = isKnown
		? undefined
		: nearestName(
				rule,
				documentedRules.map((other) => other.id),
			)?.name;
	const inFile = (edit: TextEdit) => [
		{ uri, edit: { ...edit, start: edit.start + offset, end: edit.end + offset } },
	];
	const remove: Fix = {
		title: rules.length > 1 ? `Remove ${rule} from the comment` : 'Remove the comment',
		// Who misspelt an id meant another rule.
		safe: isKnown,
		edits: () => inFile(removal(document.text, suppression)),
	};
	const rename: readonly Fix[] =
		nearest === undefined
			? []
			: [{ title: `Change to ${nearest}`, safe: false, edits: () => inFile({ ...id, newText: nearest }) }];
	const guess = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
	return {
		start: offset + start,
		end: offset + end,
		code: unusedSuppression.id,
		severity,
		message: isKnown
			? `Nothing here breaks ${rule}: this comment can go.`
			: `There is no rule ${rule}: this comment does nothing.${guess}`,
		fixes: [...rename, remove],
		tag: 'unnecessary',
	};
}

/** Takes the id out of the comment's list, or the comment with what it leaves empty. */
function removal(text: string, { id, rules, rule, start, end }: Suppression): TextEdit {
	if (rules.length > 1) {
		const after = /^[ \t]*,[ \t]*/.exec(text.slice(id.end))?.[0].length;
		if (after !== undefined && rules.at(-1) !== rule)
			return { start: id.start, end: id.end + after, newText: '' };
		const before = /[ \t]*,[ \t]*$/.exec(text.slice(start, id.start))?.[0].length ?? 0;
		return { start: id.start - before, end: id.end, newText: '' };
	}
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const newline = text.indexOf('\n', end);
	const alone = text.slice(lineStart, start).trim() === '';
	if (alone) return { start: lineStart, end: newline === -1 ? text.length : newline + 1, newText: '' };
	const blank = /[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
	const lineEnd = newline === -1 ? text.length : text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
	return { start: start - blank, end: lineEnd, newText: '' };
}
