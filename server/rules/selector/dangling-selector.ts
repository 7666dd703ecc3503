// Invariant: a selector counts as dangling only where every Pod that it could pick is in sight.
import type { Service } from '../../kubernetes/objects/service.ts';
import { labelValueErrors } from '../../kubernetes/validation/names.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { asService, backingOf, governedBy, type IndexedService } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';

/** A Service whose selector picks nothing, with the workloads of other namespaces that it would pick there. */
export interface DanglingSelector extends IndexedService {
	readonly selector: Readonly<Record<string, string>>;
	/** In other namespaces, but beside the Service; not empty means that only the namespace is wrong. */
	readonly elsewhere: readonly IndexedObject[];
	/** StatefulSets of the Service's namespace that get their Pods' names from it. */
	readonly governed: readonly IndexedObject[];
}

/** Says whether an object is a Service that surely selects no Pods. */
export function danglingSelectorOf(
	object: IndexedObject,
	context: RuleContext,
): DanglingSelector | undefined {
	const target = asService(object);
	if (target === undefined || !selects(target.service) || !isWrittenOut(object)) return undefined;
	if (!context.seesWholeScope() || backingOf(context.lookup, target).length > 0) return undefined;
	if (context.isPatched(object)) return undefined;
	const selector = target.service.spec.selector ?? {};
	// What no label can be is an error of its own.
	if (Object.values(selector).some((value) => labelValueErrors(value).length > 0)) return undefined;
	const elsewhere = context.lookup
		.podSourcesAnywhere(selector)
		.filter((source) => source.namespace !== object.namespace && standTogether(source, object));
	const governed = governedBy(context.lookup, target).map(({ indexed }) => indexed);
	return { ...target, selector, elsewhere, governed };
}

function selects({ spec }: Service): boolean {
	return spec.type !== 'ExternalName' && Object.keys(spec.selector ?? {}).length > 0;
}

/** True if no template expression stands in the object's document: what is written is what the cluster gets. */
export function isWrittenOut({ object }: IndexedObject): boolean {
	return object.document.expressions.length === 0;
}
