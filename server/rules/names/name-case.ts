// Invariant: what the judges of a name are given, and what they give back before the DNS is asked.
import type { ClusterName } from '../../workspace/host-names/cluster-name.ts';
import type { HostMention } from '../../workspace/host-names/host-mention.ts';
import type { NameLookup } from '../../workspace/host-names/name-lookup.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import type { RuleContext } from '../context.ts';
import type { NameProblem } from './name-problem.ts';

/** A problem before the DNS was asked. */
export type Suspicion = Pick<NameProblem, 'kind' | 'reason' | 'meant'>;

/** What the judges of one name share. */
export interface NameCase {
	readonly names: NameLookup;
	readonly object: IndexedObject;
	readonly mention: HostMention;
	readonly context: RuleContext;
	/** The name as fully as `like` is written. */
	readonly write: (
		name: Pick<ClusterName, 'record' | 'pod' | 'service'> & { readonly namespace: string },
		like: Pick<ClusterName, 'form' | 'rooted'>,
	) => string;
}
