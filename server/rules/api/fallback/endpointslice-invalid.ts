import { exampleSlice } from '../endpointslice/example-slice.ts';
import { fallbackRule, isRejection } from './fallback-rule.ts';

const zones = (second: string) =>
	exampleSlice({
		endpoints: `- addresses: ['192.0.2.20']\n  hints:\n    forZones:\n      - name: zone-a\n      - name: ${second}`,
	});

export const endpointsliceInvalid = fallbackRule({
	id: 'endpointslice-invalid',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	docs: {
		title: 'EndpointSlice that the API server refuses',
		what: 'A field of the EndpointSlice breaks one of the API server’s rules that no other rule here speaks of.',
		why: '`kubectl apply` ends with “is invalid”, and the Service gets no endpoints from it.',
		whatToDo: 'Change the field as the API server’s message says.',
		invalid: zones('zone-a'),
		valid: zones('zone-b'),
		links: ['https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/'],
	},
	takes: isRejection,
});
