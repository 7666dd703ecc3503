import { isList } from '../../../kubernetes/objects/json.ts';
import { formatNetwork, parseNetwork } from '../../../kubernetes/validation/cidr.ts';
import { formatIP, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import type { Fix } from '../../rule.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';
import { shown, valueAt, writtenText } from '../written-value.ts';

const annotation = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
const spec = (range: string) => `type: LoadBalancer\nloadBalancerSourceRanges:\n  - ${range}`;

export const sourceRangeFormat = apiRule({
	id: 'source-range-format',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'loadBalancerSourceRanges with something that is no network',
		what: 'An entry of `loadBalancerSourceRanges` has no prefix length, bits behind its prefix, zeros too many, or is no network at all.',
		why: 'The entries are networks: `203.0.113.0/24`, and `203.0.113.7/32` for a single address. Since Kubernetes 1.36 the bits behind the prefix must be 0. The API server refuses the Service.',
		whatToDo: 'Write the network as its first address, a slash and the prefix length.',
		invalid: exampleService({ name: 'web', spec: spec('203.0.113.7/24') }),
		valid: exampleService({ name: 'web', spec: spec('203.0.113.0/24') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer'],
	},
	claims: ({ shape, reason }) =>
		(shape === 'spec.loadBalancerSourceRanges[*]' || shape === annotation) && reason === 'FieldValueInvalid',
	judge: (subject) =>
		subject.statement.shape === annotation
			? {
					message: `${shown(writtenText(subject))} is no list of networks: those are written 203.0.113.0/24, with commas between them.`,
					fixes: annotationFixes(subject),
				}
			: { message: faultOf(writtenText(subject)), fixes: fixesFor(subject) },
});

function faultOf(range: string): string {
	const mended = mendedNetwork(range);
	const ending = mended === undefined ? '' : `: write ${mended}`;
	if (parseNetwork(range.trim()) !== undefined)
		return `${shown(range)} is not written as a network is: it has bits behind its prefix or zeros too many${ending}.`;
	return parseIP(range.trim()) === undefined
		? `${shown(range)} is no network: networks are written 203.0.113.0/24 or 2001:db8::/64.`
		: `${shown(range)} has no prefix length${ending}.`;
}

/** The network that an entry means: an address alone is a network of one. */
function mendedNetwork(range: string): string | undefined {
	const text = range.trim();
	const network = parseNetwork(text);
	if (network !== undefined) return formatNetwork(network);
	const masked = withPrefixLength(text);
	if (masked !== undefined) return masked;
	const address = parseIP(text);
	return address === undefined ? undefined : `${formatIP(address)}/${address.family === 4 ? 32 : 128}`;
}

/** `10.0.0.0/255.255.255.0` is 10.0.0.0/24. */
function withPrefixLength(range: string): string | undefined {
	const [address = '', mask = '', ...rest] = range.split('/');
	if (rest.length > 0 || !/^\d+(?:\.\d+){3}$/.test(mask)) return undefined;
	const bits = mask
		.split('.')
		.map((octet) => Number(octet).toString(2).padStart(8, '0'))
		.join('');
	if (!/^1*0*$/.test(bits) || bits.length !== 32) return undefined;
	const network = parseNetwork(`${address}/${bits.replaceAll('0', '').length}`);
	return network === undefined ? undefined : formatNetwork(network);
}

function removalFix(subject: ApiSubject): Fix {
	const ranges = valueAt(subject.value, ['spec', 'loadBalancerSourceRanges']);
	const isLast = isList(ranges) && ranges.length === 1;
	return removeFix(subject, subject.statement.path, {
		title: isLast ? 'Remove loadBalancerSourceRanges: anybody may then connect' : 'Remove this entry',
	});
}

function fixesFor(subject: ApiSubject): readonly Fix[] {
	const { path } = subject.statement;
	const mended = mendedNetwork(writtenText(subject));
	if (mended === undefined) return [removalFix(subject)];
	const safe = parseNetwork(writtenText(subject).trim()) === undefined;
	const fixes: Fix[] = [setFix(subject, path, mended, { safe, title: `Write ${mended}` })];
	const [address = '', length] = writtenText(subject).trim().split('/');
	const single = length === undefined ? undefined : mendedNetwork(address);
	return single === undefined || single === mended
		? fixes
		: [...fixes, setFix(subject, path, single, { title: `Write ${single}, this address alone` })];
}

function annotationFixes(subject: ApiSubject): readonly Fix[] {
	const mended = writtenText(subject).split(',').map(mendedNetwork);
	const { path } = subject.statement;
	return mended.some((network) => network === undefined)
		? [removeFix(subject, path)]
		: [setFix(subject, path, mended.join(','), { title: `Write ${mended.join(',')}` })];
}
