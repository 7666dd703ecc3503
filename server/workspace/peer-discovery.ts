// Invariant: signs of peers are hints, never proof: whoever asks must not claim more than that.
import type { Service, ServicePort } from '../kubernetes/objects/service.ts';
import { type HostMention, hostMentionsOf } from './host-names/host-mention.ts';
import { textFieldsOf } from './host-names/text-fields.ts';
import type { IndexedObject } from './object-index.ts';
import type { StatefulSetObject } from './service-backing.ts';

/** Names that people give the port between the members of a cluster. */
const peerPortNames =
	/^(?:tcp-)?(?:cluster|clustering|peers?|raft|gossip|routes?|internode|intra-node|replication|transport|serf(?:-?lan)?|leader-election|election|epmd|discovery)$/;

/** Ports of the members among themselves: etcd, ZooKeeper, EPMD, Hazelcast, NATS, Cassandra, memberlist, Consul, Elasticsearch, RabbitMQ. */
const peerPorts: ReadonlySet<number> = new Set([
	2380, 2888, 3888, 4369, 5701, 6222, 7000, 7001, 7946, 8301, 9300, 25672,
]);

/** How one sees that the Pods of a StatefulSet look for each other: a port between members, or a member's name in their own settings. */
export type PeerSign =
	| { readonly by: 'port'; readonly port: ServicePort }
	| { readonly by: 'text'; readonly text: string };

export function peerSignOf(service: Service, { indexed }: StatefulSetObject): PeerSign | undefined {
	const text = peerTextOf(indexed, service.metadata.name);
	if (text !== undefined) return { by: 'text', text };
	const port = service.spec.ports.find(
		({ name, port: number, targetPort }) =>
			peerPortNames.test(name) ||
			peerPorts.has(number) ||
			(typeof targetPort === 'number' && peerPorts.has(targetPort)),
	);
	return port === undefined ? undefined : { by: 'port', port };
}

/** A setting of the members that names a member, or the Service that they have their names from with a port between members. */
function peerTextOf({ object, name }: IndexedObject, service: string): string | undefined {
	const member = `${name}-0.`;
	const isPeer = ({ host, port }: HostMention) =>
		port !== undefined && peerPorts.has(port.number) && host.split('.')[0] === service;
	return (
		textFieldsOf(object).find(({ text }) => text.includes(member))?.text ??
		hostMentionsOf(object).find(isPeer)?.field.text
	);
}
