// Invariant: one small cluster for all tables; a test that needs another one says so.
import type { Cluster } from '../../server/cluster/cluster.ts';
import { rcodeName, typeNumber } from '../../server/dns/codes.ts';
import { readCorefile } from '../../server/dns/corefile/corefile.ts';
import type { Message } from '../../server/dns/message.ts';
import { createNameServer, type NameServer, type NameServerOptions } from '../../server/dns/name-server.ts';
import { recordText } from '../../server/dns/record-text.ts';
import type { JsonObject } from '../../server/kubernetes/objects/json.ts';
import { readObject } from '../../server/kubernetes/objects/read.ts';

const objects: readonly JsonObject[] = [
	{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
	service('web', { clusterIP: '10.96.0.7', ports: [{ name: 'http', port: 80 }] }),
	service('db', { clusterIP: 'None', ports: [{ name: 'pg', port: 5432 }] }),
	service('alias', { type: 'ExternalName', externalName: 'web.shop.svc.cluster.local' }),
	service('out', { type: 'ExternalName', externalName: 'www.example.com' }),
	{
		apiVersion: 'discovery.k8s.io/v1',
		kind: 'EndpointSlice',
		metadata: { name: 'db-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'db' } },
		addressType: 'IPv4',
		ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }],
		endpoints: [0, 1, 2].map((ordinal) => ({
			addresses: [`10.244.0.1${ordinal}`],
			hostname: `db-${ordinal}`,
			targetRef: { kind: 'Pod', name: `db-${ordinal}`, namespace: 'shop' },
		})),
	},
];

function service(name: string, spec: JsonObject): JsonObject {
	return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec };
}

export function clusterOf(values: readonly JsonObject[]): Cluster {
	const read = values.flatMap((value) => readObject(value, '') ?? []);
	return {
		namespaces: read.filter((object) => object.kind === 'Namespace'),
		services: read.filter((object) => object.kind === 'Service'),
		endpointSlices: read.filter((object) => object.kind === 'EndpointSlice'),
		pods: read.filter((object) => object.kind === 'Pod'),
		serviceImports: read.filter((object) => object.kind === 'ServiceImport'),
	};
}

export const shopCluster = clusterOf(objects);

/** A name server over the small cluster. */
export function serverFor(corefile: string, options: Partial<NameServerOptions> = {}): NameServer {
	const read = readCorefile(corefile);
	if ('problem' in read) throw new Error(read.problem.message);
	return createNameServer({ cluster: shopCluster, corefile: read.corefile, ...options });
}

/** `rcode`, then every record in order; a SOA only by its type, unless asked for. */
export function summary(message: Message | undefined): string[] {
	if (message === undefined) return ['nothing'];
	const { answer, authority, additional } = message;
	return [
		rcodeName(message.rcode),
		...[...answer, ...authority, ...additional].map((record) =>
			record.type === 6 ? `${record.name} ${record.ttl} SOA` : recordText(record),
		),
	];
}

/** Asks for `name type` and sums up the answer. */
export function ask(server: NameServer, text: string, now = 0): string[] {
	const [name = '', type = 'A'] = text.split(' ');
	return summary(server.ask({ name, type: typeNumber(type) ?? 0, class: 1 }, { now }).message);
}
