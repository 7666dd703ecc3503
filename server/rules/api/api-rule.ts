// Invariant: a rule takes up whole statements, and each of them is taken up by exactly one rule: the claims of the rules
// for single mistakes exclude each other, and the fallback of a kind takes what none of them claims.
import type { JsonObject } from '../../kubernetes/objects/json.ts';
import type { PathStep } from '../../manifest/path.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isConditional } from '../conditional.ts';
import type { RuleContext } from '../context.ts';
import type { Finding, Rule, RuleDocs, Severity } from '../rule.ts';
import { type ApiStatement, mayBeOtherwise, statementsOn } from './statement.ts';

/** What a rule looks at when it puts a statement into words. */
export interface ApiSubject {
	readonly object: IndexedObject;
	readonly context: RuleContext;
	/** The object's own value, as decoded. */
	readonly value: JsonObject;
	readonly statement: ApiStatement;
}

/** A finding without what the statement already says. */
export type ApiFinding = Pick<Finding, 'message'> &
	Partial<Pick<Finding, 'path' | 'on' | 'place' | 'fixes' | 'tag' | 'related'>>;

export interface ApiRule extends Rule {
	readonly claims: (statement: ApiStatement, object: IndexedObject) => boolean;
}

export interface ApiRuleOptions {
	readonly id: string;
	readonly severity?: Severity;
	readonly kinds: readonly string[];
	readonly fixable: boolean;
	readonly docs: RuleDocs;
	readonly claims: ApiRule['claims'];
	/** Other fields that the verdict rests on: if a template or a patch decides about one of them, nothing is said. */
	readonly dependsOn?: readonly (readonly PathStep[])[];
	/** True if what is said of a field covers all its entries: it is then said once, however often the API server complains. */
	readonly wholeField?: boolean;
	/** The statement in words; several where it stands for several entries of a mapping. */
	readonly judge: (subject: ApiSubject) => ApiFinding | readonly ApiFinding[];
}

/** A rule for one kind of mistake that the API server finds. */
export function apiRule(options: ApiRuleOptions): ApiRule {
	const { id, severity = 'error', kinds, fixable, docs, claims, dependsOn = [], judge } = options;
	const { wholeField = false } = options;
	return {
		id,
		severity,
		kinds,
		fixable,
		docs,
		claims,
		*check(object, context) {
			const seen = new Set<string>();
			const fields = new Set<string>();
			for (const statement of statementsOn(object, context)) {
				if (!claims(statement, object)) continue;
				const field = `${statement.reason} ${JSON.stringify(statement.path)}`;
				if (wholeField && fields.has(field)) continue;
				fields.add(field);
				// Where fields together are wrong, a condition around one of them may be what keeps them apart.
				if (dependsOn.length > 0 && isConditional(object, statement.path)) continue;
				if (dependsOn.some((path) => mayBeOtherwise(object, path, context))) continue;
				const judged = judge({ object, context, value: object.object.value, statement });
				for (const each of [judged].flat()) {
					const finding = toFinding(statement, each, severity);
					// One mistake may break several of the API server's rules.
					const key = JSON.stringify([finding.path, finding.message]);
					if (seen.has(key)) continue;
					seen.add(key);
					yield finding;
				}
			}
		},
	};
}

function toFinding(statement: ApiStatement, judged: ApiFinding, severity: Severity): Finding {
	const { verdict, reason, message, path } = statement;
	const own: Severity = verdict === 'rejects' ? 'error' : 'warning';
	return {
		path,
		...judged,
		...(own === severity ? {} : { severity: own }),
		api: { verdict, reason, message },
	};
}

/** The kinds that are decoded and validated. */
export const ruledKinds: readonly string[] = [
	'Service',
	'EndpointSlice.discovery.k8s.io',
	'Pod',
	'Deployment.apps',
	'ReplicaSet.apps',
	'StatefulSet.apps',
	'DaemonSet.apps',
	'Job.batch',
	'CronJob.batch',
];

/** Those of them that hold Pods or templates of Pods. */
export const podKinds: readonly string[] = ruledKinds.filter(
	(kind) => kind !== 'Service' && !kind.startsWith('EndpointSlice'),
);

/** Those that have a selector of Pods beside a template. */
export const selectingKinds: readonly string[] = podKinds.filter(
	(kind) => kind !== 'Pod' && kind !== 'CronJob.batch',
);

export const allKinds: readonly string[] = ['*'];
