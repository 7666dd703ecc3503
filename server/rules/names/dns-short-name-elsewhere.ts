import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (name: string) =>
	withService(exampleClient('shop', 'PAYMENTS_URL', `http://${name}:8080`), 'payments', 'billing', 8080);

export const dnsShortNameElsewhere = nameRule('short-name', {
	id: 'dns-short-name-elsewhere',
	docs: {
		title: 'Short name of a Service in another namespace',
		what: 'A host name of one label is used in a namespace that has no Service of that name; the manifests have it in another namespace.',
		why: 'The search list of a Pod starts with its own namespace, and no other one is in it: the name is NXDOMAIN there.',
		whatToDo: 'Write the namespace behind the name: `payments.billing`, or the full name.',
		invalid: host('payments'),
		valid: host('payments.billing'),
		links: [dnsForServices],
	},
});
