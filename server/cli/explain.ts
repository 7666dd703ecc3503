// Invariant: what is printed is the rule's page in docs/rules, to the letter.
import { markdownOf } from '../features/rule-page.ts';
import { documentedRules, ruleNamed } from '../features/text-rules.ts';
import type { Command } from './command.ts';
import { unknownRule } from './lint.ts';
import { UsageError } from './usage-error.ts';

const usage = 'usage: servicescope explain [RULE]';

/** `servicescope explain [RULE]`: the rule's page, or one line for each rule. */
export const explain: Command = async (args, terminal) => {
	const [id, ...rest] = args;
	if (rest.length > 0 || id?.startsWith('-')) throw new UsageError(usage);
	if (id === undefined) {
		const width = Math.max(...documentedRules.map((rule) => rule.id.length));
		for (const rule of documentedRules)
			terminal.stdout(`${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.docs.title}\n`);
		return 0;
	}
	const rule = ruleNamed(id);
	if (rule === undefined) throw new UsageError(unknownRule(id));
	terminal.stdout(markdownOf(rule));
	return 0;
};
