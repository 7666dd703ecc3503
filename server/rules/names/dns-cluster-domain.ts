import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (domain: string) =>
	withService(exampleClient('shop', 'REDIS_ADDR', `redis.shop.svc.${domain}:6379`), 'redis', 'shop');

export const dnsClusterDomain = nameRule('cluster-domain', {
	id: 'dns-cluster-domain',
	docs: {
		title: 'Misspelt cluster domain',
		what: 'What stands behind `.svc.` in a host name is nearly the cluster domain, but not quite. Other domains are left alone: they may be other clusters’.',
		why: 'CoreDNS answers for the cluster domain only and passes everything else on to servers that know nothing of the cluster.',
		whatToDo:
			'Write the cluster domain, or end the name with `.svc`. If your cluster has another domain, set `clusterDomain`.',
		invalid: host('cluster.loca'),
		valid: host('cluster.local'),
		links: [dnsForServices],
	},
});
