import { RequestType } from 'vscode-languageserver';
import { markdownOf } from '../../features/rule-page.ts';
import { ruleNamed } from '../../features/text-rules.ts';
import { type RulePageParams, rulePageRequest } from '../../protocol.ts';
import { guarded } from '../guard.ts';
import type { Session } from '../session.ts';

export function onRulePage({ connection }: Session): void {
	connection.onRequest(
		new RequestType<RulePageParams, string | null, void>(rulePageRequest),
		guarded<RulePageParams, string | null>(
			connection,
			rulePageRequest,
			({ rule }) => {
				const found = ruleNamed(rule);
				return found === undefined ? null : markdownOf(found);
			},
			null,
		),
	);
}
