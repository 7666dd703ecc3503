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
	const shown = new Set(mentionedServices(object, context).map(({ mention }) => mention));
	const own = hostMentionsOf(object.object).find(
		(mention) =>
			mention.field.container !== undefined &&
			!isTemplated(object, mention.field.path) &&
			(shown.has(mention) || isWholeName(mention, context)),
	);
	if (own !== undefined) return { object, mention: own };
	for (const config of configMapsOf(context.lookup, object)) {
		if (!standTogether(object, config)) continue;
		const mention = hostMentionsOf(config.object).find(
			(candidate) => isWholeName(candidate, context) && !isTemplated(config, candidate.field.path),
		);
		if (mention !== undefined) return { object: config, mention };
	}
	return undefined;
}

function isWholeName({ host }: HostMention, context: RuleContext): boolean {
	return readingsOf(host, context.settings.clusterDomain).some(
		({ form }) => form === 'svc' || form === 'full',
	);
}
