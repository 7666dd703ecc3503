// Invariant: a Service counts as missing only where the StatefulSet is complete and nothing hides objects of its scope.
import { objectAt, stringAt } from '../../kubernetes/objects/json.ts';
import { isHeadless } from '../../kubernetes/objects/service.ts';
import { dnsLabelErrors } from '../../kubernetes/validation/names.ts';
import { documentBehind } from '../../workspace/document-behind.ts';
import { FieldEditor } from '../../workspace/field-editor.ts';
import {
	asStatefulSet,
	coversPodsOf,
	governingServices,
	isComplete,
	writtenServiceName,
} from '../../workspace/governing.ts';
import { governingServiceText } from '../../workspace/governing-service-text.ts';
import { hidesObjects } from '../../workspace/hidden-objects.ts';
import { nearestName } from '../../workspace/nearest-name.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import type { IndexedObject } from '../../workspace/object-index.ts';
import { asService, type IndexedService, type StatefulSetObject } from '../../workspace/service-backing.ts';
import type { RuleContext } from '../context.ts';
import type { Fix } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';

/** A StatefulSet whose `serviceName` names no Service of its namespace. */
export interface MissingGoverningService {
	readonly set: StatefulSetObject;
	/** As written. */
	readonly serviceName: string;
	/** Services that may have been meant, likeliest first. */
	readonly candidates: readonly IndexedService[];
	/** True if one of those was surely meant. */
	readonly certain: boolean;
}

export function missingGoverningService(
	object: IndexedObject,
	context: RuleContext,
): MissingGoverningService | undefined {
	const set = asStatefulSet(object);
	if (set === undefined || !isComplete(set.workload) || !isWrittenOut(object)) return undefined;
	const serviceName = writtenServiceName(set);
	// What no Service can be called is an error of its own.
	if (dnsLabelErrors(serviceName).length > 0) return undefined;
	if (serviceName === '' || !context.seesWholeScope() || context.isPatched(object)) return undefined;
	if (governingServices(context.lookup, set).length > 0) return undefined;
	if (hidesObjects(context.lookup, object.namespace) || movedServices(set, context).length > 0)
		return undefined;
	const beside = context.lookup
		.ofKind('Service', object.namespace)
		.flatMap((service) => asService(service) ?? [])
		.filter(({ indexed }) => standTogether(indexed, object) && isWrittenOut(indexed));
	const covering = beside.filter((service) => coversPodsOf(service, set.workload));
	const near = nearestName(
		serviceName,
		covering.map(({ indexed }) => indexed.name),
	)?.name;
	const rank = ({ indexed, service }: IndexedService) =>
		(isHeadless(service.spec) ? 0 : 2) + (indexed.name === near ? 0 : 1);
	const candidates = covering.toSorted((a, b) => rank(a) - rank(b));
	// Nobody asks for the only Pod by its name, unless a text does.
	const isNamed = near !== undefined || (set.workload.replicas ?? 1) > 1;
	const certain =
		!isExcerpt(object) &&
		((isNamed && covering.some(({ service }) => isHeadless(service.spec))) ||
			(candidates.length > 0 && usesPodNames(set, serviceName, context)));
	return { set, serviceName, candidates, certain };
}

/** True if the object was read from a cluster (and not written for one): the cluster holds more than the excerpt shows. */
function isExcerpt({ object }: IndexedObject): boolean {
	return stringAt(objectAt(object.value, 'metadata'), 'uid') !== undefined;
}

/** Services of that name that stand in another namespace and select nothing there: they were put into the wrong one. */
export function movedServices(set: StatefulSetObject, { lookup }: RuleContext): readonly IndexedService[] {
	return lookup
		.findAnywhere('Service', writtenServiceName(set))
		.filter((found) => found.namespace !== set.indexed.namespace && standTogether(found, set.indexed))
		.flatMap((found) => asService(found) ?? [])
		.filter((service) => {
			const { selector } = service.service.spec;
			if (!coversPodsOf(service, set.workload) || selector === undefined) return false;
			return lookup.podSources(service.indexed.namespace, selector).length === 0;
		});
}

/** True if some text names a Pod of the set under the Service that it says. */
function usesPodNames(set: StatefulSetObject, serviceName: string, { lookup }: RuleContext): boolean {
	const pods = new Set(lookup.mentioning(`${set.indexed.name}-0`));
	return pods.size > 0 && lookup.mentioning(serviceName).some((object) => pods.has(object));
}

export function governingServiceFixes(
	{ set, serviceName, candidates }: MissingGoverningService,
	context: RuleContext,
): readonly Fix[] {
	const { indexed } = set;
	const chosen = candidates.slice(0, 2).map(
		(candidate): Fix => ({
			title: `Set serviceName to ${candidate.indexed.name}, which selects its Pods (before the first apply: the field cannot change later)`,
			safe: false,
			edits: () => {
				const editor = new FieldEditor(context.workspace, indexed);
				return editor.set(['spec', 'serviceName'], candidate.indexed.name) ? editor.edits() : undefined;
			},
		}),
	);
	return [
		...chosen,
		{
			title: `Add the headless Service ${serviceName} for the Pods of ${nameOf(indexed)}`,
			safe: false,
			edits: () => {
				const edit = documentBehind(context.workspace, indexed, governingServiceText(indexed, serviceName));
				return edit === undefined ? undefined : [edit];
			},
		},
	];
}
