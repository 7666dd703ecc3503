import { serviceNameLabel } from '../../kubernetes/objects/endpointslice.ts';
import { standTogether } from '../../workspace/neighbourhood.ts';
import { asService } from '../../workspace/service-backing.ts';
import {
	asSlice,
	endpointSliceKind,
	hasWrittenEndpoints,
	isSelectorless,
	serviceOfSlice,
} from '../../workspace/slices-of-service.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { moveTo } from '../selector/namespace-moves.ts';
import { nameOf } from '../wording.ts';
import { legacyService, legacySlice } from './example-slice.ts';

export const endpointsliceOtherNamespace: Rule = {
	id: 'endpointslice-other-namespace',
	severity: 'warning',
	kinds: [endpointSliceKind],
	fixable: true,
	docs: {
		title: 'EndpointSlice in another namespace than its Service',
		what: 'The label `kubernetes.io/service-name` names a Service that exists in another namespace, without endpoints there.',
		why: 'A slice belongs to the Service of its own namespace. In another one it is not used, and the Service has no endpoints.',
		whatToDo: 'Put the slice into the Service’s namespace.',
		invalid: exampleFiles(legacySlice({ namespace: 'legacy' }), { 'service.yaml': legacyService }),
		valid: exampleFiles(legacySlice(), { 'service.yaml': legacyService }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership'],
	},
	*check(object, context) {
		const target = asSlice(object);
		const name = target?.slice.metadata.labels[serviceNameLabel];
		if (target === undefined || name === undefined || !isWrittenOut(object)) return;
		if (!context.seesWholeScope() || context.isPatched(object)) return;
		if (serviceOfSlice(context.lookup, target) !== undefined) return;
		const service = context.lookup
			.findAnywhere('Service', name)
			.filter((found) => found.namespace !== object.namespace && standTogether(found, object))
			.flatMap((found) => asService(found) ?? [])
			.find((found) => isSelectorless(found) && !hasWrittenEndpoints(context.lookup, found));
		if (service === undefined) return;
		const { namespace } = service.indexed;
		const move = moveTo(context, object, namespace, `, where Service ${name} is`);
		yield {
			path: ['metadata', 'namespace'],
			message: `${nameOf(object)} is in namespace ${object.namespace}, Service ${name} in ${namespace}: a slice belongs to the Service of its own namespace, so this one is not used.`,
			related: [
				{
					object: service.indexed,
					path: ['metadata', 'namespace'],
					message: `${nameOf(service.indexed)} is in ${namespace}`,
				},
			],
			fixes: move === undefined ? [] : [move],
		};
	},
};
