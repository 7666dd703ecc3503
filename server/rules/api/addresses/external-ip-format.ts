import { formatIP, legacyIPErrors, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';
import { loadBalancerFix } from './external-ips-fixes.ts';

export const externalIPFormat = apiRule({
	id: 'external-ip-format',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'externalIPs with something that is no usable address',
		what: 'An entry of `externalIPs` is a host name, a network, an address with zeros too many, or a loopback or link-local address.',
		why: 'The nodes forward what comes in under these addresses, so each must be one that can be reached. The API server refuses the Service.',
		whatToDo:
			'Write an IP address that leads to the nodes, or remove the field: `externalIPs` is deprecated, `type: LoadBalancer` or a Gateway takes its place.',
		invalid: exampleService({ name: 'web', spec: 'externalIPs:\n  - lb.example.com' }),
		valid: exampleService({ name: 'web', spec: 'type: LoadBalancer' }),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#external-ips'],
	},
	claims: ({ shape, reason }) => shape === 'spec.externalIPs[*]' && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const written = writtenText(subject);
		const address = parseIP(written.trim().replace(/\/\d+$/, ''));
		const canonical = address === undefined ? undefined : formatIP(address);
		const instead = loadBalancerFix(subject, 'Replace externalIPs by type: LoadBalancer');
		const isForm = legacyIPErrors('', written, true).length > 0;
		return {
			message: isForm
				? `${shown(written)} is no IP address: externalIPs takes nothing else.`
				: `${written} is a loopback, link-local or unspecified address: nothing from outside can reach it.`,
			fixes: [
				...(canonical === undefined || !isForm
					? []
					: [setFix(subject, path, canonical, { title: `Write ${canonical}` })]),
				...(instead === undefined ? [] : [instead]),
				removeFix(subject, path, { title: 'Remove this entry' }),
			],
		};
	},
});
