import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (name: string) =>
	withService(
		exampleClient('shop', 'STORE_URL', `http://${name}.shop.svc.cluster.local`),
		'redis',
		'shop',
		80,
	);

export const dnsUnlistedService = nameRule('unlisted-service', {
	id: 'dns-unlisted-service',
	severity: 'info',
	fixable: false,
	docs: {
		title: 'Name of a Service that no manifest here makes',
		what: 'A text mentions a Service by its whole name (`….svc`), and the manifests have Services for that namespace, but none of that name.',
		why: 'If nothing else makes the Service (an operator, a chart, another repository), the name is NXDOMAIN.',
		whatToDo: 'Check the name, add the Service, or leave it if something outside these files makes it.',
		invalid: host('warehouse'),
		valid: host('redis'),
		links: [dnsForServices],
	},
});
