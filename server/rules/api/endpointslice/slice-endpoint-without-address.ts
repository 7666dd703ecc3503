import { removeFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { exampleSlice } from './example-slice.ts';

export const sliceEndpointWithoutAddress = apiRule({
	id: 'slice-endpoint-without-address',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'Endpoint without an address',
		what: 'An entry of `endpoints` has no `addresses`, or an empty list.',
		why: 'An endpoint is an address. The API server refuses the slice.',
		whatToDo: 'Write the address, or remove the entry.',
		invalid: exampleSlice({ endpoints: "- addresses: ['192.0.2.20']\n- addresses: []" }),
		valid: exampleSlice({}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/'],
	},
	claims: ({ shape, reason }) => shape === 'endpoints[*].addresses' && reason === 'FieldValueRequired',
	judge: (subject) => ({
		message: 'This endpoint has no address: each entry of endpoints needs at least one.',
		fixes: [removeFix(subject, subject.statement.path.slice(0, -1), { title: 'Remove this endpoint' })],
	}),
});
