import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (name: string) =>
	withService(exampleClient('shop', 'REDIS_ADDR', `${name}.svc.cluster.local:6379`), 'redis', 'shop');

export const dnsSwappedLabels = nameRule('swapped-labels', {
	id: 'dns-swapped-labels',
	docs: {
		title: 'Service and namespace swapped',
		what: 'A host name has the namespace where the Service stands, and the Service where the namespace stands.',
		why: 'The order is `service.namespace`. CoreDNS looks for a namespace that is not there and answers NXDOMAIN.',
		whatToDo: 'Write the Service first.',
		invalid: host('shop.redis'),
		valid: host('redis.shop'),
		links: [dnsForServices],
	},
});
