// Invariant: which names serve a zone is decided as CoreDNS decides it (plugin/kubernetes/ns.go nsAddrs): the Services
// behind whose endpoints this server runs, else its own addresses under `ns.dns`.
import { joinName } from '../../name.ts';
import { type Host, hostOf } from './entries.ts';
import type { Finder } from './found.ts';

export interface NameServerAddress {
	readonly name: string;
	readonly host: Host;
}

/** What Go prints for an address that is none: an ExternalName Service has '' as its cluster IP. */
const noAddress: Host = hostOf('<nil>');

/** One entry for each name and address, in order; the same one may come twice. */
export function nameServerAddresses(
	finder: Finder,
	localAddresses: readonly string[],
	zone: string,
): NameServerAddress[] {
	const found: NameServerAddress[] = [];
	const add = (name: string, host: Host) => {
		found.push({ name, host: host.address === undefined ? noAddress : host });
	};
	let foundEndpoint = false;
	for (const local of localAddresses) {
		for (const slice of finder.options.endpoints ? finder.index.slicesWith(local) : []) {
			foundEndpoint = true;
			const service = finder.index.service(slice.key);
			if (service === undefined) continue;
			const name = joinName(`${service.name}.${service.namespace}.svc`, zone);
			if (service.headless) {
				for (const address of slice.addresses) add(`${finder.hostname(address)}.${name}`, address.host);
			} else {
				for (const host of service.externalName ? [noAddress] : service.hosts) add(name, host);
			}
		}
	}
	if (!foundEndpoint) for (const local of localAddresses) add(joinName('ns.dns', zone), hostOf(local));
	return found;
}
