import { isList } from '../../../kubernetes/objects/json.ts';
import { formatFieldPath } from '../../../manifest/path.ts';
import { apiRule } from '../api-rule.ts';
import { valueAt } from '../written-value.ts';
import { exampleSlice } from './example-slice.ts';

const zones = (count: number) =>
	`- addresses: ['192.0.2.20']\n  hints:\n    forZones:\n${Array.from({ length: count }, (_, index) => `      - name: zone-${index}`).join('\n')}`;

const most: Readonly<Record<string, number>> = {
	endpoints: 1000,
	ports: 20000,
	'endpoints[*].addresses': 100,
	'endpoints[*].hints.forZones': 8,
	'endpoints[*].hints.forNodes': 8,
};

export const sliceLimits = apiRule({
	id: 'slice-limits',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	fixable: false,
	docs: {
		title: 'EndpointSlice with more than it can hold',
		what: 'A slice has more than 1000 endpoints or 20000 ports, an endpoint more than 100 addresses, or a hint more than 8 zones or nodes.',
		why: 'Slices are small so that a change need not send everything. The API server refuses larger ones.',
		whatToDo: 'Spread the endpoints over several slices with the same label `kubernetes.io/service-name`.',
		invalid: exampleSlice({ endpoints: zones(9) }),
		valid: exampleSlice({ endpoints: zones(8) }),
		links: [
			'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#distribution-of-endpointslices',
		],
	},
	claims: ({ shape, reason }) => Object.hasOwn(most, shape) && reason === 'FieldValueTooMany',
	judge: ({ statement, value }) => {
		const written = valueAt(value, statement.path);
		const count = isList(written) ? written.length : 0;
		return {
			on: 'key',
			message: `${formatFieldPath(statement.path)} has ${count} entries, and may have at most ${most[statement.shape]}.`,
		};
	},
});
