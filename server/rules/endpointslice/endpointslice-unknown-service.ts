import { serviceNameLabel } from '../../kubernetes/objects/endpointslice.ts';
import { asSlice, endpointSliceKind, serviceOfSlice } from '../../workspace/slices-of-service.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { isWrittenOut } from '../selector/dangling-selector.ts';
import { nameOf } from '../wording.ts';
import { legacyService, legacySlice } from './example-slice.ts';
import { candidatesFor, labelFix } from './slice-candidates.ts';

export const endpointsliceUnknownService: Rule = {
	id: 'endpointslice-unknown-service',
	severity: 'warning',
	kinds: [endpointSliceKind],
	fixable: true,
	docs: {
		title: 'EndpointSlice labelled for a Service that is not there',
		what: 'The label `kubernetes.io/service-name` names no Service of the slice’s namespace, and a Service beside it still waits for its endpoints.',
		why: 'kube-proxy and CoreDNS find the slices of a Service by that label. Under another name the slice is not used.',
		whatToDo: 'Write the Service’s name into the label.',
		invalid: exampleFiles(legacySlice({ service: 'legacydb' }), { 'service.yaml': legacyService }),
		valid: exampleFiles(legacySlice(), { 'service.yaml': legacyService }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership'],
	},
	*check(object, context) {
		const target = asSlice(object);
		const name = target?.slice.metadata.labels[serviceNameLabel];
		if (target === undefined || name === undefined || !isWrittenOut(object)) return;
		if (!context.seesWholeScope() || context.isPatched(object)) return;
		if (serviceOfSlice(context.lookup, target) !== undefined) return;
		const candidates = candidatesFor(target, context);
		const [candidate] = candidates;
		if (candidate === undefined) return;
		yield {
			path: ['metadata', 'labels', serviceNameLabel],
			message: `There is no Service ${name} in namespace ${object.namespace}; ${nameOf(candidate.indexed)} has no endpoints, because its slices must carry its name.`,
			related: [
				{
					object: candidate.indexed,
					path: ['metadata', 'name'],
					message: `${nameOf(candidate.indexed)} has neither selector nor EndpointSlice`,
				},
			],
			fixes: candidates.slice(0, 3).map((service) => labelFix(target, service, context)),
		};
	},
};
