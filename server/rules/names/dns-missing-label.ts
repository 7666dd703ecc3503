import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (name: string) =>
	withService(exampleClient('shop', 'REDIS_ADDR', `${name}:6379`), 'redis', 'shop');

export const dnsMissingLabel = nameRule('missing-label', {
	id: 'dns-missing-label',
	safe: true,
	docs: {
		title: 'Name without svc or without the namespace',
		what: 'A host name ends in the cluster domain or in `svc`, but the label `svc` or the namespace in front is missing.',
		why: 'CoreDNS knows Services as `service.namespace.svc.cluster.local` only; with a label left out the name does not exist.',
		whatToDo:
			'Write all labels, or a shorter form that the search list completes: `redis`, `redis.shop`, `redis.shop.svc`.',
		invalid: host('redis.shop.cluster.local'),
		valid: host('redis.shop.svc.cluster.local'),
		links: [dnsForServices],
	},
});
