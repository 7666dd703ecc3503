import { isHeadless } from '../../kubernetes/objects/service.ts';
import { configMapsOf } from '../../workspace/config-maps-of.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isWorkload } from '../../workspace/object-index.ts';
import { backingOf, type IndexedService } from '../../workspace/service-backing.ts';
import { isTemplated, type RuleContext } from '../context.ts';
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

/** A mention of a headless Service or of one of its Pods, and the object whose text it is. */
export interface ClientMention extends MentionedService {
	readonly by: IndexedObject;
}

/**
 * The first name of a headless Service or one of its Pods that a program is told: in the object itself, in ConfigMaps that
 * its Pods read, or, for a ConfigMap, in the Pods that read it.
 */
export function headlessTarget(object: IndexedObject, context: RuleContext): ClientMention | undefined {
	const { lookup } = context;
	const readers =
		object.groupKind === 'ConfigMap'
			? lookup
					.allPodSources(object.namespace)
					.filter((pods) => standTogether(pods, object) && configMapsOf(lookup, pods).includes(object))
			: [];
	const told = [object, ...readers].flatMap((place) => [
		place,
		...configMapsOf(lookup, place).filter((config) => standTogether(place, config)),
	]);
	for (const by of new Set(told)) {
		const [found] = mentionedServices(by, context).filter(
			({ reading, service }) =>
				reading.record === undefined &&
				isHeadless(service.service.spec) &&
				!context.isPatched(service.indexed),
		);
		if (found !== undefined) return { ...found, by };
	}
	return undefined;
}

/** How many Pods manifests put behind a Service; undefined where they show none. */
export function podsBehind(service: IndexedService, context: RuleContext): number | undefined {
	const backing = backingOf(context.lookup, service);
	if (backing.length === 0 || backing.some((source) => isTemplated(source, ['spec', 'replicas'])))
		return undefined;
	return backing.reduce((sum, { typed }) => sum + (isWorkload(typed) ? (typed.replicas ?? 1) : 1), 0);
}
