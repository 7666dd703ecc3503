import { isList, objectAt } from '../../../kubernetes/objects/json.ts';
import { isIPv6 } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule } from '../api-rule.ts';

const spec = (second: string) =>
	`ipFamilyPolicy: RequireDualStack\nclusterIP: 10.96.7.60\nclusterIPs:\n  - 10.96.7.60\n  - ${second}`;

export const clusterIPsFamilies = apiRule({
	id: 'cluster-ips-families',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'clusterIPs with more than one address of a family',
		what: '`clusterIPs` holds two addresses of the same family, or more than two addresses.',
		why: 'A Service has one address of each family: one IPv4, one IPv6. The API server refuses more.',
		whatToDo:
			'Remove the address that is too much; the cluster picks one of the other family if `ipFamilyPolicy` asks for it.',
		invalid: exampleService({ name: 'web', spec: spec('10.96.7.61') }),
		valid: exampleService({ name: 'web', spec: spec('fd00:10:96::60') }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services'],
	},
	claims: ({ kind }) => kind === 'cluster-ips-one-family' || kind === 'cluster-ips-too-many',
	judge: (subject) => {
		const path = ['spec', 'clusterIPs', surplusOf(subject)];
		return {
			path,
			message: 'A Service has at most one IPv4 and one IPv6 address: this one is too much.',
			fixes: [removeFix(subject, path, { title: 'Remove this address' })],
		};
	},
});

/** The first entry whose family stands before it; entries that are no addresses count as IPv4. */
function surplusOf({ value }: ApiSubject): number {
	const { clusterIPs } = objectAt(value, 'spec');
	const families = (isList(clusterIPs) ? clusterIPs : []).map((ip) => typeof ip === 'string' && isIPv6(ip));
	const repeated = families.findIndex((family, index) => families.indexOf(family) < index);
	return repeated === -1 ? Math.min(1, families.length) : repeated;
}
