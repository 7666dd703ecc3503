import type { Cluster } from '../../cluster/cluster.ts';
import { parseAddress, reverseName } from '../../dns/address.ts';
import { RecordClass, typeNumber } from '../../dns/codes.ts';
import type { NameServer } from '../../dns/name-server.ts';
import { endpointHostname } from '../../dns/plugins/kubernetes/endpoint-hostname.ts';
import { dataText } from '../../dns/record-text.ts';
import { serviceNameLabel } from '../../kubernetes/objects/endpointslice.ts';
import type { Service } from '../../kubernetes/objects/service.ts';
import type { PreviewName } from '../../protocol.ts';

/** Every name that a Service (as stored in the cluster) creates, with what it answers; names without data are left out. */
export function namesOf(
	cluster: Cluster,
	server: NameServer,
	service: Service,
	dnsName: string,
): readonly PreviewName[] {
	const questions: [name: string, type: string][] = [
		[dnsName, 'A'],
		[dnsName, 'AAAA'],
		[dnsName, 'SRV'],
	];
	for (const { name, protocol } of service.spec.ports) {
		if (name !== '') questions.push([`_${name}._${protocol.toLowerCase()}.${dnsName}`, 'SRV']);
	}
	const reverse = new Set(service.spec.clusterIPs.filter((address) => address !== 'None'));
	const hosts = new Set<string>();
	for (const slice of cluster.endpointSlices) {
		if (
			slice.metadata.namespace !== service.metadata.namespace ||
			slice.metadata.labels[serviceNameLabel] !== service.metadata.name
		)
			continue;
		for (const { addresses, hostname, targetRef, ready } of slice.endpoints) {
			if (ready === false) continue;
			for (const ip of addresses) {
				hosts.add(
					endpointHostname({ ip, hostname: hostname ?? '', targetName: targetRef?.name ?? '' }, false),
				);
				reverse.add(ip);
			}
		}
	}
	for (const host of hosts) questions.push([`${host}.${dnsName}`, 'A'], [`${host}.${dnsName}`, 'AAAA']);
	for (const address of reverse) {
		const parsed = parseAddress(address);
		if (parsed !== undefined) questions.push([reverseName(parsed), 'PTR']);
	}
	return questions.flatMap(([name, type]) => {
		const data = ask(server, name, type);
		return data.length === 0 ? [] : [{ name: name.replace(/\.$/, ''), type, data }];
	});
}

function ask(server: NameServer, name: string, type: string): readonly string[] {
	const question = {
		name: name.endsWith('.') ? name : `${name}.`,
		type: typeNumber(type) ?? 1,
		class: RecordClass.IN,
	};
	return (server.ask(question).message?.answer ?? []).map(({ data }) => dataText(data));
}
