import { serviceNameLabel } from '../../kubernetes/objects/endpointslice.ts';
import { asSlice, endpointSliceKind } from '../../workspace/slices-of-service.ts';
import { isTemplated } from '../context.ts';
import { exampleFiles } from '../example-manifests.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../wording.ts';
import { legacyService, legacySlice } from './example-slice.ts';
import { candidatesFor, labelFix } from './slice-candidates.ts';

export const endpointsliceUnlabelled: Rule = {
	id: 'endpointslice-unlabelled',
	severity: 'warning',
	kinds: [endpointSliceKind],
	fixable: true,
	docs: {
		title: 'EndpointSlice that belongs to no Service',
		what: 'The EndpointSlice has no label `kubernetes.io/service-name`.',
		why: 'kube-proxy and CoreDNS find the slices of a Service by that label. Its own name does not matter: without the label it is never used.',
		whatToDo: 'Add the label `kubernetes.io/service-name` with the name of the Service.',
		invalid: exampleFiles(legacySlice().replace('kubernetes.io/service-name: legacy-db', 'app: legacy-db'), {
			'service.yaml': legacyService,
		}),
		valid: exampleFiles(legacySlice(), { 'service.yaml': legacyService }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ownership'],
	},
	*check(object, context) {
		const target = asSlice(object);
		if (target === undefined || target.slice.metadata.labels[serviceNameLabel] !== undefined) return;
		const path = ['metadata', 'labels'] as const;
		if (isTemplated(object, path) || context.isPatched(object)) return;
		const candidates = candidatesFor(target, context);
		const [candidate] = candidates;
		yield {
			path,
			on: 'key',
			message: `Without the label ${serviceNameLabel} ${nameOf(object)} belongs to no Service, whatever it is called${candidate === undefined ? '' : `: ${nameOf(candidate.indexed)} has no endpoints`}.`,
			related: candidates.slice(0, 1).map(({ indexed }) => ({
				object: indexed,
				path: ['metadata', 'name'],
				message: `${nameOf(indexed)} has neither selector nor EndpointSlice`,
			})),
			fixes: candidates.slice(0, 3).map((service) => labelFix(target, service, context)),
		};
	},
};
