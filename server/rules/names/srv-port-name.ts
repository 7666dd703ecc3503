import { dnsForServices, exampleClient, nameRule, withService } from './name-rule.ts';

const host = (port: string) =>
	withService(
		exampleClient('shop', 'BACKEND_SRV', `_${port}._tcp.api.shop.svc.cluster.local`),
		'api',
		'shop',
		50051,
	);

export const srvPortName = nameRule('record-port', {
	id: 'srv-port-name',
	docs: {
		title: 'SRV name with a port name that the Service does not have',
		what: 'A name of the form `_port._protocol.service` says a port that the Service has not, or with another protocol.',
		why: 'CoreDNS makes SRV records for each named port and its protocol; for any other name it answers NXDOMAIN.',
		whatToDo: 'Write the name and protocol of one of the Service’s ports.',
		invalid: host('grpc'),
		valid: host('main'),
		links: [`${dnsForServices}#srv-records`],
	},
});
