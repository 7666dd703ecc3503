import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (name: string) =>
	withService(
		exampleClient('shop', 'CATALOG_URL', `http://${name}.shop.svc.cluster.local`),
		'catalog',
		'shop',
		80,
	);

export const dnsUnknownService = nameRule('near-service', {
	id: 'dns-unknown-service',
	docs: {
		title: 'Name of a Service that is called otherwise',
		what: 'No Service has the name that a text mentions, and one of the same namespace has nearly that name.',
		why: 'CoreDNS answers NXDOMAIN, and the program fails when it first connects.',
		whatToDo: 'Write the name of the Service.',
		invalid: host('catalogue'),
		valid: host('catalog'),
		links: [dnsForServices],
	},
});
