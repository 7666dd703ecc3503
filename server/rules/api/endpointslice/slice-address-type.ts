import { objectsAt, stringsAt } from '../../../kubernetes/objects/json.ts';
import { parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { editFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { mustBeOneOf, nearestFixes } from '../value-fixes.ts';
import { exampleSlice } from './example-slice.ts';

const types = ['IPv4', 'IPv6', 'FQDN'];

export const sliceAddressType = apiRule({
	id: 'slice-address-type',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'EndpointSlice without a proper addressType',
		what: '`addressType` is missing, or is not `IPv4`, `IPv6` or `FQDN`.',
		why: 'All addresses of a slice are of one kind, and nothing is put in the field’s place. The API server refuses the slice.',
		whatToDo: 'Write `addressType: IPv4` (or `IPv6`) beside `endpoints`.',
		invalid: exampleSlice({ addressType: 'addressType: ipv4' }),
		valid: exampleSlice({}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#address-types'],
	},
	claims: ({ shape, reason }) =>
		shape === 'addressType' && (reason === 'FieldValueNotSupported' || reason === 'FieldValueRequired'),
	judge: (subject) => {
		const type = typeOfAddresses(subject);
		if (subject.statement.reason === 'FieldValueRequired') {
			return {
				message: 'This EndpointSlice has no addressType: it must say IPv4, IPv6 or FQDN.',
				fixes: [
					editFix(subject, `Set addressType: ${type}`, false, (editor) =>
						editor.set(['addressType'], type, { after: ['metadata'] }),
					),
				],
			};
		}
		const near = nearestFixes(subject, types, { ip: type, ipv: type, dns: 'FQDN', hostname: 'FQDN' });
		return {
			message: mustBeOneOf(subject, 'addressType', types),
			fixes: near.length > 0 ? near : [setFix(subject, ['addressType'], type)],
		};
	},
});

/** What the first address is. */
function typeOfAddresses({ value }: ApiSubject): string {
	const [address] = objectsAt(value, 'endpoints').flatMap((endpoint) => stringsAt(endpoint, 'addresses'));
	if (address === undefined) return 'IPv4';
	const parsed = parseIP(address);
	if (parsed === undefined) return 'FQDN';
	return parsed.family === 4 ? 'IPv4' : 'IPv6';
}
