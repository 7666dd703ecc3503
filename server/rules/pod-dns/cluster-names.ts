import { configMapsOf } from '../../workspace/config-maps-of.ts';
import { readingsOf } from '../../workspace/host-names/cluster-name.ts';
import { type HostMention, hostMentionsOf } from '../../workspace/host-names/host-mention.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { isTemplated, type RuleContext } from '../context.ts';
import { mentionedServices } from '../mention-targets.ts';

/** A name that only the cluster's DNS knows, and the object whose text has it. */
export interface ClusterNameUse {
	readonly object: IndexedObject;
	readonly mention: HostMention;
}

/**
 * The first name in the texts of a workload's containers (or of ConfigMaps that they read) that only the cluster's DNS can
 * answer: a Service that is in sight, or a name with `.svc`.
 */
export function clusterNameIn(object: IndexedObject, context: RuleContext): ClusterNameUse | undefined {
	const read = configMapsOf(context.lookup, object).filter((config) => standTogether(object, config));
	for (const place of [object, ...read]) {
		const shown = new Set(mentionedServices(place, context).map(({ mention }) => mention));
		const mention = hostMentionsOf(place.object).find(
			(candidate) =>
				(place !== object || candidate.field.container !== undefined) &&
				!isTemplated(place, candidate.field.path) &&
				(shown.has(candidate) || isWholeName(candidate, context)),
		);
		if (mention !== undefined) return { object: place, mention };
	}
	return undefined;
}

function isWholeName({ host }: HostMention, context: RuleContext): boolean {
	return readingsOf(host, context.settings.clusterDomain).some(
		({ form }) => form === 'svc' || form === 'full',
	);
}
