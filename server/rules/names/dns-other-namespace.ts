import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (namespace: string) =>
	withService(
		exampleClient('shop', 'REDIS_ADDR', `redis.${namespace}.svc.cluster.local:6379`),
		'redis',
		'cache',
	);

export const dnsOtherNamespace = nameRule('other-namespace', {
	id: 'dns-other-namespace',
	docs: {
		title: 'Name with the wrong namespace',
		what: 'A host name says a namespace in which there is no Service of that name; the manifests have it in another one.',
		why: 'The second label of `service.namespace.svc.cluster.local` decides where CoreDNS looks. It finds nothing there and answers NXDOMAIN.',
		whatToDo: 'Write the namespace that the Service is in.',
		invalid: host('shop'),
		valid: host('cache'),
		links: [dnsForServices],
	},
});
