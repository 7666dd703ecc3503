import { dnsSubdomainErrors } from '../../../kubernetes/validation/names.ts';
import { exampleService } from '../../example-manifests.ts';
import { removeFix, setFix } from '../api-fixes.ts';
import { apiRule } from '../api-rule.ts';
import { asSubdomain } from '../name-forms.ts';
import { shown, writtenText } from '../written-value.ts';

const service = (name: string) =>
	exampleService({
		name: 'stripe',
		selector: '',
		ports: '',
		spec: `type: ExternalName\nexternalName: ${name}`,
	});

export const externalNameFormat = apiRule({
	id: 'external-name-format',
	kinds: ['Service'],
	fixable: true,
	docs: {
		title: 'externalName that is no host name',
		what: '`externalName` is a URL, has a port, an underscore, a capital letter or another sign that host names do not have.',
		why: 'The DNS answers with this name, so it must be one: labels of a-z, 0-9 and hyphens with dots between them. The API server refuses the Service.',
		whatToDo: 'Write the host name alone, in lower case, without scheme, port and path.',
		invalid: service('https://api.stripe.com'),
		valid: service('api.stripe.com'),
		links: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
	},
	claims: ({ shape, reason }) => shape === 'spec.externalName' && reason === 'FieldValueInvalid',
	judge: (subject) => {
		const { path } = subject.statement;
		const written = writtenText(subject);
		const host = hostIn(written);
		const valid = isHostName(host) ? host : asSubdomain(host);
		return {
			message: `${shown(written)} is no host name: ${faultOf(written)}.`,
			fixes:
				valid === undefined || valid === written
					? [removeFix(subject, path)]
					: [setFix(subject, path, valid, { safe: isHostName(host), title: `Write ${valid}` })],
		};
	},
});

/** What is left without scheme, user, port, path and blanks, in lower case. */
function hostIn(written: string): string {
	return written
		.trim()
		.toLowerCase()
		.replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
		.replace(/[/?#].*$/s, '')
		.replace(/^.*@/, '')
		.replace(/:\d+$/, '');
}

function isHostName(host: string): boolean {
	return dnsSubdomainErrors(host.replace(/\.$/, '')).length === 0;
}

function faultOf(written: string): string {
	if (written.includes('://')) return 'it is a URL, and the DNS knows neither schemes nor paths';
	if (/:\d+$/.test(written)) return 'the DNS knows no ports';
	if (written.includes('_')) return 'host names have no underscores';
	if (/\s/.test(written)) return 'it holds blanks';
	if (/[A-Z]/.test(written)) return 'it must be in lower case';
	if (written.length > 253) return `it has ${written.length} characters, and a name at most 253`;
	return 'it may hold only a-z, 0-9, hyphens and dots between labels';
}
