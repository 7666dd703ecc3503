import type { ClusterName } from '../../workspace/host-names/cluster-name.ts';
import type { NameCase, Suspicion } from './name-case.ts';

/** `_port._proto.service` where the Service has named ports, and none of that name. */
export function judgeRecord(
	{ names, write, context }: NameCase,
	reading: ClusterName,
	namespace: string,
): Suspicion | undefined {
	const { record } = reading;
	const [service] = names.services(namespace, reading.service);
	if (record === undefined || service === undefined) return undefined;
	const { ports, selector } = service.service.spec;
	const named = ports.filter(({ name }) => name !== '');
	// Unnamed ports are mended at the Service; without selector the slices have the names.
	if (context.isPatched(service.indexed)) return undefined;
	if (named.length < ports.length || named.length === 0 || selector === undefined) return undefined;
	const sameName = named.filter(({ name }) => name.toLowerCase() === record.port);
	const choices = sameName.length > 0 ? sameName : named;
	const list = named.map(({ name, protocol }) => `${name} (${protocol})`).join(', ');
	return {
		kind: 'record-port',
		reason: `SRV names start with a port's name and protocol, and Service ${reading.service} has ${named.length === 1 ? 'the port' : 'the ports'} ${list}`,
		meant: choices.map(({ name, protocol, port }) => ({
			host: write(
				{ ...reading, record: { port: name, protocol: protocol.toLowerCase() }, namespace },
				reading,
			),
			object: service.indexed,
			because: `port ${port} is named ${name}`,
		})),
	};
}
