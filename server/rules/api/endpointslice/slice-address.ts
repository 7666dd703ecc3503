import { isList, isObject, stringAt } from '../../../kubernetes/objects/json.ts';
import { endpointIPErrors, formatIP, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import type { PathStep } from '../../../manifest/path.ts';
import type { EditFix } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { type ApiFinding, type ApiSubject, apiRule } from '../api-rule.ts';
import { asSubdomain } from '../name-forms.ts';
import { shown, valueAt } from '../written-value.ts';
import { exampleSlice } from './example-slice.ts';

export const sliceAddress = apiRule({
	id: 'slice-address',
	kinds: ['EndpointSlice.discovery.k8s.io'],
	fixable: true,
	docs: {
		title: 'EndpointSlice with an address that does not fit its addressType',
		what: 'An address of an EndpointSlice is a host name where `addressType` says IPv4, is of the other family, is not in its canonical form, or is a loopback or link-local address.',
		why: 'The proxies forward to exactly these addresses. The API server refuses the whole slice.',
		whatToDo:
			'Write addresses of the slice’s type, and put those of another family into a slice of their own. A name outside the cluster is the business of a Service of type ExternalName.',
		invalid: exampleSlice({ endpoints: '- addresses: [db.example.com]' }),
		valid: exampleSlice({}),
		links: ['https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#address-types'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'endpoints[*].addresses[*]' &&
			(reason === 'FieldValueInvalid' || reason === 'FieldValueRequired')) ||
		(shape === 'endpoints[*].addresses' && reason === 'FieldValueInvalid'),
	judge: (subject) =>
		placesOf(subject).map(
			(path): ApiFinding => ({
				path,
				message: faultOf(subject, path),
				fixes: fixesFor(subject, path),
			}),
		),
});

/** Where the family is wrong, the API server names only the list. */
function placesOf({ value, statement }: ApiSubject): readonly (readonly PathStep[])[] {
	const { path } = statement;
	if (typeof path.at(-1) === 'number') return [path];
	const addresses = valueAt(value, path);
	const wanted = stringAt(value, 'addressType') === 'IPv6' ? 6 : 4;
	const places = (Array.isArray(addresses) ? addresses : []).flatMap((address: unknown, index) => {
		const parsed = typeof address === 'string' ? parseIP(address) : undefined;
		return parsed === undefined || parsed.family === wanted ? [] : [[...path, index]];
	});
	return places.length === 0 ? [path] : places;
}

function faultOf({ value }: ApiSubject, path: readonly PathStep[]): string {
	const type = stringAt(value, 'addressType') ?? '';
	const written = valueAt(value, path);
	const text = typeof written === 'string' ? written : '';
	if (type === 'FQDN')
		return `${shown(written)} is no full domain name: that is at least two labels of a-z, 0-9 and hyphens with dots between them.`;
	const parsed = parseIP(text);
	if (parsed === undefined)
		return `${shown(written)} is no IP address, and this slice is of addressType ${type}.${isHostName(text) ? ' For a host name there are Services of type ExternalName.' : ''}`;
	if (`IPv${parsed.family}` !== type)
		return `${text} is an IPv${parsed.family} address, and this slice is of addressType ${type}: the other family needs a slice of its own.`;
	return endpointIPErrors('', text).length > 0
		? `${text} is a loopback, link-local or unspecified address: nothing can be forwarded to it.`
		: `${text} is not the usual form of this address: the API server wants ${formatIP(parsed)}.`;
}

function fixesFor(subject: ApiSubject, path: readonly PathStep[]) {
	const { value } = subject;
	const written = valueAt(value, path);
	const text = typeof written === 'string' ? written : '';
	const remove = removalFix(subject, path);
	if (stringAt(value, 'addressType') === 'FQDN') {
		const name = asSubdomain(text);
		return name === undefined || name === text || !name.includes('.')
			? [remove]
			: [setFix(subject, path, name, { title: `Write ${name}` }), remove];
	}
	const parsed = parseIP(withoutEnding(text.trim()));
	if (parsed === undefined || endpointIPErrors('', formatIP(parsed)).length > 0) return [remove];
	const canonical = formatIP(parsed);
	const fits = `IPv${parsed.family}` === stringAt(value, 'addressType');
	return fits && canonical !== text
		? [
				setFix(subject, path, canonical, {
					safe: parsed.strict && withoutEnding(text) === text,
					title: `Write ${canonical}`,
				}),
				remove,
			]
		: [...(fits ? [] : typeFix(subject)), remove];
}

/** Without the prefix length or the port that people write behind an address. */
function withoutEnding(text: string): string {
	const withPort = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<four>\d+(?:\.\d+){3}))(?::\d+)?$/i.exec(text);
	return withPort?.groups?.six ?? withPort?.groups?.four ?? text.replace(/\/\d+$/, '');
}

function isHostName(text: string): boolean {
	return /[a-z]/.test(text) && asSubdomain(text) === text;
}

/** An endpoint without address is as wrong as the address, so it goes with its last one. */
function removalFix(subject: ApiSubject, path: readonly PathStep[]) {
	const endpoint = path.slice(0, 2);
	const addresses = valueAt(subject.value, [...endpoint, 'addresses']);
	return isList(addresses) && addresses.length === 1
		? removeFix(subject, endpoint, { title: 'Remove this endpoint' })
		: removeFix(subject, path, { title: 'Remove this address' });
}

/** The other addressType, if it fits all addresses. */
function typeFix(subject: ApiSubject): readonly EditFix[] {
	const endpoints = subject.value.endpoints;
	const families = (isList(endpoints) ? endpoints : []).flatMap((endpoint) => {
		const addresses = isObject(endpoint) ? endpoint.addresses : undefined;
		return (isList(addresses) ? addresses : []).map((address) =>
			typeof address === 'string' ? parseIP(address)?.family : undefined,
		);
	});
	const [family] = families;
	if (family === undefined || families.some((other) => other !== family)) return [];
	return [setFix(subject, ['addressType'], `IPv${family}`)];
}
