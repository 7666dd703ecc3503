import { isHeadless } from '../../kubernetes/objects/service.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isWorkload } from '../../workspace/object-index.ts';
import { backingOf, type IndexedService } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import { type MentionedService, mentionedServices } from '../mention-targets.ts';

/** The mentions of headless Services as a whole: no Pod's name, no SRV name. */
export function headlessMentions(object: IndexedObject, context: RuleContext): readonly MentionedService[] {
	return mentionedServices(object, context).filter(
		({ reading, service }) =>
			reading.pod === undefined &&
			reading.record === undefined &&
			isHeadless(service.service.spec) &&
			!context.isPatched(service.indexed),
	);
}

/** How many Pods manifests put behind a Service; undefined where they show none. */
export function podsBehind(service: IndexedService, context: RuleContext): number | undefined {
	const backing = backingOf(context.lookup, service);
	if (backing.length === 0) return undefined;
	return backing.reduce((sum, { typed }) => sum + (isWorkload(typed) ? (typed.replicas ?? 1) : 1), 0);
}
