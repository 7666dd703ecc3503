import { apiRule } from '../api-rule.ts';
import { exampleSlice } from '../endpointslice/example-slice.ts';

export const fqdnSliceDeprecated = apiRule({
	id: 'fqdn-slice-deprecated',
	severity: 'warning',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	fixable: false,
	docs: {
		title: 'EndpointSlice of addressType FQDN, which is deprecated',
		what: 'An EndpointSlice has `addressType: FQDN`.',
		why: 'No proxy has ever forwarded to host names, so nothing comes out of the slice. The API server warns.',
		whatToDo: 'Use addresses, or a Service of type ExternalName for a name outside the cluster.',
		invalid: exampleSlice({
			addressType: 'addressType: FQDN',
			endpoints: '- addresses: [db.example.com]',
		}),
		valid: exampleSlice({}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#address-types'],
	},
	claims: ({ shape, kind, verdict }) =>
		verdict === 'warns' && kind === 'deprecated' && shape === 'addressType',
	judge: () => ({
		tag: 'deprecated',
		message: 'addressType FQDN is deprecated: no proxy forwards to host names.',
	}),
});
