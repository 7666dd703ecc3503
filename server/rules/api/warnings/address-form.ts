import { formatNetwork, parseNetwork } from '../../../kubernetes/validation/cidr.ts';
import { formatIP, parseIP } from '../../../kubernetes/validation/ip-address.ts';
import { exampleService } from '../../example-manifests.ts';
import { setFix } from '../api-fixes.ts';
import { apiRule, ruledKinds } from '../api-rule.ts';
import { shown, writtenText } from '../written-value.ts';

const spec = (address: string) => `type: LoadBalancer\nloadBalancerIP: ${address}`;

export const addressForm = apiRule({
	id: 'address-form',
	severity: 'warning',
	kinds: ruledKinds,
	fixable: true,
	docs: {
		title: 'Address that is not written in its usual form',
		what: 'An IP address or network has zeros too many (`010.0.0.1`), is IPv6 in a long form, or is an IPv4 address in the guise of IPv6.',
		why: 'Programs read `010` as 8 or as 10, and compare addresses letter by letter. The API server warns, and newer releases refuse such addresses.',
		whatToDo: 'Write the address in its usual form.',
		invalid: exampleService({ name: 'web', spec: spec('01.2.3.4') }),
		valid: exampleService({ name: 'web', spec: spec('1.2.3.4') }),
		links: ['https://www.rfc-editor.org/rfc/rfc5952'],
	},
	claims: ({ kind, verdict }) => verdict === 'warns' && kind === 'address-form',
	judge: (subject) => {
		const written = writtenText(subject);
		const network = parseNetwork(written);
		const address = parseIP(written);
		const form =
			network !== undefined ? formatNetwork(network) : address !== undefined ? formatIP(address) : undefined;
		const safe = address?.strict === true && !address.mapped;
		return {
			message:
				form === undefined
					? `${shown(written)} is not written in its usual form.`
					: `${shown(written)} is usually written ${form}, and newer releases want it so.`,
			fixes:
				form === undefined || form === written
					? []
					: [setFix(subject, subject.statement.path, form, { safe, title: `Write ${form}` })],
		};
	},
});
