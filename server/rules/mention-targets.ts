// Invariant: an object's mentions are looked up once a context, whichever rule asks first.
import type { ClusterName } from '../workspace/host-names/cluster-name.ts';
import { type HostMention, hostMentionsOf } from '../workspace/host-names/host-mention.ts';
import { isNamespaceWritten, NameLookup } from '../workspace/host-names/name-lookup.ts';
import { type NameTarget, readingOfService, targetOf } from '../workspace/host-names/name-target.ts';
import { patchPatternOf } from '../workspace/host-names/text-fields.ts';
import { standTogether } from '../workspace/neighbourhood.ts';
import type { IndexedObject } from '../workspace/object-index.ts';
import type { IndexedService } from '../workspace/service-backing.ts';
import { isTemplated, type RuleContext } from './context.ts';

/** A host name that manifests show a Service for. */
export interface MentionedService extends NameTarget {
	readonly mention: HostMention;
	/** The first of its Services. */
	readonly service: IndexedService;
}

/** How many Services of one name are compared: more are a heap of examples. */
const mostRepeats = 20;

/** Of more Services of one name nobody can say which is mentioned. */
const mostNamesakes = 200;

const found = new WeakMap<RuleContext, WeakMap<IndexedObject, readonly MentionedService[]>>();

/** The mentions whose Service is in sight and surely the one that is meant; templated texts are left out. */
export function mentionedServices(object: IndexedObject, context: RuleContext): readonly MentionedService[] {
	const known = found.get(context) ?? new WeakMap<IndexedObject, readonly MentionedService[]>();
	found.set(context, known);
	const before = known.get(object);
	if (before !== undefined) return before;
	const names = new NameLookup(context.lookup, object.scope);
	const targets = hostMentionsOf(object.object).flatMap((mention): readonly MentionedService[] => {
		if (isTemplated(object, mention.field.path)) return [];
		if (context.isPatched(object, patchPatternOf(mention.field))) return [];
		const target = targetOf(names, mention.host, object, context.settings.clusterDomain);
		if (target === undefined || !target.certain) return [];
		if (target.services.some(({ indexed }) => isOpen(indexed))) return [];
		const own = firstOf(target.services, ({ indexed }) => areOfOneCluster(object, indexed), mostRepeats);
		const [service] = own;
		return service === undefined
			? []
			: [{ ...target, services: [service, ...own.slice(1)], mention, service }];
	});
	known.set(object, targets);
	return targets;
}

/** True if a template decides what sort of Service it is. */
function isOpen(service: IndexedObject): boolean {
	return [
		['spec', 'clusterIP'],
		['spec', 'type'],
		['spec', 'ports'],
	].some((path) => isTemplated(service, path));
}

function firstOf<T>(items: readonly T[], fits: (item: T) => boolean, most: number): readonly T[] {
	const found: T[] = [];
	for (const item of items) {
		if (found.length === most) break;
		if (fits(item)) found.push(item);
	}
	return found;
}

/** A place where a Service is mentioned. */
export interface ServiceMention {
	/** The object whose text it is. */
	readonly object: IndexedObject;
	readonly mention: HostMention;
	readonly reading: ClusterName;
}

/** The mentions of a Service in the texts of its scope, one after the other; `mayBe` leaves out others before they are looked at. */
export function* mentionsOfService(
	target: IndexedService,
	context: RuleContext,
	mayBe: (mention: HostMention) => boolean = () => true,
): Iterable<ServiceMention> {
	const { indexed, service } = target;
	if (context.lookup.find('Service', indexed.namespace, indexed.name).length > mostNamesakes) return;
	if (isOpen(indexed)) return;
	for (const object of context.lookup.mentioning(service.metadata.name.toLowerCase())) {
		for (const mention of hostMentionsOf(object.object)) {
			if (!mayBe(mention) || isTemplated(object, mention.field.path)) continue;
			const reading = readingOfService(mention.host, object, context.settings.clusterDomain, target);
			if (reading !== undefined && areOfOneCluster(object, indexed)) yield { object, mention, reading };
		}
	}
}

/** Objects without a written namespace are surely together only where they stand together. */
export function areOfOneCluster(a: IndexedObject, b: IndexedObject): boolean {
	return (isNamespaceWritten(a) && isNamespaceWritten(b)) || standTogether(a, b);
}
