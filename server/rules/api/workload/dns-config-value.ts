import { formatIP, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { searchPathErrors } from '../../../kubernetes/validation/names.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { type ApiSubject, apiRule, podKinds } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';
import { examplePod } from './example-pod.ts';

const shapes = ['pod.spec.dnsConfig.nameservers[*]', 'pod.spec.dnsConfig.searches[*]'];
const option = 'pod.spec.dnsConfig.options[*]';
const servers = (address: string) => examplePod(`dnsConfig:\n  nameservers:\n    - ${address}`);

export const dnsConfigValue = apiRule({
	id: 'dns-config-value',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'dnsConfig with an entry that no resolver can read',
		what: 'An entry of a Pod’s `dnsConfig` is wrong: a name server that is no IP address, a search domain that is no domain, an option without a name.',
		why: 'The entries become lines of /etc/resolv.conf. The API server refuses the object.',
		whatToDo: 'Write name servers as addresses, and search domains in lower case.',
		invalid: servers('dns.example.com'),
		valid: servers('192.0.2.53'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config'],
	},
	claims: ({ shape, reason }) =>
		(shapes.includes(shape) && reason === 'FieldValueInvalid') ||
		(shape === option && reason === 'FieldValueRequired'),
	judge: (subject) => {
		const { shape, path } = subject.statement;
		const remove = removeFix(subject, path, { title: 'Remove this entry' });
		if (shape === option) return { message: 'This option has no name.', fixes: [remove] };
		const mended = mendedValue(subject);
		const written = writtenText(subject);
		return {
			message: shape.includes('nameservers')
				? `${shown(written)} is no IP address that the API server takes: a name server is found by its address.`
				: `${shown(written)} is no domain: it may hold only a-z, 0-9, hyphens, underscores and dots between labels.`,
			fixes: [
				...(mended === undefined ? [] : [setFix(subject, path, mended, { title: `Write ${mended}` })]),
				remove,
			],
		};
	},
});

function mendedValue(subject: ApiSubject): string | undefined {
	const written = writtenText(subject).trim();
	if (subject.statement.shape.includes('searches')) {
		const lower = written.toLowerCase().replace(/^\.+/, '');
		return lower === '' || searchPathErrors(lower).length > 0 ? undefined : lower;
	}
	const address = parseIP(written.replace(/:\d+$/, '')) ?? parseIP(written);
	return address === undefined ? undefined : formatIP(address);
}
